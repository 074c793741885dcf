pack {
  organisation = "Steps Council (made up)",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "employment", "completed", "passed", "english", "referred_on", "enrolled_in" },
}
