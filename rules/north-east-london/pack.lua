-- North East London Health and Care Partnership: eight local authorities, five large providers, primary care and charities.
--
-- The document states no lawful basis for reading who is or was in care. The text below is a suggestion: the partnership
-- confirms it, or writes another, before real people's data goes in. Having been in care is sensitive, and nobody has to say so.

pack {
  organisation = "North East London Health and Care Partnership",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "age", "care_experienced" },
  lawful_basis = {
    care_experienced = "Suggested, for the partnership to confirm: the person's consent, UK GDPR Art. 6(1)(a), to offer support " ..
                       "and interviews",
  },
}
