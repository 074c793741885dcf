--=> rules.lua:4: that name is outside the check function, which may not assign to it
programme "p" { title = "P", source = "s",
  eligible = check("tells", { reads = { "redundancy_employer" } }, function(c)
    _ENV[c.redundancy_employer] = true
  end) }
