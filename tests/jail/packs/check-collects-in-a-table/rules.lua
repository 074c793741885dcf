--=> rules.lua:5: this list or table can't be changed here: it belongs to berth, to a record, or to what a check function may only read
local seen = {}
programme "p" { title = "P", source = "s",
  eligible = check("collects", { reads = { "redundancy_employer" } }, function(c)
    seen[c.redundancy_employer] = true return true
  end) }
