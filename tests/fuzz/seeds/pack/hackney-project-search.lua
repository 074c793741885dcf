-- Project SEARCH at Homerton Hospital: an internship with a placement each term.
--
-- The document says "each young person" and gives no age, so no age is tested. It says "accepted onto the programme" and
-- not how people are chosen: an eligible person is one who may be considered. The number of terms is not said.

programme "project-search" {
  title    = "Project SEARCH at Homerton Hospital",
  source   = "Working with the NHS Good Practice Case Studies, Hackney: Collaborated with key stakeholders at Homerton Hospital " ..
             "to arrange, create and design placements for residents with EHCP Plans",
  runs     = { from = "2020" },  -- "2020 - present"
  places   = "unstated",
  eligible = resident_in "Hackney":source "residents"
           & has_ehcp():source "with EHCP Plans",

  stages = {
    stage "Induction at the hospital" { weeks = 2 },
    stage "A placement each term",
  },

  support = {
    offer "An induction made for the interns" {
      stage = "Induction at the hospital",
      source = "Interns completed a bespoke induction at Homerton Hospital for the first 2 weeks of the programme",
    },
    offer "A suitable placement, arranged each term" {
      stage = "A placement each term",
      source = "will have a suitable placement arranged for them each term",
    },
    offer "A dedicated adviser" {
      source = "is supported by a dedicated adviser",
    },
  },

  gives = { completed = "project-search" },
}
