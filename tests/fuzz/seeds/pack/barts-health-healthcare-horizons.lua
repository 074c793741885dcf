-- Healthcare Horizons: training before a job in health.
--
-- Both ends of "16-29 years olds" count: a person is in from the 16th birthday to the day before the 30th.
-- The document does not say when the pathway runs, what its steps are, how many places it has or whether an interview
-- follows. So there are no dates, stages, places or guarantee here.

programme "healthcare-horizons" {
  title    = "Healthcare Horizons",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: structured pre-employment training pathway for " ..
             "16-29 years olds resident in: Newham, Tower Hamlets, Hackney or Waltham Forest",
  places   = "unstated",
  eligible = aged(16, 29):source "16-29 years olds"
           & resident_in { "Newham", "Tower Hamlets", "Hackney", "Waltham Forest" }
             :source "resident in: Newham, Tower Hamlets, Hackney or Waltham Forest",
  gives    = { completed = "healthcare-horizons" },
}
