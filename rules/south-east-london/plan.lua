-- Widening participation: every solution in the document that belongs in one person's plan, in the document's order.
--
-- Of its 47 solutions these are the 27 that can be offered to a person. Five are for adverts (adverts.lua); the others are for
-- employers or the whole system, and stand in rules/README.md. An offer without `when` is for everyone. The document says who gives an offer in few places, and only there `by`
-- says it too; it names a step of recruitment in few places, and only there `stage` does.

local migrant        = in_group "migrant, refugee or asylum seeker"
local deaf           = in_group "deaf and hard of hearing"
local neurodivergent = in_group "neurodivergent"
local caring         = in_group "carers, including young carers"
local heritage       = in_group "Black, Caribbean or African heritage"

-- "Young carers & young people": the document gives no age at which somebody stops being young, so a person says so.
local young = any {
  candidate.young_carer:is(true):label "young carer",
  judgement "is a young person, for which no age is given",
}

-- The barriers, as adverts.lua has them.
local jobs, practices, advice = barriers.jobs, barriers.practices, barriers.advice

support_plan "south-east-london" {
  title  = "Widening participation in south-east London",
  source = "Widening Participation & Increasing Equity in South-East London's Health & Care Workforce, June 2024: co-create " ..
           "solutions to overcome identified barriers",

  -- Where to find jobs

  offer "Personal coaching to find a job in health" {
    barrier = jobs,
    source = "Personalised 'health job coaching'",
  },
  offer "Clear information about the job shortage list" {
    when = migrant, barrier = jobs,
    source = "Help migrants/refugees/ asylum seekers access job shortage list and provide information in a clear way that " ..
             "addresses the knowledge gaps they may have",
  },
  offer "Information about the financial help that exists" {
    barrier = jobs,
    source = "Raise awareness of existing financial assistance",
  },
  offer "A checklist of what you need for recruitment and interviews" {
    when = neurodivergent, barrier = jobs,
    source = "Develop 'recruitment checklists' for neurodivergent people, i.e. things you will need for an interview",
  },

  -- Inaccessible recruitment practices: develop

  offer "Support with your immigration case" {
    when = migrant, barrier = practices,
    source = "Support migrants/refugees/asylum seekers immigration case work",
  },
  offer "A package of support to keep the job" {
    barrier = practices,
    source = "Develop a package of support to enable job-security & job-retention",
  },
  offer "A buddy" {
    when = neurodivergent, barrier = practices,
    source = "Buddying scheme for neurodivergent people",
  },
  offer "An individual support plan" {
    barrier = practices,
    source = "Individualised support plan",
  },
  offer "Employment support informed by your culture, with tailored clinical supervision" {
    when = heritage, barrier = practices,
    source = "culturally-informed employment support for people of Black, Caribbean, or African heritage, including tailored " ..
             "clinical supervision",
  },

  -- Poor career advice and lack of confidence

  offer "Workshops to build skills" {
    barrier = advice,
    source = "Co-develop skill-enhancing workshops",
  },
  offer "A coach in the job, for an inclusive workplace" {
    barrier = advice, stage = "In the job", by = "in-job coaches",
    source = "Create 'in-job coaches' to ensure inclusive work environment",
  },
  offer "A job carved out to fit the person" {
    when = neurodivergent, barrier = advice,
    source = "neurodivergent people: use 'job-carving'",
  },
  offer "Up-to-date training on Access to Work" {
    barrier = advice, stage = "All stages of the pathway into employment",
    source = "Provide trainings on Access to Work training at all stages of pathway into employment, regularly updated",
  },
  offer "A link to an established youth programme such as Cadets" {
    when = young, barrier = advice, by = "established youth programmes",
    source = "Young carers & young people: collaborate with other established youth programmes such as Cadets",
  },
  offer "An apprenticeship made to measure" {
    barrier = advice,
    source = "Bespoke apprenticeship schemes",
  },
  -- "Pre-status" is not explained. Whether it still helps somebody whose status is settled is for the adviser to say.
  offer "Work experience while immigration status is not yet settled" {
    when = migrant, barrier = advice, by = "local volunteering centres",
    source = "migrants/refugees/asylum seekers: … collaborate with local volunteering centres to create pre-status work " ..
             "experience opportunities",
  },
  offer "Help to have overseas qualifications recognised" {
    when = migrant, barrier = advice,
    source = "migrants/refugees/asylum seekers: … support the validation of overseas qualifications",
  },
  offer "Flexible and adaptable training" {
    when = caring, barrier = advice,
    source = "people with caring responsibilities (including young carers): flexible & adaptable training opportunities",
  },

  -- Inaccessible recruitment practices: support

  offer "British Sign Language interpretation at every stage of recruitment and induction" {
    when = deaf, barrier = practices, stage = "All stages of recruitment and induction",
    source = "deaf & hard of hearing individuals: provide adequate BSL interpretation for all stages of recruitment & " ..
             "on-boarding process",
  },
  offer "An interpreter allowed into written exams" {
    when = deaf, barrier = practices, stage = "Written exams",
    source = "deaf & hard of hearing individuals: … allow interpreters into written exams",
  },
  offer "Support that starts from your own needs" {
    when = deaf, barrier = practices,
    source = "deaf & hard of hearing individuals: … understand different needs of each individual",
  },
  offer "The room's layout beforehand, or an accessible online interview" {
    when = deaf, barrier = practices, stage = "Interview",
    source = "deaf & hard of hearing individuals: … provide information beforehand to layout of room or ensure online interview " ..
             "platform is accessible",
  },
  offer "Support in a new job while Access to Work is being arranged" {
    when = deaf, barrier = practices, stage = "New in the job",
    source = "deaf & hard of hearing individuals: … ensure new recruits are being supported whilst Access to Work is being processed",
  },
  -- The document's words are garbled here. Interview questions in advance may be meant; the plan's owner has to say.
  offer "An interview in advance, or a more informal conversation" {
    when = neurodivergent, barrier = practices, stage = "Interview",
    source = "neurodivergent people: provide interviews in advance or more to more informal conversation [sic]",
  },
  offer "A trial shift with a job coach" {
    when = neurodivergent, barrier = practices, by = "a job coach",
    source = "neurodivergent people: … Allow trial shifts with a job coach",
  },
  offer "A talk about how you like to communicate with managers" {
    when = neurodivergent, barrier = practices,
    source = "neurodivergent people: explore preferred method of communicating with managers",
  },
  -- "Consider": to be thought about, not promised. Only the heritage is named, not whether the person has children.
  offer "Childcare that involves older members of the community, if it can be arranged" {
    when = heritage, barrier = practices,
    source = "Black, Caribbean, or African heritage: consider creative childcare solution, involving older members of community",
  },
}
