--=> rules.lua:3: 'collectgarbage' is not known: berth looks after memory
-- Neither is there a __gc: tables have no metatables of a pack's own.
collectgarbage "stop"
