--=> rules.lua:2: 'flood' was stopped: it needs more memory than a pack may use
local t = {} while true do t[#t + 1] = {} end
