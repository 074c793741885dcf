--=> rules.lua:5: 'loop-in-comparison' was stopped: it takes more steps than a pack may take (a loop that does not end?)
local a = ("x"):rep(1 << 20)
local b, n = a .. "y", 0
local function compare() if a < b then n = n + 1 end end
while true do compare() string.lower(a) end
