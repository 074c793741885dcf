--=> rules.lua:3: 'loop-of-pcalls' was stopped: it takes more steps than a pack may take (a loop that does not end?)
local function f()
  pcall(f) return f()
end
f()
