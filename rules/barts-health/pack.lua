-- Barts Health NHS Trust: the pathway that NHS London names as an example of good practice.

pack {
  organisation = "Barts Health NHS Trust",
  ods = "R1H",
  version = "1.0.0",
  language = 1,
  reads = { "age", "borough" },
}
