--=> rules.lua:2: '_G' is not known
for name in pairs(_G) do name = nil end
