test "no prior experience is for a person to judge" {
  rule = "prepare-to-care", as_of = "2021-07-14",
  { candidate = { borough = "Somerset" },
    expect = { outcome = "refer", unknown = { "has no prior experience: the document does not say of what" } } },
  { candidate = { borough = "Hackney" }, expect = { outcome = "not_eligible", unmet = { "lives in Somerset" } } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough" } } },
}

-- "including real interview with Somerset Care"
local somerset_care = { reference = "V1", employer = "Somerset Care" }

test "the interview of Prepare to Care is promised to nobody, and open to those on the course" {
  rule = "prepare-to-care-interview", as_of = "2021-07-14",
  { candidate = { enrolled_in = { "prepare-to-care" } }, vacancy = somerset_care, expect = "refer" },
  { candidate = { completed = { "prepare-to-care" } }, vacancy = somerset_care, expect = "refer" },
  { candidate = { enrolled_in = {}, completed = {} }, vacancy = somerset_care,
    expect = { outcome = "not_guaranteed", unmet = { "on Prepare to Care, or finished it" } } },
  { candidate = { completed = {} }, vacancy = somerset_care,
    expect = { outcome = "needs_information", ask = { "enrolled_in" } } },
}

test "the interview of Prepare to Care is with Somerset Care alone" {
  rule = "prepare-to-care-interview", as_of = "2021-07-14",
  { candidate = { completed = { "prepare-to-care" } }, vacancy = { employer = "RH5", borough = "Somerset" }, expect = "not_covered" },
}
