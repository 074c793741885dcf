-- The document: "70+ attendees", "68 referrals", "42 completed", "24 … registering", "2 entered into work". Here `eligible` says
-- that somebody has come that far. The digits keep the steps in order.

local document = "Working with the NHS Good Practice Case Studies, Hackney: "

programme "1-came-to-a-session" {
  title    = "Came to an information session",
  source   = document .. "70+ attendees at information sessions promoting industry-led employability courses",
  eligible = completed "hackney/barts-information-session":label "came to an information session",
}

programme "2-was-referred" {
  title    = "Was referred to the employability course",
  source   = document .. "68 referrals supported with the application for the employability course",
  eligible = completed "hackney/barts-course-referral":label "was referred to the course",
}

programme "3-completed-the-course" {
  title    = "Completed the employability course",
  source   = document .. "42 completed employability course, which includes a functional skills test",
  eligible = completed "hackney/barts-employability-course" & passed "functional skills test",
}

programme "4-registered" {
  title    = "Registered with the Barts Talent Bank",
  source   = document .. "24 have been successfully supported with registering to Barts Talent Bank",
  eligible = completed "hackney/barts-talent-bank":label "registered with the talent bank",
}

programme "5-entered-work" {
  title    = "Entered work",
  source   = document .. "2 entered into work within the NHS trusts",
  eligible = candidate.started_work_with:includes "Barts Health NHS Trust":label "started work at Barts Health",
}
