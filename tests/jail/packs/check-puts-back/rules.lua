--=> rules.lua:4: the check function assigns to 'calls', which is outside it: it may keep nothing between calls
local calls = 0
programme "p" { title = "P", source = "s",
  eligible = check("puts back", { reads = { "redundancy_employer" } }, function(c)
    calls = (calls + 1) % 3 return calls == 1
  end) }
