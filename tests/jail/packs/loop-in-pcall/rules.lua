--=> rules.lua:3: 'loop-in-pcall' was stopped: it takes more steps than a pack may take (a loop that does not end?)
repeat
  local ok = pcall(function() while true do end end)
until false
