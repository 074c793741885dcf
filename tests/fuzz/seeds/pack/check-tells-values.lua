--=> rules.lua:4: the check raised an error; its text is not shown, as it may hold personal data (a text that is written out whole in the pack is shown)
programme "p" { title = "P", source = "s",
  eligible = check("tells", { reads = { "redundancy_employer" } }, function(c)
    error("made redundant by " .. c.redundancy_employer)
  end) }
