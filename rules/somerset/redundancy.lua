-- After the closures at Oscar Mayer ("780 of 860 staff redundancies") and Debenhams ("200 support centre redundancies", "65
-- Taunton store redundancies"): interviews, checks that are paid for, and help with language.

-- "Those worst affected" is not defined: it may be all of them, or those with the least to fall back on. The interview does not
-- wait for a course. The documents do not say with whom or for which jobs it is. The case study promises "guaranteed interviews for
-- those worst affected by redundancy" without naming the two employers, so others may be meant; here it is these two.

guaranteed_interview "redundancy-interviews" {
  title     = "Interviews after the closures at Oscar Mayer and Debenhams",
  source    = "Inclusive recruitment, webinar of 14 July 2021, Somerset Integrated Care System: Guaranteed Interviews for those " ..
              "worst affected by redundancy in Somerset at Oscar Mayer and Debenhams",
  basis     = "cohort",
  who       = lost_job_at({ "Oscar Mayer", "Debenhams" }, "redundancy in Somerset at Oscar Mayer and Debenhams")
            & judgement "among those worst affected by redundancy, which the document does not define"
              :source "those worst affected by redundancy",
  vacancies = somerset_jobs(),
}

-- The checks are for "Debenhams & Oscar Mayer staff". Whether that takes in the few who kept their jobs is not said: here it is
-- those who lost theirs, or are about to. Neither an amount nor who pays is given.
--
-- Language was "a barrier for up to third of staff" at Oscar Mayer. The videos are there ("SFT" is Somerset NHS Foundation
-- Trust). About the course the slide only says "engaging with HEE": it may never have come about, so it hangs on a person's word.

local oscar_mayer = lost_job_at({ "Oscar Mayer" }, "Oscar Mayer")
local language    = "Language"

support_plan "redundancy-support" {
  title  = "Support after the closures at Oscar Mayer and Debenhams",
  source = "NHS Employers, case studies making an impact, 5.2 Somerset: No barrier to entering health and social care",

  offer "Pre-employment checks that are paid for" {
    when = lost_job_at({ "Oscar Mayer", "Debenhams" }, "Debenhams & Oscar Mayer staff"),
    barrier = "The cost of pre-employment checks",
    source = "a commitment to funding pre-employment checks for Debenhams & Oscar Mayer staff",
  },
  offer "Videos in Portuguese" {
    when = oscar_mayer & candidate.languages:includes "Portuguese":label "speaks Portuguese":source "Portuguese language videos",
    barrier = language, by = "Somerset NHS Foundation Trust",
    source = "Language a barrier for up to third of staff; SFT Portuguese language videos",
  },
  offer "An English course for health and care, if it is arranged" {
    when = oscar_mayer
         & judgement "language is a barrier for this person":source "Language a barrier for up to third of staff"
         & judgement "the course exists: the document only speaks of talks":source "engaging with HEE",
    barrier = language,
    source = "engaging with HEE on targeted Health & Care ESOL support",
  },
}
