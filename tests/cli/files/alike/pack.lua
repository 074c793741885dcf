pack {
  organisation = "Riverside Council",
  version = "1.0.0",
  language = 1,
  reads = { "referred_by", "passed", "redundancy_employer", "completed", "languages" },
}
