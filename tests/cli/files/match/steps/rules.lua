programme "taster" {
  title = "Taster week", eligible = resident_in "Hackney", gives = { completed = "taster" },
  support = { offer "Travel card" { by = "the council", barrier = "Cost of travel", when = unemployed() } },
}

programme "course" {
  title = "Care course", eligible = completed "taster" & unemployed(),
  places = 1, order_by = { candidate.referred_on },
  gives = { completed = "course", passed = "care test" },
}

programme "mentoring" {
  title = "Mentoring", eligible = judgement "would gain from a mentor" & resident_in "Hackney",
  gives = { completed = "mentoring" },
}

-- Each opens the other: a way ends all the same.
programme "round" { title = "Round", eligible = completed "about", gives = { completed = "round" } }
programme "about" { title = "About", eligible = completed "round" | completed "taster", gives = { completed = "about" } }

programme "closed" { title = "Closed", runs = "2020", eligible = resident_in "Hackney", gives = { completed = "closed" } }

guaranteed_interview "ward" {
  title = "Ward interviews", basis = "completion", who = passed "care test", vacancies = vacancy.title:matches "(?i)porter",
}

guaranteed_interview "office" {
  title = "Office interviews", who = completed "taster" & completed "mentoring", vacancies = vacancy.title:matches "(?i)clerk",
}

guaranteed_interview "kitchen" {
  title = "Kitchen interviews", who = completed "taster" & english_at_least "L1", vacancies = vacancy.title:matches "(?i)cook",
}

guaranteed_interview "on-the-course" {
  title = "Interviews while on the course", who = enrolled_in "course", vacancies = vacancy.title:matches "(?i)porter",
}

support_plan "plan" {
  title = "Support",
  offer "A coach" { barrier = "Where to find jobs" },
  offer "English classes" { when = ~english_at_least "L1", by = "the college", stage = "Before applying" },
}
