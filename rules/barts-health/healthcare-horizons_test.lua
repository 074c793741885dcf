-- Healthcare Horizons: "16-29 years olds resident in: Newham, Tower Hamlets, Hackney or Waltham Forest".
-- On 1 June 2024 somebody born on 1 June 2008 is 16, a day later 15; somebody born on 2 June 1994 is 29, a day earlier 30.

for _, borough in ipairs { "Newham", "Tower Hamlets", "Hackney", "Waltham Forest" } do
  test("16 to 29, both ends included, in " .. borough) {
    rule = "healthcare-horizons", as_of = "2024-06-01",
    { candidate = { date_of_birth = "2008-06-02", borough = borough },
      expect = { outcome = "not_eligible", unmet = { "aged 16 to 29" } } },
    { candidate = { date_of_birth = "2008-06-01", borough = borough }, expect = "eligible" },
    { candidate = { date_of_birth = "1994-06-02", borough = borough }, expect = "eligible" },
    { candidate = { date_of_birth = "1994-06-01", borough = borough },
      expect = { outcome = "not_eligible", unmet = { "aged 16 to 29" } } },
  }
end

local place = "lives in Newham, Tower Hamlets, Hackney or Waltham Forest"

test "no other borough" {
  rule = "healthcare-horizons", as_of = "2024-06-01",
  { candidate = { age = 15, borough = "Lewisham" }, expect = { outcome = "not_eligible", unmet = { "aged 16 to 29", place } } },
  { candidate = { age = 16, borough = "Lewisham" }, expect = { outcome = "not_eligible", unmet = { place } } },
  { candidate = { age = 29, borough = "Lewisham" }, expect = { outcome = "not_eligible", unmet = { place } } },
  { candidate = { age = 30, borough = "Lewisham" }, expect = { outcome = "not_eligible", unmet = { "aged 16 to 29", place } } },
}

test "what is missing is asked for only where it could change the outcome" {
  rule = "healthcare-horizons", as_of = "2024-06-01",
  { candidate = { borough = "Hackney" }, expect = { outcome = "needs_information", ask = { "date_of_birth" } } },
  { candidate = { borough = "Camden" }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = { age = 20 }, expect = { outcome = "needs_information", ask = { "borough" } } },
  { candidate = { age = 15 }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "date_of_birth", "borough" } } },
}

test "what was declined is asked for no more" {
  rule = "healthcare-horizons", as_of = "2024-06-01",
  { candidate = { age = 20, borough = declined }, expect = { outcome = "refer", left_open = { place } } },
  { candidate = { age = 30, borough = declined }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = { borough = declined }, expect = { outcome = "needs_information", ask = { "date_of_birth" } } },
}

test "born on 29 February: 29 for one day more in a year without it" {
  rule = "healthcare-horizons", as_of = "2026-02-28",
  { candidate = { date_of_birth = "1996-02-29", borough = "Newham" }, expect = "eligible" },
}
test "born on 29 February: 30 on 1 March" {
  rule = "healthcare-horizons", as_of = "2026-03-01",
  { candidate = { date_of_birth = "1996-02-29", borough = "Newham" }, expect = "not_eligible" },
}

test "the document gives no dates: it runs on any day" {
  rule = "healthcare-horizons", as_of = "2012-02-29",
  { candidate = { date_of_birth = "1996-02-29", borough = "Newham" }, expect = "eligible" },
}
