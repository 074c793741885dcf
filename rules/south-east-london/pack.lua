-- South-east London: what communities and the charities that are part of them worked out together with the NHS there.
--
-- Only what says who belongs to one of the document's groups is read. The document states no lawful basis for reading any of it.
-- Each text below is a suggestion, and says so: whoever runs this plan confirms it, or writes another, before real people's data
-- goes in. Nobody loses anything by not answering: what hangs on a group is then left open, and everybody's offers stay.

pack {
  organisation = "NHS South East London Integrated Care Board",
  version = "1.0.0",
  language = 1,
  reads = { "migration_status", "carer", "young_carer", "deaf", "neurodivergent", "ethnicity" },
  lawful_basis = {
    migration_status = "Suggested, for the organisation to confirm: the person's consent, UK GDPR Art. 6(1)(a), to offer support; " ..
                       "where it shows national origin, positive action under Equality Act 2010 s.158",
    carer            = "Suggested, for the organisation to confirm: the person's consent, UK GDPR Art. 6(1)(a), to offer support",
    young_carer      = "Suggested, for the organisation to confirm: the person's consent, UK GDPR Art. 6(1)(a), to offer support",
    deaf             = "Suggested, for the organisation to confirm: reasonable adjustments under Equality Act 2010 s.20 with UK " ..
                       "GDPR Art. 9(2)(b) for an employer, explicit consent under Art. 9(2)(a) for others",
    neurodivergent   = "Suggested, for the organisation to confirm: reasonable adjustments under Equality Act 2010 s.20 with UK " ..
                       "GDPR Art. 9(2)(b) for an employer, explicit consent under Art. 9(2)(a) for others",
    ethnicity        = "Suggested, for the organisation to confirm: explicit consent, UK GDPR Art. 9(2)(a), to offer positive " ..
                       "action under Equality Act 2010 s.158",
  },
}
