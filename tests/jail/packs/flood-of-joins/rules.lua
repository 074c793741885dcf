--=> rules.lua:4: the text would be longer than 1048576 bytes
local line = ("x"):rep(1 << 16)
local t = {} for i = 1, 1000 do t[i] = line end
local s = table.concat(t, line)
