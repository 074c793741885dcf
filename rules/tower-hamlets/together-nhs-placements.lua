-- Together NHS placements: three weeks for people who want more work than they have.
--
-- "Underemployed" is not defined: the standard word's meaning is in work, for fewer hours than wanted. There is no test of a
-- "deprived part" either: which index, which areas, as of when. So a person decides that.
-- "50% of candidates secured employment within NHS", and no interview is guaranteed.

programme "together-nhs-placements" {
  title    = "Together NHS placements",
  source   = "Working with the NHS Good Practice Case Studies, Tower Hamlets: Programme aimed at local underemployed groups living " ..
             "in deprived parts of the borough",
  places   = "unstated",
  eligible = resident_in "Tower Hamlets":source "local … living in … the borough"
           & underemployed():source "underemployed groups"
           & judgement "lives in a deprived part of the borough, for which no test is given"
             :source "living in deprived parts of the borough",

  stages = {
    stage "Training" { days = 5 },
    stage "Placement" { weeks = 2 },
  },

  support = {
    offer "Five days' training" {
      stage = "Training",
      source = "3 week programme – 5 days training and 2 week placement",
    },
    offer "A placement of two weeks" {
      stage = "Placement",
      source = "3 week programme – 5 days training and 2 week placement",
    },
  },

  gives = { completed = "together-nhs-placements" },
}
