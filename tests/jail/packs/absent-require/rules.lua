--=> rules.lua:2: 'require' is not known
local socket = require "socket"
