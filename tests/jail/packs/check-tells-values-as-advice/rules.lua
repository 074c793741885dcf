--=> rules.lua:4: that name is not known
programme "p" { title = "P", source = "s",
  eligible = check("tells", { reads = { "redundancy_employer" } }, function(c)
    return _ENV["str" .. c.redundancy_employer:sub(2, 2):upper():lower():rep(0) .. "ng"]
  end) }
