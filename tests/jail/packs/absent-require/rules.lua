--=> rules.lua:2: 'require' is not known: a pack's code is its .lua files, which share their names
local socket = require "socket"
