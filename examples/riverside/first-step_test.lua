-- Tests of the rules: "berth test examples/riverside" runs them, and nothing else reads this file.
-- Each row is a person and what has to come out. A field that a row leaves out is not known.

test "out of work, or few hours" {
  rule = "first-step", as_of = "2025-10-01",
  { candidate = { borough = "Greenwich", employment = "unemployed", hours_now = 0, english = "L1", other_hours = 4 }, expect = "refer" },
  -- eight hours is still few, nine is not
  { candidate = { borough = "Greenwich", employment = "employed", hours_now = 8, english = "E3", other_hours = 16 }, expect = "refer" },
  {
    candidate = { borough = "Greenwich", employment = "employed", hours_now = 9, english = "L2", other_hours = 0 },
    expect = { outcome = "not_eligible", unmet = { "out of work or in few hours" } },
  },
}

test "sixteen hours a week are left" {
  rule = "first-step", as_of = "2025-10-01",
  { candidate = { borough = "Greenwich", employment = "employed", hours_now = 8, english = "E3", other_hours = 16 },
    expect = { outcome = "refer", unknown = { "is ready for a course in a group" } } },
  { candidate = { borough = "Greenwich", employment = "employed", hours_now = 8, english = "E3", other_hours = 17 },
    expect = { outcome = "not_eligible", unmet = { "has 16 hours a week left for the course" } } },
}

test "what is not known is asked for" {
  rule = "first-step", as_of = "2025-10-01",
  { candidate = { borough = "Greenwich", employment = "unemployed", english = "E3", other_hours = 10 },
    expect = { outcome = "needs_information", ask = { "hours_now" }, left_open = { "is ready for a course in a group" } } },
  -- somebody who lives elsewhere is asked nothing
  { candidate = { borough = "Lewisham", employment = "unemployed" }, expect = { outcome = "not_eligible", ask = {} } },
}
