--=> rules.lua:4: the check function assigns to 'last', which is outside it: it may keep nothing between calls
local last
programme "p" { title = "P", source = "s",
  eligible = check("collects", { reads = { "redundancy_employer" } }, function(c)
    local before = last last = c.redundancy_employer return before == last
  end) }
