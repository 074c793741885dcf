-- Women in Health and Social Care, and Pathway into Health, whose details are "as per the WIHSC": that same programme.

-- Somebody whose list says "16-20" would work 16 hours, and 18, but not 25.
local function would_work(hours)
  return all {
    label = "would work " .. hours .. " hours a week",
    candidate.hours_wanted:at_most(hours),
    candidate.hours_wanted_most:at_least(hours),
  }
end

-- No placement had other hours. A person can change what hours they want, and an adviser can ask.
local placement_hours = any { label = "wants 16, 25 or 30 hours a week", would_work(16), would_work(25), would_work(30) }

-- The document leaves out which level of English and maths was required. A pass in the initial assessment is what a list can
-- say; for anybody else a person decides. Whether the course had to be finished before a placement is not said.
local below_required_level = ~passed "initial assessment"
  & judgement "did not reach the required level, which the document leaves out"

-- Made afresh for each of the two programmes. `words` gives the source of each part.
local function stages()
  return {
    stage "Initial assessment, application and interview",
    stage "English or maths course" { when = below_required_level },
    stage "Paid placement" { months = 6, hours = { 16, 25, 30 } },
  }
end

local function support(words)
  return {
    offer "Help with the initial assessment, the application and the interview" {
      stage = "Initial assessment, application and interview",
      source = words "Candidates were provided with support to navigate initial assessment, application and interview process",
    },
    offer "A course in English or maths" {
      when = below_required_level, stage = "English or maths course",
      source = words "Those who did not obtain the required level were placed on either English or Maths courses",
    },
    offer "A paid placement in business administration or as a health care assistant" {
      stage = "Paid placement",
      source = words "supported into paid placements in either Business Administration or Health Care Assistants",
    },
    offer "A level 2 in business administration, or the care certificate" {
      stage = "Paid placement",
      source = words "Whilst on placement individuals achieved a level 2 in business admin or NHS approved care certificate",
    },
  }
end

-- "Tower Hamlets: Women In Health and Social Care", and "134 women": that is all that says who it was for. Not said is whether
-- men or women from other boroughs were turned away, nor whether the women were out of work.
-- 134 were supported into placements "over a period of 3 years", which ones is not said, and 89 found work in the NHS.

programme "women-in-health-and-social-care" {
  title    = "Women in Health and Social Care",
  source   = "Working with the NHS Good Practice Case Studies, Tower Hamlets: Women In Health and Social Care … Working with the " ..
             "Head of Community Employment at BARTS NHS trust over a period of 3 years 134 women were supported into paid placements",
  places   = "unstated",
  eligible = candidate.sex:is "female":label "a woman":source "134 women were supported"
           & resident_in "Tower Hamlets":source "Tower Hamlets: Women In Health and Social Care"
           & placement_hours:source "Placements were available for 16, 25 or 30 hours per week, for a 6 month period",
  stages   = stages(),
  support  = support(function(words) return words end),
  gives    = { completed = "women-in-health-and-social-care" },
}

-- Finishing is all that counts: neither sex nor where the person lives is looked at again. The "bank partners" are not named. So the
-- guarantee covers the vacancies that an employer keeps for these women and says so ("held for" on the vacancy's row), and no others.

guaranteed_interview "women-bank-partners" {
  title     = "Women in Health and Social Care: interview with a bank partner",
  source    = "Working with the NHS Good Practice Case Studies, Tower Hamlets: All those who completed the programme were " ..
              "guaranteed an interview with bank partners",
  basis     = "completion",
  who       = completed "women-in-health-and-social-care":label "finished Women in Health and Social Care"
              :source "All those who completed the programme",
  vacancies = (vacancy.held_for:known() & vacancy.held_for:includes "women in health and social care")
              :source "an interview with bank partners",
}

-- "Long term" is given no length, and the "specific barriers" are not named. 18 people were supported; 50% found work "upon
-- completion".

programme "pathway-into-health" {
  title    = "Pathway into Health",
  source   = "Working with the NHS Good Practice Case Studies, Tower Hamlets: Pathway into Health … Focused on engaging long term " ..
             "unemployed residents with specific barriers",
  places   = "unstated",
  eligible = resident_in "Tower Hamlets":source "residents"
           & unemployed():source "unemployed"
           & placement_hours:source "Programme … details as per the WIHSC"
           & judgement "unemployed for long, for which the document gives no length":source "long term unemployed"
           & judgement "has specific barriers, which the document does not name":source "with specific barriers",
  stages   = stages(),
  support  = support(function(words) return "Programme and pastoral care details as per the WIHSC: " .. words end),
  gives    = { completed = "pathway-into-health" },
}

-- "Programme and pastoral care details": whether the interview is one of them, the council has to say. Until then nobody is
-- promised one.

guaranteed_interview "pathway-bank-partners" {
  title     = "Pathway into Health: interview with a bank partner",
  source    = "Working with the NHS Good Practice Case Studies, Tower Hamlets: Programme and pastoral care details as per the WIHSC",
  basis     = "unconfirmed",
  who       = completed "pathway-into-health":label "finished Pathway into Health"
            & judgement "the interview guarantee of Women in Health and Social Care holds here too"
              :source "Programme and pastoral care details as per the WIHSC",
  vacancies = (vacancy.held_for:known() & vacancy.held_for:includes "pathway into health")
              :source "an interview with bank partners",
}
