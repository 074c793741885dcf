--=> rules.lua:2: 'loop' was stopped: it takes more steps than a pack may take (a loop that does not end?)
while true do end
