-- Students at further education colleges, trained as vaccinators.
--
-- "Released again to study in September": nobody gives up a course for it. The four weeks are those of the training for
-- vaccinators without a registration. The document does not say that an interview or a job follows.

field "further_education" {
  type = "boolean",
  label = "student at a further education college",
  ask = "Are you a student at a further education college?",
  column = { "Further education student?", "FE student?", "College student?" },
}

programme "college-vaccinators" {
  title    = "College students as vaccinators",
  source   = "Inclusive recruitment, webinar of 14 July 2021, Somerset Integrated Care System: Further Education Colleges – " ..
             "students to gain valuable experience of NHS work by training as vaccinators – released again to study in September",
  places   = "unstated",
  eligible = in_the_region()
           & candidate.further_education:source "Further Education Colleges – students",

  stages = {
    stage "Training on the national framework" { weeks = 4 },
    stage "Work as a vaccinator",
    stage "Back to college in September",
  },

  gives = { completed = "college-vaccinators" },
}
