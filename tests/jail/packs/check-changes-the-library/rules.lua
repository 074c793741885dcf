--=> rules.lua:4: this list or table can't be changed here: it belongs to berth, to a record, or to what a check function may only read
programme "p" { title = "P", source = "s",
  eligible = check("changes", { reads = { "hours_now" } }, function(c)
    string.lower = string.upper return true
  end) }
