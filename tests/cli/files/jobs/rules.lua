local source = "made up for the tests"

programme "few-places" {
  title = "Few places", source = source,
  eligible = aged(18, 40) & unemployed(),
  places = 700,
  order_by = { on_benefit { "UC" }, candidate.referred_on },
}

programme "half-time" {
  title = "Half time", source = source,
  eligible = aged(16) & check("wants half a week", { reads = { "hours_wanted" }, optional = { "borough" } }, function(c)
    return c.hours_wanted <= 20 and c.borough ~= "Sutton"
  end),
  support = { offer "Travel costs" { when = resident_in { "Barnet", "Bexley" } } },
}

guaranteed_interview "porters" {
  title = "Porters", source = source, basis = "cohort",
  who = english_at_least "E3" & vacancy.borough:one_of(candidate.travel_areas),
  vacancies = vacancy.title:matches "(?i)porter",
  places_each = 50,
  order_by = { candidate.referred_on },
}

support_plan "plan" {
  title = "A plan", source = source,
  offer "English classes" { when = ~english_at_least "L1" },
  offer "A coach" { when = unemployed_for { months = 12 } | aged(50) },
}
