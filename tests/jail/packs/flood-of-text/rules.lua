--=> rules.lua:2: 'flood-of-text' was stopped: it needs more memory than a pack may use
local s = "x" while true do s = s .. s end
