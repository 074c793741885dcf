--=> rules.lua:2: '_G' is not known: names of a pack are plain names
for name in pairs(_G) do name = nil end
