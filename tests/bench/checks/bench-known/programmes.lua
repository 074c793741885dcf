local source = "made up for measuring"

programme "a-shift" {
  title = "Suits the shift", source = source,
  eligible = candidate.hours_wanted:known() & candidate.borough:known(),
}

programme "b-referral" {
  title = "Referred soon after", source = source,
  eligible = candidate.unemployed_since:known() & candidate.referred_on:known(),
}

programme "c-benefit" {
  title = "On one benefit", source = source,
  eligible = candidate.benefits:known() & candidate.english:known(),
}
