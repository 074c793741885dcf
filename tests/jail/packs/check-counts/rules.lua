--=> rules.lua:3: a check returns true or false, not a number
programme "p" { title = "P", source = "s",
  eligible = check("counts", { reads = { "hours_now" } }, function(c) return c.hours_now end) }
