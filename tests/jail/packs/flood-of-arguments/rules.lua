--=> rules.lua:2: bad argument #3 to 'unpack' (at most 200 items at once, from 1 on)
local n = select("#", table.unpack({}, 1, 1e8))
