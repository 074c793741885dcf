-- Recruitment at Barts Health, 2021: from an information session to the trust's talent bank.
--
-- The document counts the people at each step and does not say who was eligible, so a person has to decide that.
-- It does not say what passing the functional-skills test takes, nor that anyone was guaranteed an interview.

programme "barts-recruitment" {
  title    = "Recruitment at Barts Health",
  source   = "Working with the NHS Good Practice Case Studies, Hackney: The council worked with key stakeholders at the trust to " ..
             "coordinate and facilitate a smooth recruitment journey",
  runs     = "2021",
  places   = "unstated",
  eligible = judgement "may take part: the document names no conditions",

  stages = {
    stage "Information session",
    stage "Employability course with a functional skills test",
    stage "Registration with the Barts Talent Bank",
  },

  support = {
    offer "Support with the referral to the course" {
      stage = "Employability course with a functional skills test",
      source = "68 referrals supported with the application for the employability course",
    },
    offer "Support with registering for the talent bank" {
      stage = "Registration with the Barts Talent Bank",
      source = "24 have been successfully supported with registering to Barts Talent Bank",
    },
  },
}
