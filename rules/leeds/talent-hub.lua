-- The Talent Hub of the Leeds Health and Care Academy: get to know the role before you apply for it.
--
-- The notes say nothing of who may come, nor which support goes to whom: "different degree of support is needed for different
-- candidates". "As young as 4yo" is said of the academy's long-term work, and is no age of the hub's.
-- "HR degrees at the university get work experience at the Talent Hub": that is for those students, and not a way into care.

programme "talent-hub" {
  title    = "Talent Hub",
  source   = "LAIN Conference Place Based Breakout, Anchor People Workshop 1: Talent hub: person-centred approach",
  places   = "unstated",
  eligible = judgement "may come to the hub, for which the notes name no conditions",

  stages = {
    stage "Before applying",
    stage "New in the job",
  },

  support = {
    offer "Volunteering, to understand the role" {
      stage = "Before applying",
      source = "Understanding the role before application opportunity for volunteering, training and information sessions",
    },
    offer "Training, to understand the role" {
      stage = "Before applying",
      source = "Understanding the role before application opportunity for volunteering, training and information sessions",
    },
    offer "Information sessions about the role" {
      stage = "Before applying",
      source = "Understanding the role before application opportunity for volunteering, training and information sessions",
    },
    offer "A peer mentor" {
      stage = "New in the job", by = "people in the NHS who are trained for it",
      source = "We train people within the NHS to be peer mentors for new recruits",
    },
  },

  gives = { completed = "talent-hub" },
}
