--=> rules.lua:2: attempt to call a nil value (field 'random')
local coin = math.random(2)
