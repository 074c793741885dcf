--=> rules.lua:4: it went over 100
local t = {} for i = 1, 100 do t["k" .. i] = i end local n = 0
for k in pairs(t) do n = n + 1 t[k] = nil t["new" .. n] = true end
error("it went over " .. n)
