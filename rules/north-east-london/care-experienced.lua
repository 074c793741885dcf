-- Care-experienced young people: from a pathway plan to ring-fenced interviews.
--
-- The document counts "eight local authorities" and does not name them. The eight below are the councils of the North East
-- London integrated care board.
--
-- It speaks of "young people" and gives no age. Those under 25 are the ones whom it says the pandemic hit hardest, so they are
-- taken to be young; nobody is turned away for being older, a person decides. "In care or … care experienced" is one question in
-- the standard fields. How many there may be at a time is not said.

local eight_councils = { "Barking and Dagenham", "City of London", "Hackney", "Havering", "Newham", "Redbridge",
                         "Tower Hamlets", "Waltham Forest" }

local care_experienced_young_people = all {
  resident_in(eight_councils):label "lives in north-east London":source "young people in North East London",
  under(25):source "particularly for those aged under 25"
    | judgement "counts as a young person at 25 or over: the document gives no age"
      :source "the most vulnerable young people in North East London",
  care_experienced():source "those either in care or those who are care experienced",
}

programme "care-experienced-pathway" {
  title    = "Pathway to work for care-experienced young people",
  source   = "NHS Employers, case studies making an impact, 5.5 North East London: an end-to-end package of support and guidance " ..
             "from pathway planning within the local authority to pre-employment support and training onto work experience and " ..
             "ring-fencing interviews and job opportunities for this group",
  places   = "unstated",
  eligible = care_experienced_young_people,

  stages = {
    stage "Pathway planning",
    stage "Pre-employment support and training",
    stage "Work experience",
    stage "Interview",
  },

  support = {
    offer "A pathway plan" {
      stage = "Pathway planning", by = "the local authority",
      source = "pathway planning within the local authority",
    },
    offer "Support and training before a job" {
      stage = "Pre-employment support and training",
      source = "pre-employment support and training",
    },
    offer "Work experience" {
      stage = "Work experience",
      source = "work experience",
    },
  },

  gives = { completed = "care-experienced-pathway" },
}

-- The interviews are "for this group". How many are ring-fenced, in which jobs, and whether the steps before have to be finished
-- is not said, so nobody is promised one. The rule covers the vacancies in north-east London that an employer keeps for care
-- experienced people and says so ("held for" on the vacancy's row).

guaranteed_interview "ring-fenced-interviews" {
  title     = "Ring-fenced interviews for care-experienced young people",
  source    = "NHS Employers, case studies making an impact, 5.5 North East London: ring-fencing interviews and job opportunities " ..
              "for this group",
  basis     = "ring_fenced",
  places    = "unstated",
  who       = care_experienced_young_people
            & judgement "one of the ring-fenced interviews is theirs: how many there are, and after which step, is not said"
              :source "ring-fencing interviews and job opportunities for this group",
  vacancies = vacancy.borough:one_of(eight_councils)
            & vacancy.held_for:known() & vacancy.held_for:includes "care experienced",
}
