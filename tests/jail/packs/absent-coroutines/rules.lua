--=> rules.lua:3: 'coroutine' is not known: criteria are declared, so there is nothing to wait for
-- A chain of coroutine.close crashes Lua 5.4.4.
local function chain(n) local co = coroutine.wrap(function() return n > 0 and chain(n - 1) end) return co() end chain(1e5)
