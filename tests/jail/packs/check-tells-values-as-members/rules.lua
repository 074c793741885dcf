--=> rules.lua:4: 'string' has nothing of that name
programme "p" { title = "P", source = "s",
  eligible = check("tells", { reads = { "redundancy_employer" } }, function(c)
    return string[c.redundancy_employer:sub(1, 0) .. "up" .. "er"] == nil
  end) }
