--=> rules.lua:4: the check function assigns to 'zero', which is outside it: it may keep nothing between calls
local zero = 0
programme "p" { title = "P", source = "s",
  eligible = check("keeps a kind of number", { reads = { "hours_now" } }, function(c)
    local was = math.type(zero) zero = was == "integer" and 0.0 or 0 return was == "float"
  end) }
