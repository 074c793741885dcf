-- St George's University Hospitals NHS Foundation Trust.
--
-- The document states no lawful basis for reading who has an education, health and care plan or a learning disability. Each text
-- below is a suggestion: the trust confirms it, or writes another, before real people's data goes in.

pack {
  organisation = "St George's University Hospitals NHS Foundation Trust",
  ods = "RJ7",
  version = "1.0.0",
  language = 1,
  reads = { "age", "ehcp", "impairments" },
  lawful_basis = {
    ehcp        = "Suggested, for St George's to confirm: explicit consent, UK GDPR Art. 9(2)(a); disabled people may be treated " ..
                  "more favourably under Equality Act 2010 s.13(3), and s.60 lets health be asked for positive action",
    impairments = "Suggested, for St George's to confirm: explicit consent, UK GDPR Art. 9(2)(a); disabled people may be treated " ..
                  "more favourably under Equality Act 2010 s.13(3), and s.60 lets health be asked for positive action",
  },
}
