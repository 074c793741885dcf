-- Counts the steps of Somerset's sector-based work academy, as its document counts them. Who may join is what the system's
-- own pack says (rules/somerset/).

pack {
  organisation = "Steps of the Somerset sector-based work academy (made up)",
  version = "1.0.0",
  language = 1,
  reads = { "completed", "enrolled_in", "started_work_with" },
}
