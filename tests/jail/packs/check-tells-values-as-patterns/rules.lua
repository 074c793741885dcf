--=> rules.lua:4: this is not a PCRE2 pattern
programme "p" { title = "P", source = "s",
  eligible = check("tells", { reads = { "redundancy_employer" } }, function(c)
    return string.matches("x", "(" .. c.redundancy_employer)
  end) }
