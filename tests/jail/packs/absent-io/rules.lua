--=> rules.lua:2: 'io' is not known
local f = io.open("/etc/passwd")
