-- The Talent Hub: no conditions are named, and no age.

test "everybody is left to a person, with the support named" {
  rule = "talent-hub", as_of = "2024-06-01",
  { candidate = {},
    expect = { outcome = "refer", left_open = { "may come to the hub, for which the notes name no conditions" }, ask = {},
               offers = { "Volunteering, to understand the role", "Training, to understand the role",
                          "Information sessions about the role", "A peer mentor" } } },
  { candidate = { borough = "Leeds", age = 4 }, expect = "refer" },
  { candidate = { borough = "Hackney", age = 60 }, expect = "refer" },
}
