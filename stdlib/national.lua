-- National schemes that an organisation switches on for its own vacancies: each word declares a guaranteed interview in the pack
-- that calls it, at the line of the call. The pack lists the field that the scheme reads, and says why it may read it with the
-- scheme's own words: lawful_basis = { disabled = lawful_bases.disability_confident }.
--
-- Both schemes are opt-in: who has said nothing is not asked, and has no guarantee by them.

local candidate = candidate
local options = options

lawful_bases = named("lawful_bases", {
  disability_confident = "Disability Confident offer of an interview: Equality Act 2010 s.13(3); asked before a job offer as " ..
                         "positive action for disability, s.60",
  care_leavers = "Suggested, for the organisation to confirm: the person's consent, UK GDPR Art. 6(1)(a), to be offered an " ..
                 "interview as somebody with experience of care",
})

-- Has said yes. A blank is unmet, and nobody is asked.
local function said(field, words)
  return all { label = words, field:known(), field:is(true) }
end

-- disability_confident { vacancies = …, essential = { english = english_at_least "L1" } }: an interview for disabled applicants who
-- meet the minimum (essential) criteria, which are the codes on the vacancy's row; without `essential` a person judges them.
-- For vacancies that meet `high_volume` a person decides whether everybody can be interviewed. Reads disabled, and what
-- `essential` reads.
function disability_confident(scheme)
  options("disability_confident", scheme, { "vacancies" }, { "essential", "high_volume", "runs", "name" })
  local who = {
    said(candidate.disabled, "has said that they are disabled"),
    scheme.essential and meets_essential(scheme.essential) or judgement "meets the vacancy's minimum criteria",
  }
  if scheme.high_volume then
    who[3] = none { label = "a vacancy without very many applicants", scheme.high_volume }
           | judgement "can be interviewed like every disabled applicant, though this vacancy has very many applicants"
  end
  guaranteed_interview(scheme.name or "disability-confident") {
    title     = "Disability Confident: an interview on the minimum criteria",
    source    = "Disability Confident, 'offer an interview': to disabled applicants who meet the minimum (essential) criteria; " ..
                "opt-in, no evidence asked; exception in high volumes",
    basis     = "minimum_criteria",
    runs      = scheme.runs,
    who       = all(who),
    vacancies = scheme.vacancies,
  }
end

-- care_leavers { vacancies = …, essential = { … } }: an interview for care leavers who meet the essential criteria. The programme
-- encourages the guarantee and does not mandate it, so its terms are the organisation's: without `essential` nobody is promised
-- anything and a person decides; `who` adds a condition, such as aged(16, 25). Reads care_experienced, and what the criteria read.
function care_leavers(scheme)
  options("care_leavers", scheme, { "vacancies" }, { "essential", "who", "runs", "name" })
  local who = {
    said(candidate.care_experienced, "has said that they are care experienced"),
    scheme.essential and meets_essential(scheme.essential)
      or judgement "is interviewed on the organisation's own terms, which its pack does not name",
  }
  who[3] = scheme.who
  guaranteed_interview(scheme.name or "care-leavers") {
    title     = "Care leavers: an interview, encouraged and not mandated",
    source    = "NHS Universal Family Programme: guaranteed interviews for care leavers are encouraged, not mandated; this " ..
                "organisation chose to give them",
    basis     = scheme.essential and "minimum_criteria" or "unconfirmed",
    runs      = scheme.runs,
    who       = all(who),
    vacancies = scheme.vacancies,
  }
end

words {
  { "disability_confident", "table", 'disability_confident { vacancies = vacancy.employer:is "R1H" }' },
  { "care_leavers", "table", 'care_leavers { vacancies = vacancy.employer:is "R1H" }' },
}
