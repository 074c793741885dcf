-- Every outcome of every kind of rule, for the formats.

pack {
  organisation = "Riverside Council (made up)",
  version = "1.0.0",
  language = 1,
  reads = { "age", "borough", "employment", "english", "hours_wanted", "referred_on" },
}
