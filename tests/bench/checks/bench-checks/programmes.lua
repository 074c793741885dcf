local source = "made up for measuring"

programme "a-shift" {
  title = "Suits the shift", source = source,
  eligible = check("suits the shift", { reads = { "hours_wanted", "borough" } }, suits_the_shift),
}

programme "b-referral" {
  title = "Referred soon after", source = source,
  eligible = check("referred soon after", { reads = { "unemployed_since", "referred_on" } }, referred_soon_after),
}

programme "c-benefit" {
  title = "On one benefit", source = source,
  eligible = check("on one benefit", { reads = { "benefits", "english" } }, on_one_benefit),
}
