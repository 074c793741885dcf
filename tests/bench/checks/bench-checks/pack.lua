-- Three check functions, for measuring what they add to an evaluation.

pack {
  organisation = "Bench",
  version = "1.0.0",
  language = 1,
  reads = { "benefits", "borough", "english", "hours_wanted", "referred_on", "unemployed_since" },
}
