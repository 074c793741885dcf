--=> rules.lua:4: 'check-loop-in-pcall' was stopped: it takes more steps than a pack may take (a loop that does not end?)
programme "p" { title = "P", source = "s",
  eligible = check("loops", { reads = { "hours_now" } }, function(c)
    while true do pcall(function() while true do end end) end
  end) }
