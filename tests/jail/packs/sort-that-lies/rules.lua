--=> rules.lua:5: it ended
-- Comparing at random, or against the list's own changes, gives some order and no crash.
local t = {} for i = 1, 1000 do t[i] = i * 7919 % 1000 end local n = 0
table.sort(t, function(a, b) n = n + 1 t[n % 1000 + 1] = nil table.insert(t, 1) return n % 3 == 0 end)
error "it ended"
