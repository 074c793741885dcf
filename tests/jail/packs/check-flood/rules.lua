--=> rules.lua:4: 'check-flood' was stopped: it needs more memory than a pack may use
programme "p" { title = "P", source = "s",
  eligible = check("floods", { reads = { "hours_now" } }, function(c)
    local s = "x" while true do s = s .. s end
  end) }
