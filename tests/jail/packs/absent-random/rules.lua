--=> rules.lua:2: 'math.random' is not known: a rule says the same on any run and machine
local coin = math.random(2)
