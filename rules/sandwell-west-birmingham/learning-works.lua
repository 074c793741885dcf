-- The Learning Works: a centre where local people find out how to train and work in the trust.
--
-- "A diverse range of widening participation community projects": only the two below are told of.

support_plan "learning-works" {
  title  = "The Learning Works",
  source = "NHS Employers, case studies making an impact, 5.4 Sandwell and West Birmingham: a centre that delivers a diverse range " ..
           "of widening participation community projects",

  offer "Information about training and careers in the trust" {
    when = local_people(), by = "The Learning Works",
    source = "provides information for local people on how to access training and careers in the trust",
  },
  offer "A workshop on how to complete a winning job application" {
    when = local_people(), barrier = "A daunting NHS recruitment process",
    by = "The Learning Works, with local education providers and Jobcentre Plus",
    source = "workshops, run in connection with local education providers and the local Jobcentre Plus on how to complete a " ..
             "winning job application. This has helped to break down barriers and support people to continue with what can be a " ..
             "daunting NHS recruitment process",
  },
}
