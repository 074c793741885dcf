--=> rules.lua:3: 'load' is not known
-- Compiling text at run time would be a way around every rule about sources.
local f = load("return 1")
