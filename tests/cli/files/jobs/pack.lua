-- Something of every kind that threads share: places, check functions, vacancies, support.

pack {
  organisation = "Riverside Council (made up)",
  version = "1.0.0",
  language = 1,
  reads = { "age", "borough", "employment", "benefits", "english", "hours_wanted", "referred_on", "travel_areas", "unemployed_since" },
}
