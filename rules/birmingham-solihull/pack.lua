-- Birmingham and Solihull: I Can, and the Birmingham case study of the London workshop.

pack {
  organisation = "Birmingham and Solihull Integrated Care System",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "employment", "completed", "enrolled_in" },
}
