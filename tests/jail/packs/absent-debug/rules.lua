--=> rules.lua:2: 'debug' is not known: packs can't change how tables and texts work
debug.setmetatable(nil, { __index = function() return debug.getregistry() end })
