programme "course" {
  title = "Course", places = 40, order_by = { on_benefit "UC", candidate.referred_on },
  eligible = aged(18, 40) & resident_in { "Hackney", "Newham" } & (unemployed() | candidate.hours_now:at_most(8) | judgement "needs more hours"),
}
guaranteed_interview "interviews" {
  title = "Interviews", places_each = 30, order_by = { candidate.referred_on },
  who = aged(20) & candidate.borough:is(vacancy.borough), vacancies = vacancy.employer:is "RP6",
}
