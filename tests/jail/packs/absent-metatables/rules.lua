--=> rules.lua:3: 'setmetatable' is not known: packs can't change how tables and texts work
-- A __concat metamethod that grows the stack corrupts the memory of Lua 5.4.4.
local t = setmetatable({}, { __concat = function(a, b) local function f(n) return n == 0 and 0 or 1 + f(n - 1) end return f(1e5) end })
return t .. t .. t
