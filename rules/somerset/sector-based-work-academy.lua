-- The sector-based work academy: four weeks of training with "weekly intakes", then work on the vaccination programme or in
-- social care.
--
-- Two academies ran side by side: the Somerset colleges with Somerset NHS Foundation Trust for the vaccination programme, and
-- Learning Curve Group with Somerset Care for social care. The case study alone says for whom, and names three groups for both.
--
-- People came "referred by DWP, National Career Service + open applications to colleges". Whoever applies may come, so the
-- referrer is not tested.
--
-- The figures: "79 SWAP starts, 56 moving to employment+ 12 pilot admin programme", "33 students able to be deployed through
-- bank", "37 moved to substantive roles, 19 Trust, 18 Primary Care". "56 students open to SWAP, 18 progressed" does not fit the
-- first of these. Work for 2,000 people (case study) stands against "3,000 people working on Mass Vaccination Programme"
-- (webinar). None of them decides anything here. How many places an intake has is not said.

field "final_year_nursing" {
  type = "boolean",
  label = "final-year nursing student",
  ask = "Are you in the last year of a nursing course?",
  column = { "Final year nursing student?", "Final year nursing?", "Final year student nurse?" },
}

local at_risk = at_risk_of_redundancy():source "those at-risk of redundancy"
local nursing = candidate.final_year_nursing:source "final year nursing students"
local jobless = unemployed():source "those unemployed with transferable skills"

programme "sector-based-work-academy" {
  title    = "Somerset sector-based work academy",
  source   = "NHS Employers, case studies making an impact, 5.2 Somerset: A sector-based work academy to rapidly train people over " ..
             "four weeks to become staff on the mass vaccination programme, then support people into health and social care roles",
  places   = "unstated",
  eligible = in_the_region()
           & (at_risk | jobless | nursing):label "in one of the three groups":source "a programme targeted at three groups"
           -- Skills are asked for in one of the groups alone.
           & (at_risk | nursing | judgement "has transferable skills, which the document does not define"
               :source "those unemployed with transferable skills"),

  stages = {
    stage "Training" { weeks = 4 },
    stage "Work on the vaccination programme, or in social care",
    stage "A job, volunteering or bank work in the NHS or social care",
  },

  support = {
    offer "Support into a job in health or social care" {
      stage = "A job, volunteering or bank work in the NHS or social care",
      source = "then support people into health and social care roles, once the population is vaccinated",
    },
  },

  gives = { completed = "sector-based-work-academy" },
}

-- "Guaranteed interviews offered" is all that the webinar's slide about the academies says. It does not say to whom, after
-- which step, or for which jobs; it may mean the promise to people who were made redundant (see redundancy.lua). So nobody is
-- promised one here.

guaranteed_interview "academy-interviews" {
  title     = "Interviews for people on the Somerset academy",
  source    = "Inclusive recruitment, webinar of 14 July 2021, Somerset Integrated Care System: Guaranteed interviews offered",
  basis     = "unconfirmed",
  who       = any {
                label = "on the academy, or finished it",
                enrolled_in "sector-based-work-academy",
                completed "sector-based-work-academy",
              }
            & judgement "is among those offered a guaranteed interview: the document does not say who they are"
              :source "Guaranteed interviews offered",
  vacancies = somerset_jobs(),
}
