--=> rules.lua:4: the check does not read that name: list it in 'reads' or 'optional'
programme "p" { title = "P", source = "s",
  eligible = check("tells", { reads = { "redundancy_employer" } }, function(c)
    return c[c.redundancy_employer]
  end) }
