-- The application support pilot: help for residents with applications to Guy's and St Thomas'.
--
-- The residents are those "wishing to apply for entry-level roles": whoever asks for the support has that wish, so nothing
-- is tested. Who gives each kind of help is not said ("a partnership"), nor how many places there are.
-- The document names no guaranteed interview, so there is none here.

programme "application-support" {
  title    = "Southwark application support pilot",
  source   = "Working with the NHS Good Practice Case Studies, Southwark: A programme of application support for unemployed " ..
             "Southwark residents wishing to apply for entry-level roles within Guy's and St Thomas' Trust (GSTT)",
  runs     = { from = "2023-08", to = "2024-01" },  -- "August 2023 - January 2024"
  places   = "unstated",
  eligible = resident_in "Southwark":source "Southwark residents"
           & unemployed():source "unemployed",

  stages = {
    stage "Select suitable roles",
    stage "Prepare and submit applications",
    stage "Prepare for interviews and tests",
    stage "After the job offer",
  },

  support = {
    offer "Help to choose suitable roles" {
      stage = "Select suitable roles",
      source = "supported to: Select suitable roles",
    },
    offer "Help to prepare and send applications" {
      stage = "Prepare and submit applications",
      source = "supported to: … Prepare and submit applications",
    },
    offer "Help to get ready for interviews and any tests" {
      stage = "Prepare for interviews and tests",
      source = "supported to: … Prepare for interviews and any testing requirements",
    },
    offer "Help with references and identity checks" {
      stage = "After the job offer",
      source = "supported to: … Comply with post-job-offer requirements, such as the provision of references and completion " ..
               "of ID checks",
    },
  },
}
