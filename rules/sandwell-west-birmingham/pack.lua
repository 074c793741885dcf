-- Sandwell and West Birmingham Hospitals NHS Trust, with St Basil's, Jobcentre Plus and local colleges.
--
-- The document states no lawful basis for reading who is homeless. The text below is a suggestion: the trust confirms it, or
-- writes another, before real people's data goes in.

pack {
  organisation = "Sandwell and West Birmingham Hospitals NHS Trust",
  ods = "RXK",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "age", "homeless" },
  lawful_basis = {
    homeless = "Suggested, for the trust to confirm: the person's consent, UK GDPR Art. 6(1)(a), to offer a flat and an " ..
               "apprenticeship",
  },
}
