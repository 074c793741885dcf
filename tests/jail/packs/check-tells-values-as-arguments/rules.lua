--=> rules.lua:4: bad argument to 'char' (a byte is 0 to 255)
programme "p" { title = "P", source = "s",
  eligible = check("tells", { reads = { "hours_now" } }, function(c)
    local t = {} for i = 1, 40 do t[i] = 65 end t[math.floor(c.hours_now)] = -1 return string.char(table.unpack(t)) == ""
  end) }
