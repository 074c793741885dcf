-- Prepare to Care: a distance learning course with a real interview in it.
--
-- "No prior experience": of what is not said, so a person decides. The webinar leaves the number of people on the course as an
-- open question of its own ("How many people on Prepare to Care").

programme "prepare-to-care" {
  title    = "Prepare to Care",
  source   = "Inclusive recruitment, webinar of 14 July 2021, Somerset Integrated Care System: Prepare to Care 12 week distance " ..
             "learning course. Upskilling people with no prior experience, including real interview with Somerset Care",
  places   = "unstated",
  eligible = in_the_region()
           & judgement "has no prior experience: the document does not say of what":source "people with no prior experience",

  stages = {
    stage "Distance learning" { weeks = 12 },
    stage "A real interview with Somerset Care",
  },

  gives = { completed = "prepare-to-care" },
}

-- The interview is part of the course. Whether it is for a job, and when in the course it comes, is not said.

guaranteed_interview "prepare-to-care-interview" {
  title     = "Prepare to Care: the interview with Somerset Care",
  source    = "Inclusive recruitment, webinar of 14 July 2021, Somerset Integrated Care System: including real interview with " ..
              "Somerset Care",
  basis     = "unconfirmed",
  who       = any {
                label = "on Prepare to Care, or finished it",
                enrolled_in "prepare-to-care",
                completed "prepare-to-care",
              }
            & judgement "the interview is for a job, and it is this person's turn: the document does not say"
              :source "including real interview with Somerset Care",
  vacancies = vacancy.employer:is "Somerset Care",
}
