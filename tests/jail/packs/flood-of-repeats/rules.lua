--=> rules.lua:2: the text would be longer than 1048576 bytes
local s = ("berth"):rep(1 << 40)
