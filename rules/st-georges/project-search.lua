-- Project SEARCH at St George's: an academic year for young people with learning disabilities.
--
-- "18-25" can be read with or without those who are 25, and other hosts of Project SEARCH end at 24 or 25. It is what the funding
-- hangs on, so for somebody aged 25 a person decides. On which day the age counts is not said: here it is the day of the run.
-- Lists hold learning disabilities and difficulties as one, so whether a difficulty alone counts is not looked at here.
-- Dates, places and how people are chosen are not said either.

programme "project-search" {
  title    = "Project SEARCH at St George's",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: Project SEARCH, St George's University Hospital – " ..
             "supporting young people with learning disabilities into paid employment",
  places   = "unstated",
  eligible = aged(18, 25):source "18-25"
           & (under(25) | judgement "those aged 25 count, where the document says \"18-25\""):source "18-25"
           & has_ehcp():source "have an EHCP (Education, Health and Care Plan) in order to receive funding"
           & candidate.impairments:includes "learning disability or difficulty":label "with a learning disability"
             :ask "Do you have a learning disability?"
             :source "supporting young people with learning disabilities into paid employment",
  stages   = { stage "An academic year at the hospital" },
  gives    = { completed = "project-search" },
}
