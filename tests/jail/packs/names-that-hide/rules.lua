--=> rules.lua:3: this list or table can't be changed here: it belongs to berth, to a record, or to what a check function may only read
-- The standard tables belong to all files of a pack.
string.lower = function(s) return s end
