-- Leeds Health and Care Academy: a case study that the London workshop heard.

pack {
  organisation = "Leeds Health and Care Academy",
  version = "1.0.0",
  language = 1,
}
