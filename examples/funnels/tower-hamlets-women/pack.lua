-- Counts the steps of Women in Health and Social Care, as its document counts them. The programme's own rules are the
-- council's (rules/tower-hamlets/).

pack {
  organisation = "Steps of Tower Hamlets Council's programme for women (made up)",
  version = "1.0.0",
  language = 1,
  reads = { "completed", "enrolled_in", "started_work_with" },
}
