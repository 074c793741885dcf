-- Counts the steps of Hackney's recruitment at Barts Health in 2021, as its document counts them. Who may take each step is
-- what the council's own pack says (rules/hackney/barts-recruitment.lua); this one says who has taken it.

pack {
  organisation = "Steps of Hackney Council's recruitment at Barts Health (made up)",
  version = "1.0.0",
  language = 1,
  reads = { "completed", "passed", "started_work_with" },
}
