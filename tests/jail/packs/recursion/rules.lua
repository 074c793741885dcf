--=> rules.lua:2: functions call one another more than 5000 deep
local function f() return 1 + f() end f()
