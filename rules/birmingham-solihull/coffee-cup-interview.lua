-- The "coffee cup interview": a role is found for the person, and not a person for the role.
--
-- The notes call it a "Birmingham extended case study". They do not say who is interviewed so, for which jobs, whether everybody who
-- asks gets one, or whether it is part of I Can. So a person decides.

programme "coffee-cup-interview" {
  title    = "Starting with the person: the coffee cup interview",
  source   = "LAIN Conference Place Based Breakout, Anchor People Workshop 1: 'reversal of the recruitment process'; starting with " ..
             "the person and finding a role for them",
  places   = "unstated",
  eligible = judgement "may have such an interview: the notes do not say for whom it is",

  stages   = { stage "Starting with the person", stage "Interview" },

  support  = {
    offer "An outreach worker, for training and employment" {
      stage = "Starting with the person", by = "outreach workers",
      source = "Outreach workers were integral to reaching new groups for training and employment",
    },
    offer "A role that is found to fit the person" {
      stage = "Starting with the person",
      source = "starting with the person and finding a role for them",
    },
    offer "An interview over a cup of coffee, with the line manager only" {
      stage = "Interview", by = "the line manager",
      source = "Coffee cup interview with line manager only",
    },
  },
}
