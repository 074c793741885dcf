-- Young people from the Prince's Trust, in one manager's department.
--
-- All that is known is what a manager said in 2019: "We had a turnover of over 30% … Now I use the Prince's Trust to recruit
-- local young people who I can support and develop. I hold vacancies now waiting for the next cohort." No age is given, no
-- guarantee, and not how somebody gets into a cohort. So a person decides, and no interview is promised.

programme "princes-trust" {
  title    = "Northern Care Alliance with the Prince's Trust",
  source   = "Inclusive recruitment, webinar of 14 July 2021, Northern Care Alliance: Now I use the Prince's Trust to recruit " ..
             "local young people who I can support and develop",
  places   = "unstated",
  eligible = local_people():source "local young people"
           & judgement "is a young person, for which no age is given":source "local young people"
           & judgement "may join the next cohort: the document does not say who may":source "waiting for the next cohort",

  support = {
    offer "A vacancy kept open for the next cohort" {
      by = "the manager",
      source = "I hold vacancies now waiting for the next cohort",
    },
    offer "Support and development at work" {
      by = "the manager",
      source = "local young people who I can support and develop",
    },
  },
}
