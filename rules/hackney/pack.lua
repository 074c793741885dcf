-- Hackney Council, with Homerton Hospital and Barts Health.
--
-- The document states no lawful basis for reading who has an education, health and care plan. The text below is a suggestion:
-- the council confirms it, or writes another, before real people's data goes in.

pack {
  organisation = "Hackney Council",
  gss = "E09000012",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "completed", "ehcp" },
  lawful_basis = {
    ehcp = "Suggested, for Hackney Council to confirm: explicit consent, UK GDPR Art. 9(2)(a), to treat disabled people more " ..
           "favourably under Equality Act 2010 s.13(3)",
  },
}
