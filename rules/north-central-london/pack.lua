-- North Central London: the document says "NCL", among the examples of NHS London.

pack {
  organisation = "NHS North Central London",
  version = "1.0.0",
  language = 1,
}
