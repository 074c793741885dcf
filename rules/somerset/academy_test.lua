-- "those at-risk of redundancy, those unemployed with transferable skills, and final year nursing students"

test "the three groups of the academy" {
  rule = "sector-based-work-academy", as_of = "2021-07-14",
  { candidate = { borough = "Somerset", employment = "at risk of redundancy" },
    expect = { outcome = "eligible", offers = { "Support into a job in health or social care" } } },
  { candidate = { borough = "Somerset", employment = "employed", final_year_nursing = true }, expect = "eligible" },
  { candidate = { borough = "Somerset", employment = "in education or training", final_year_nursing = true }, expect = "eligible" },
  -- Unemployed: whether the skills are transferable is for a person.
  { candidate = { borough = "Somerset", employment = "unemployed", final_year_nursing = false },
    expect = { outcome = "refer", unknown = { "has transferable skills, which the document does not define" } } },
  { candidate = { borough = "Somerset", employment = "unemployed", final_year_nursing = true }, expect = "eligible" },
  { candidate = { borough = "Somerset", employment = "employed", final_year_nursing = false },
    expect = { outcome = "not_eligible", unmet = { "in one of the three groups" } } },
  { candidate = { borough = "Somerset", employment = "in education or training", final_year_nursing = false },
    expect = "not_eligible" },
}

test "whoever sent them may come to the academy" {
  rule = "sector-based-work-academy", as_of = "2021-07-14",
  { candidate = { borough = "Somerset", employment = "at risk of redundancy", referred_by = { "DWP" } }, expect = "eligible" },
  { candidate = { borough = "Somerset", employment = "at risk of redundancy", referred_by = { "National Careers Service" } },
    expect = "eligible" },
  { candidate = { borough = "Somerset", employment = "at risk of redundancy", referred_by = {} }, expect = "eligible" },
}

test "the academy asks for what is missing, and only in the region" {
  rule = "sector-based-work-academy", as_of = "2021-07-14",
  { candidate = { borough = "Somerset", final_year_nursing = false }, expect = { outcome = "needs_information", ask = { "employment" } } },
  { candidate = { borough = "Somerset", employment = "employed" },
    expect = { outcome = "needs_information", ask = { "final_year_nursing" } } },
  { candidate = { employment = "at risk of redundancy" }, expect = { outcome = "needs_information", ask = { "borough" } } },
  { candidate = { borough = "Somerset", employment = declined, final_year_nursing = false }, expect = "refer" },
  { candidate = { borough = "elsewhere", employment = "at risk of redundancy" },
    expect = { outcome = "not_eligible", unmet = { "lives in Somerset" } } },
  { candidate = { borough = "Hackney" }, expect = { outcome = "not_eligible", ask = {} } },
}

-- "Guaranteed interviews offered": nobody is promised one, whatever they have finished.
local carer_in_somerset = { reference = "V1", employer = "RH5", borough = "Somerset" }

test "the interviews of the academy are unconfirmed" {
  rule = "academy-interviews", as_of = "2021-07-14",
  { candidate = { completed = { "sector-based-work-academy" } }, vacancy = carer_in_somerset, expect = "refer" },
  { candidate = { enrolled_in = { "sector-based-work-academy" } }, vacancy = carer_in_somerset, expect = "refer" },
  { candidate = { completed = { "prepare-to-care" }, enrolled_in = {} }, vacancy = carer_in_somerset,
    expect = { outcome = "not_guaranteed", unmet = { "on the academy, or finished it" } } },
  { candidate = { enrolled_in = {} }, vacancy = carer_in_somerset,
    expect = { outcome = "needs_information", ask = { "completed" } } },
}

test "the interviews of the academy are in Somerset, or with its two trusts" {
  rule = "academy-interviews", as_of = "2021-07-14",
  { candidate = { completed = { "sector-based-work-academy" } }, vacancy = { employer = "RA4" }, expect = "refer" },
  { candidate = { completed = { "sector-based-work-academy" } }, vacancy = { employer = "RP6", borough = "Islington" },
    expect = "not_covered" },
}
