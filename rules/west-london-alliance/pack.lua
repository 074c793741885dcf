-- West London Alliance: councils of west London, whom the document does not name.

pack {
  organisation = "West London Alliance",
  version = "1.0.0",
  language = 1,
}
