--=> rules.lua:2: 'io' is not known: packs can't use files, other programs or the network
local f = io.open("/etc/passwd")
