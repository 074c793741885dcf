-- South West London: the document says "SWL", among the examples of NHS London.

pack {
  organisation = "NHS South West London",
  version = "1.0.0",
  language = 1,
}
