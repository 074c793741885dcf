-- Northern Care Alliance NHS Group: Oldham, Bury, Rochdale and Salford.
--
-- Two documents tell of it: the slides of a webinar held on 14 July 2021, and a chapter of case studies by NHS Employers.
-- Neither gives dates for the programmes.

pack {
  organisation = "Northern Care Alliance NHS Group",
  ods = "RM3",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "completed", "in_education" },
}
