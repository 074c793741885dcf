-- Work experience in projects, which the document says is "under development".
--
-- It says nothing but "candidates" about who it is for, and not when it begins. So a person decides both.

programme "work-experience" {
  title    = "Work experience in projects",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: Project-based approach to work experience which offers " ..
             "candidates a more tangible experience under development in SWL",
  places   = "unstated",
  eligible = judgement "may take part: the document says \"candidates\" and no more":source "offers candidates a more tangible experience"
           & judgement "it has begun: the document says that it is under development":source "under development in SWL",
  stages   = { stage "Work experience in a project" },
  gives    = { completed = "work-experience" },
}
