--=> rules.lua:4: the check function assigns to 'zero', which is outside it: it may keep nothing between calls
local zero = 0.0
programme "p" { title = "P", source = "s",
  eligible = check("keeps a sign", { reads = { "hours_now" } }, function(c)
    local was = 1 / zero zero = -zero return was < 0
  end) }
