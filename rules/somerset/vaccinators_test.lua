test "students at further education colleges in the region" {
  rule = "college-vaccinators", as_of = "2021-07-14",
  { candidate = { borough = "Somerset", further_education = true }, expect = "eligible" },
  { candidate = { borough = "Somerset", further_education = false },
    expect = { outcome = "not_eligible", unmet = { "student at a further education college" } } },
  { candidate = { borough = "Somerset" }, expect = { outcome = "needs_information", ask = { "further_education" } } },
  { candidate = { borough = "Hackney", further_education = true }, expect = { outcome = "not_eligible", unmet = { "lives in Somerset" } } },
}
