-- Lancashire and South Cumbria Integrated Care System, with Jobcentre Plus, Lancashire Adult Learning and People Plus.

pack {
  organisation = "Lancashire and South Cumbria Integrated Care System",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "referred_by" },
}
