--=> rules.lua:5: the check function assigns to 'last', which is outside it: it may keep nothing between calls
local last
local function keep(value) local before = last last --[[ = ]] -- =
  , value = value, nil return before end
programme "p" { title = "P", source = "s", eligible = check("passes on", { reads = { "redundancy_employer" } }, function(c)
    local before = keep(c.redundancy_employer) if before then keep(nil) end return before == nil
  end) }
