-- What `berth match` goes by when it looks for vacancies that fit a person: no organisation's rule, and read by `match` alone.

pack {
  organisation = "berth's standard library",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "travel_areas", "hours_wanted", "hours_wanted_most", "role_groups", "bands_wanted" },
}
