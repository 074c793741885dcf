guaranteed_interview "pair" {
  title  = "A pair",
  source = "made up for a test",
  basis  = "cohort",
  who    = check("old enough for the job", { reads = { "age", "vacancy.title" } }, function(c, v)
    if c.age < 40 then
      error("too young to tell")
    end
    return #v.title > 0
  end),
}
programme "odd" { title = "Odd", source = "made up for a test", eligible = check("odd", { reads = { "age" } }, function(c)
    if c.age < 40 then error("odd") end
    return true
  end),
}
