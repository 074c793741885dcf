-- South-east London's support plan: 8 offers for everyone, 4 for migrants, refugees and asylum seekers, 6 for neurodivergent people,
-- 5 for deaf and hard of hearing people, 2 for people of Black, Caribbean or African heritage, 1 for carers (young carers included)
-- and 1 for young carers and young people: 27 in all.

local everyone = {
  "Personal coaching to find a job in health",
  "Information about the financial help that exists",
  "A package of support to keep the job",
  "An individual support plan",
  "Workshops to build skills",
  "A coach in the job, for an inclusive workplace",
  "Up-to-date training on Access to Work",
  "An apprenticeship made to measure",
}
local migrants = {
  "Clear information about the job shortage list",
  "Support with your immigration case",
  "Work experience while immigration status is not yet settled",
  "Help to have overseas qualifications recognised",
}
local neurodivergent = {
  "A checklist of what you need for recruitment and interviews",
  "A buddy",
  "A job carved out to fit the person",
  "An interview in advance, or a more informal conversation",
  "A trial shift with a job coach",
  "A talk about how you like to communicate with managers",
}
local deaf = {
  "British Sign Language interpretation at every stage of recruitment and induction",
  "An interpreter allowed into written exams",
  "Support that starts from your own needs",
  "The room's layout beforehand, or an accessible online interview",
  "Support in a new job while Access to Work is being arranged",
}
local heritage = {
  "Employment support informed by your culture, with tailored clinical supervision",
  "Childcare that involves older members of the community, if it can be arranged",
}
local carers = { "Flexible and adaptable training" }
local young = { "A link to an established youth programme such as Cadets" }

local function together(...)
  local all = {}
  for i = 1, select("#", ...) do
    for _, title in ipairs((select(i, ...))) do all[#all + 1] = title end
  end
  return all
end

-- Somebody in none of the groups, but for what `others` say.
local function somebody(others)
  local person = { migration_status = "British or Irish citizen", deaf = false, neurodivergent = false, carer = false,
                   young_carer = false, ethnicity = "English, Welsh, Scottish, Northern Irish or British" }
  for field, value in pairs(others) do person[field] = value end
  return person
end

test "in no group, and in every one" {
  rule = "south-east-london", as_of = "2024-06-01",
  { candidate = somebody {}, expect = { offers = everyone, offers_open = young, ask = {} } },
  { candidate = somebody { migration_status = "refugee", deaf = true, neurodivergent = true, carer = true, young_carer = true,
                           ethnicity = "African" },
    expect = { offers = together(everyone, migrants, neurodivergent, deaf, heritage, carers, young), offers_open = {} } },
}

test "deaf, neurodivergent, carers" {
  rule = "south-east-london", as_of = "2024-06-01",
  { candidate = somebody { deaf = true }, expect = { offers = together(everyone, deaf), offers_open = young } },
  { candidate = somebody { neurodivergent = true }, expect = { offers = together(everyone, neurodivergent), offers_open = young } },
  { candidate = somebody { carer = true }, expect = { offers = together(everyone, carers), offers_open = young } },
  -- young carers are carers too
  { candidate = somebody { young_carer = true }, expect = { offers = together(everyone, carers, young), offers_open = {} } },
}

local statuses = { "settled status", "pre-settled status", "indefinite leave", "refugee", "humanitarian protection",
                   "temporary protection", "asylum seeker", "limited leave" }
for _, status in ipairs(statuses) do
  test("a migrant: " .. status) {
    rule = "south-east-london", as_of = "2024-06-01",
    { candidate = somebody { migration_status = status }, expect = { offers = together(everyone, migrants), offers_open = young } },
  }
end

local groups = { "African", "Caribbean", "Any other Black, Black British, or Caribbean background", "White and Black African",
                 "White and Black Caribbean" }
for _, group in ipairs(groups) do
  test("of Black, Caribbean or African heritage: " .. group) {
    rule = "south-east-london", as_of = "2024-06-01",
    { candidate = somebody { ethnicity = group }, expect = { offers = together(everyone, heritage), offers_open = young } },
  }
end
test "of another heritage" {
  rule = "south-east-london", as_of = "2024-06-01",
  { candidate = somebody { ethnicity = "White and Asian" }, expect = { offers = everyone, offers_open = young } },
}

test "of whom nothing is known, and who declined every question" {
  rule = "south-east-london", as_of = "2024-06-01",
  { candidate = {},
    expect = { offers = everyone, offers_open = together(migrants, neurodivergent, deaf, heritage, carers, young),
               ask = { "carer", "young_carer", "migration_status", "deaf", "neurodivergent", "ethnicity" } } },
  { candidate = { migration_status = declined, deaf = declined, neurodivergent = declined, carer = declined,
                  young_carer = declined, ethnicity = declined },
    expect = { offers = everyone, offers_open = together(migrants, neurodivergent, deaf, heritage, carers, young), ask = {} } },
}

test "the plan has no dates" {
  rule = "south-east-london", as_of = "2031-01-01",
  { candidate = somebody { deaf = true }, expect = { offers = together(everyone, deaf) } },
}
