--=> rules.lua:3: 'pattern-of-time' was stopped: it takes more steps than a pack may take (a loop that does not end?)
local spaces = (" "):rep(4000)
while true do string.matches(spaces, [[\s+$]]) end
