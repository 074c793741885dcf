programme "slow" {
  title = "Slow", source = "made up for the tests",
  eligible = check("counts its hours one by one", { reads = { "hours_wanted" } }, function(c)
    local odd = 0
    for _ = 1, 6000 do odd = odd + c.hours_wanted % 2 end
    return odd > 0
  end),
}
