-- Pre-employment programmes: finishing one counts as the interview.
--
-- "Furthest away from employment" has no measure in the documents: neither a time out of work nor a benefit. So a person says
-- who is. How long a programme lasts is not said; one learner speaks of "the placement".
--
-- The figures are aims: by 2025 "1000 pre-employment opportunities every year", "85% of whom to be supported into long lasting
-- paid work", 50% of staff local. By July 2021 there had been 350 opportunities, and 57% were local. The share of local staff
-- at the start is 45% on one slide and 47% on another. How many places there are in a year is not said.

programme "pre-employment" {
  title    = "Northern Care Alliance pre-employment programme",
  source   = "NHS Employers, case studies making an impact, 5.1 Northern Care Alliance: delivering pre-employment programmes for " ..
             "local people furthest away from employment",
  places   = "unstated",
  eligible = local_people()
           & judgement "is furthest away from employment, for which the document gives no measure"
             :source "those furthest away from employment",

  stages = {
    stage "Pre-employment programme, with a placement",
    stage "Straight into paid work",
  },

  support = {
    offer "Support into long-lasting paid work" {
      stage = "Straight into paid work",
      source = "to be supported into long lasting paid work",
    },
  },

  gives = { completed = "pre-employment" },
}

-- "That counts as the interview for the organisation, so that if a learner successfully completes a preemployment programme they
-- are moved directly into paid work." The document does not say into which jobs. It can't be all of the group's jobs, so the
-- guarantee covers those that the group keeps for these learners and says so ("held for" on the vacancy's row), and no others.
-- Other employers use the programmes "as a talent pipeline": for them it does not count as the interview.

guaranteed_interview "straight-into-work" {
  title     = "Straight into paid work after the pre-employment programme",
  source    = "NHS Employers, case studies making an impact, 5.1 Northern Care Alliance: that counts as the interview for the " ..
              "organisation, so that if a learner successfully completes a preemployment programme they are moved directly into " ..
              "paid work",
  basis     = "instead_of_interview",
  who       = completed "pre-employment":label "finished the pre-employment programme"
                :source "if a learner successfully completes a preemployment programme",
  vacancies = vacancy.employer:is "RM3"
            & vacancy.held_for:known() & vacancy.held_for:includes "pre-employment programme",
}
