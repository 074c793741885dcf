-- The first two rows take the places; who is on the course keeps hers.
test "places" {
  rule = "course", as_of = "2024-06-01",
  { candidate = { age = 16, borough = "Newham", employment = "employed", referred_on = "2024-01-03" }, expect = "waiting" },
  { candidate = { age = 16, borough = "Newham", employment = "employed", referred_on = "2024-01-02" }, expect = "eligible" },
  { candidate = { age = 16, borough = "Newham", employment = "employed", enrolled_in = "course" }, expect = "eligible" },
}
test "what is asked, and what comes with it" {
  rule = "course", as_of = "2024-06-01",
  { candidate = { borough = "Newham", employment = "employed" }, expect = { outcome = "needs_information", ask = { "date_of_birth" }, unknown = { "aged 16 to 29" } } },
  { candidate = { age = 29, borough = "Hackney", employment = "employed" },
    expect = { outcome = "eligible", offers = { "Lunch" }, offers_open = { "Travel costs" }, ask = { "homeless" } } },
  { candidate = { age = 30, borough = "Hackney" }, expect = { outcome = "not_eligible", not_offered = { "Lunch" }, ask = {} } },
}
