-- Hackney Council, with Homerton Hospital and Barts Health.

pack {
  organisation = "Hackney Council",
  gss = "E09000012",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "ehcp" },
  lawful_basis = {
    ehcp = "Not stated in the document; Hackney Council to confirm. Suggested: explicit consent, UK GDPR Art. 9(2)(a), " ..
           "to offer positive action under the Equality Act 2010 s.158",
  },
}
