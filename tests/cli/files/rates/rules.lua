-- The standard rate, which no pack declares. In `who`, so that a rate that is not set yet shows in the outcome.
guaranteed_interview "living-wage" {
  title = "Interviews for jobs that pay the London Living Wage", source = "made up for the tests", basis = "cohort",
  who = resident_in "Hackney" & vacancy.hourly_pay:at_least(rate "london_living_wage"),
}
