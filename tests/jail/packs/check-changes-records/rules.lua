--=> rules.lua:4: a record can't be changed
programme "p" { title = "P", source = "s",
  eligible = check("changes", { reads = { "hours_now" } }, function(c)
    c.hours_now = 0 return true
  end) }
