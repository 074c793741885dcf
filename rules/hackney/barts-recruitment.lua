-- Recruitment at Barts Health, 2021: "a smooth recruitment journey" in four steps, from an information session to the trust's
-- talent bank.
--
-- The document counts the people at each step (70+, 68, 42, 24, and 2 who "entered into work within the NHS trusts"). It does not
-- say who could come, so a person decides that at the first step. Each later step asks for the one before and for nothing else:
-- that is how a journey is read here. To be eligible for a step is to have come so far, and not to be sure of a place on it.
-- What the functional skills test asks for is not said, nor what the talent bank does, nor that anyone was guaranteed an interview.

programme "barts-information-session" {
  title    = "Recruitment at Barts Health: information session",
  source   = "Working with the NHS Good Practice Case Studies, Hackney: 70+ attendees at information sessions promoting " ..
             "industry-led employability courses",
  runs     = "2021",
  places   = "unstated",
  eligible = judgement "may come to a session: the document names no conditions",
  gives    = { completed = "barts-information-session" },
}

programme "barts-course-referral" {
  title    = "Recruitment at Barts Health: referral to the employability course",
  source   = "Working with the NHS Good Practice Case Studies, Hackney: 68 referrals supported with the application for the " ..
             "employability course",
  runs     = "2021",
  places   = "unstated",
  eligible = completed "barts-information-session":label "came to an information session"
             :source "70+ attendees at information sessions promoting industry-led employability courses",
  support  = {
    offer "Help with the application for the course" {
      source = "68 referrals supported with the application for the employability course",
    },
  },
  gives    = { completed = "barts-course-referral" },
}

-- "Which includes a functional skills test": that whoever completes the course has passed the test is how it is read here.

programme "barts-employability-course" {
  title    = "Recruitment at Barts Health: employability course",
  source   = "Working with the NHS Good Practice Case Studies, Hackney: 42 completed employability course, which includes a " ..
             "functional skills test",
  runs     = "2021",
  places   = "unstated",
  eligible = completed "barts-course-referral":label "was referred to the employability course"
             :source "68 referrals supported with the application for the employability course",
  stages   = { stage "Employability course", stage "Functional skills test" },
  gives    = { completed = "barts-employability-course", passed = "functional skills test" },
}

programme "barts-talent-bank" {
  title    = "Recruitment at Barts Health: registration with the Barts Talent Bank",
  source   = "Working with the NHS Good Practice Case Studies, Hackney: 24 have been successfully supported with registering to " ..
             "Barts Talent Bank",
  runs     = "2021",
  places   = "unstated",
  eligible = completed "barts-employability-course":label "completed the employability course"
             :source "42 completed employability course, which includes a functional skills test",
  support  = {
    offer "Help with registering for the talent bank" {
      source = "24 have been successfully supported with registering to Barts Talent Bank",
    },
  },
  gives    = { completed = "barts-talent-bank" },
}
