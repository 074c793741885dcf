-- NHS London: its overview of recruitment, which counts employers and says little of the people.

pack {
  organisation = "NHS London",
  version = "1.0.0",
  language = 1,
  reads = { "age", "on_t_level" },
}
