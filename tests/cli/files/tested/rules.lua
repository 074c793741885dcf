programme "course" {
  title = "Course", eligible = aged(16, 29) & resident_in { "Hackney", "Newham" } & ~unemployed(), places = 2, order_by = { candidate.referred_on },
  support = { offer "Travel costs" { when = homeless() }, offer "Lunch" },
}
programme "past" { title = "Past", runs = "2020", eligible = aged(16) }
programme "raising" {
  title = "Raising",
  eligible = check("has hours", { reads = { "hours_now" } }, function(c) return c.hours_now > 8 or error "too few to tell" end),
}
guaranteed_interview "interviews" {
  title = "Interviews", who = completed "course" | judgement "seems ready", vacancies = vacancy.employer:is "RP6", places_each = 1,
}
support_plan "plan" { title = "Plan", offer "A room" { when = homeless() }, offer "An adviser" }
programme "untested" { title = "Untested", eligible = completed "elsewhere/other" }
