local source = "made up for the tests"

programme "closed" { title = "Closed", source = source, runs = "2020", eligible = aged(16) }

programme "hourly" {
  title = "Hourly", source = source,
  eligible = check("wants whole hours", { reads = { "hours_wanted" } }, function(c)
    if c.hours_wanted > 40 then error("nobody works so long") end
    return c.hours_wanted % 1 == 0
  end),
}

programme "judged" {
  title = "Judged", source = source,
  eligible = resident_in "Hackney" & judgement "keen, as an adviser sees it",
}

programme "one-place" {
  title = "One place", source = source,
  eligible = unemployed(), places = 1, order_by = { candidate.referred_on },
}

guaranteed_interview "porters" {
  title = "Porters", source = source, basis = "cohort",
  who = candidate.hours_wanted:at_least(vacancy.hours) & resident_in "Hackney",
  vacancies = vacancy.title:matches "(?i)porter",
  places_each = 1,
}

support_plan "plan" {
  title = "A plan", source = source,
  offer "A coach" {},
  offer "English classes" { when = ~english_at_least "L1" },
}
