--=> rules.lua:4: the check does not read 'age': list it in 'reads' or 'optional'
programme "p" { title = "P", source = "s",
  eligible = check("reads more", { reads = { "hours_now" } }, function(c)
    return c.age > 16
  end) }
