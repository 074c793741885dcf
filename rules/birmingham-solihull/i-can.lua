-- I Can: unemployed Birmingham residents into entry-level NHS vacancies.
--
-- The figures conflict. "254 job offers … with a further 254 either in, of awaiting, pre-employment training", says the document.
-- The notes of the London workshop say "550 job offers and 97% retention" of Birmingham, and do not name I Can.
-- Its changes "to more disadvantaged wards" and "from BAME communities" and disabled people are results, and not who may join.

programme "i-can" {
  title    = "I Can",
  source   = "Working with the NHS Good Practice Case Studies, Birmingham Anchor Network: The initiative aims to support " ..
             "unemployed Birmingham residents into entry level NHS vacancies",
  places   = "unstated",
  eligible = resident_in "Birmingham":source "Birmingham residents"
           & unemployed():source "unemployed",

  stages = {
    stage "Training",
    stage "Application and interview",
    stage "After appointment",
  },

  support = {
    offer "Training to learn about the role and the jobs that there are" {
      stage = "Training",
      source = "A training programme to learn more about the role the participant is interested and job opportunities available",
    },
    offer "Support with the application and the interview" {
      stage = "Application and interview",
      source = "Application and interview support",
    },
    offer "Support during the training" {
      stage = "Training", by = "a team of experienced educators",
      source = "Ongoing support during training and after appointment from a team of experienced educators",
    },
    offer "Support after appointment" {
      stage = "After appointment", by = "a team of experienced educators",
      source = "Ongoing support during training and after appointment from a team of experienced educators",
    },
  },

  gives = { completed = "i-can" },
}

-- The guarantee belongs to the programme, so only people who are on it or have finished it come into question. When an interview is
-- due is not said: on joining, after the training, or for each application. "The area and area desired" can be a place or a kind of
-- work, and nobody says which jobs are "entry level". So a person decides, and nobody is promised an interview here.

guaranteed_interview "i-can-interview" {
  title     = "I Can: guaranteed interview",
  source    = "Working with the NHS Good Practice Case Studies, Birmingham Anchor Network: Guaranteed interview for jobs available " ..
              "in the area and area desired",
  basis     = "unconfirmed",
  who       = any {
                label = "on I Can, or finished it", source = "The programme involves: … Guaranteed interview",
                enrolled_in "i-can":label "on I Can", completed "i-can":label "finished I Can",
              }
            & judgement "the interview is due by now, though no step is named for it":source "Guaranteed interview"
            & judgement "the job is entry level, in the area that is meant":source "jobs available in the area and area desired",
  vacancies = vacancy.borough:one_of { "Birmingham", "Solihull" }:source "jobs available in the area",
}
