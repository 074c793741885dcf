programme "odd" {
  title    = "Odd ages",
  source   = "made up for a test",
  eligible = check("of an odd age", { reads = { "age" } }, function(c) return c.age % 2 == 1 end),
}
