-- Ophthalmic technicians at Moorfields Eye Hospital, 2022: preparation, pre-screening, then an interview.

-- What comes first: resident applicants prepare and are pre-screened.
-- "We … screened out any applicants who were not going to be able to pass the initial assessment", and the document leaves out
-- what is in that assessment. So whether somebody passes the screen is for a person to decide, and nobody is turned away here
-- for a test that we have not seen. Whether residents who were screened out still got the preparation is not said.

programme "moorfields-preparation" {
  title    = "Moorfields technicians: preparation and pre-screening",
  source   = "Working with the NHS Good Practice Case Studies, Islington: Residents were supported with CV preparation and " ..
             "interview techniques. We undertook pre-screening of local resident applicants",
  runs     = "2022",
  places   = "unstated",
  eligible = resident_in "Islington":source "local resident applicants"
           & judgement "likely to pass the initial assessment, whose content is unstated"
             :source "screened out any applicants who were not going to be able to pass the initial assessment",

  stages = {
    stage "Preparation",
    stage "Pre-screening against the initial assessment",
    stage "Referral and interview",
  },

  support = {
    offer "Help to prepare a CV" {
      stage = "Preparation",
      source = "Residents were supported with CV preparation",
    },
    offer "Help with interview techniques" {
      stage = "Preparation",
      source = "Residents were supported with … interview techniques",
    },
  },
}

-- What it leads to: "all Islington-referred candidates". Those who were screened out were never referred, so the screen is
-- settled by the time that this rule asks, and the referral is all that it looks at: not where the person lives, not a test.
-- The post was advertised "through Islington Working partners": that is the name that a list of referrals holds.

guaranteed_interview "moorfields-technicians" {
  title     = "Moorfields ophthalmic technicians",
  source    = "Working with the NHS Good Practice Case Studies, Islington: All Islington-referred candidates were guaranteed " ..
              "an interview",
  basis     = "referral",
  runs      = "2022",
  who       = referred_by "Islington Working":source "All Islington-referred candidates",
  vacancies = vacancy.employer:is "RP6" & vacancy.title:matches "(?i)ophthalmic technician",
}
