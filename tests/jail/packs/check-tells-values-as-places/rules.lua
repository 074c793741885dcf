--=> rules.lua:4: table.concat: an item is neither a text nor a number
programme "p" { title = "P", source = "s",
  eligible = check("tells", { reads = { "hours_now" } }, function(c)
    local t = {} for i = 1, 40 do t[i] = "x" end t[math.floor(c.hours_now)] = {} return table.concat(t) == ""
  end) }
