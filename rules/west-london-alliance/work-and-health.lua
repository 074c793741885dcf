-- The Work and Health Programme of the West London Alliance.
--
-- The document says what happens on it and not who may join. The national programme has conditions (the right to work, disabled or in
-- an early-access group, or long unemployed). Whether they hold as they stand is for the alliance to say: none is tested here.
-- What the assessment asks is not said. So which barrier a person faces, and which support that takes, comes out of the assessment.

programme "work-and-health" {
  title    = "Work and Health Programme",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: West London Alliance Work and Health Programme",
  places   = "unstated",
  eligible = judgement "may join the programme, for which the document names no conditions",

  stages = {
    stage "Initial assessment",
    stage "Support into work",
    stage "In work" { months = 6 },
  },

  support = {
    offer "An initial assessment of what stands between you and work" {
      stage = "Initial assessment",
      source = "initial assessment identifies the barriers individuals face to entering work and the necessary support required",
    },
    offer "The support that the assessment finds necessary" {
      stage = "Support into work", barrier = "Those that the initial assessment finds",
      source = "initial assessment identifies the barriers individuals face to entering work and the necessary support required",
    },
    offer "Six months of support in work" {
      stage = "In work", on_condition = "you have started work",
      source = "Once in work participants are provided 6 months In Work Support",
    },
  },

  gives = { completed = "work-and-health" },
}
