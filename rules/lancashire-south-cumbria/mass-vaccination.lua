-- Two weeks of preparation for administrative jobs in the vaccination centres.
--
-- "The local Jobcentre Plus selected and signposted people based on their skills": a referral shows that the selection was made,
-- so skills are not tested again. Lists call the Jobcentre by several names.
--
-- "People within the local community" is not drawn on a map. The councils of the area are not among those of the standard
-- field, so a resident is "elsewhere" there, and a person has to say whether that is the local community.
--
-- Learners were "encouraged to apply": no interview was guaranteed, so there is no guarantee here. "121 learners successfully
-- secured role". Dates and places are not given.

programme "vaccination-centre-preparation" {
  title    = "Preparation for jobs in the vaccination centres",
  source   = "NHS Employers, case studies making an impact, 5.3 Lancashire and South Cumbria: Learners then enrolled in a two-week " ..
             "pre-employment programme that was co-designed with Lancashire Adult Learning and People Plus",
  places   = "unstated",
  eligible = candidate.borough:is "elsewhere":label "lives in none of the boroughs and councils that berth lists"
             :source "recruit people within the local community"
           & judgement "lives in Lancashire or South Cumbria":source "recruit people within the local community"
           & referred_by { "Jobcentre Plus", "Jobcentre", "Job Centre Plus", "Job Centre", "JCP", "DWP", "Work coach" }
             :label "referred by Jobcentre Plus"
             :source "The local Jobcentre Plus selected and signposted people based on their skills",

  stages = {
    stage "Pre-employment programme" { weeks = 2 },
    stage "A longer employability programme" { when = judgement "is not quite ready for work yet" },
    stage "Application, with recruitment that looks at values",
  },

  support = {
    offer "A streamlined recruitment process that looks at values" {
      stage = "Application, with recruitment that looks at values",
      barrier = "Barriers to recruitment",
      source = "A streamlined recruitment process, focused on values, helped to break down barriers to recruitment",
    },
  },

  gives = { completed = "vaccination-centre-preparation" },
}
