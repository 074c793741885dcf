pack {
  organisation = "Riverside Council (made up)",
  version = "1.0.0",
  language = 1,
  reads = { "imd_decile", "borough" },
}
