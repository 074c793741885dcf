--=> rules.lua:4: criteria and declarations are made while a pack loads, not inside a check function
programme "p" { title = "P", source = "s",
  eligible = check("declares", { reads = { "hours_now" } }, function(c)
    programme "q" { title = "Q", source = "s", eligible = unemployed() }
  end) }
