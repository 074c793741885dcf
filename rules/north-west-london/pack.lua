-- North West London: the document says "NWL", among the examples of NHS London.
--
-- It states no lawful basis for reading anybody's immigration status. The text below is a suggestion: the organisation confirms it,
-- or writes another, before real people's data goes in.

pack {
  organisation = "NHS North West London",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "migration_status", "would_volunteer" },
  lawful_basis = {
    migration_status = "Suggested, for NHS North West London to confirm: the person's consent, UK GDPR Art. 6(1)(a); where it " ..
                       "shows national origin, positive action under Equality Act 2010 s.158",
  },
}
