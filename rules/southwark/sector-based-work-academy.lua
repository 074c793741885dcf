-- The healthcare sector-based work academy at Southwark College.
--
-- The document names it in passing and says nothing of who may join, how long it takes or whether an interview follows. National
-- guidance has conditions for such academies (an unemployment benefit, up to six weeks, a guaranteed interview). Whether this one
-- keeps to them is for the college to say: nothing of them is tested or promised here.
-- "Around a third of SWAP graduates are securing roles at GSTT", after "a number of months applying for roles".

programme "sector-based-work-academy" {
  title    = "Southwark College's healthcare sector-based work academy",
  source   = "Working with the NHS Good Practice Case Studies, Southwark: existing programmes of support such as the Healthcare " ..
             "Sector-based Work Academy Programme (SWAP) at Southwark College",
  places   = "unstated",
  eligible = judgement "may join the academy, for which the document names no conditions",
  gives    = { completed = "sector-based-work-academy" },
}
