-- What employers all over London do for young people.
--
-- The overview counts employers and names none of them but one partner. Only the T Level placements have an age.

-- The name of the T Level placements says that they are for people on a T Level. No standard field does.
field "on_t_level" {
  type = "boolean",
  label = "on a T Level course",
  ask = "Are you on a T Level course?",
  can_change = true,
  column = { "T Level?", "On a T Level?", "T Level student?" },
}

-- Who is "young" is asked once, in the same words, wherever the document gives no age.
local function young_person(words)
  return judgement "is a young person, for which the document gives no age":source(words)
end

-- "The financial year 2022-23" is from April to March. The document says 16 to 18 where the national T Levels go up to 19.

programme "t-level-placements" {
  title    = "T Level placements",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: 7 NHS Employers have developed individual T level " ..
             "projects to support the implementation of placements for young people aged 16-18 in the financial year 2022-23",
  runs     = { from = "2022-04", to = "2023-03" },
  places   = "unstated",
  eligible = aged(16, 18):source "young people aged 16-18"
           & candidate.on_t_level:is(true):label "on a T Level course":source "T level projects",
  stages   = { stage "Placement" },
  gives    = { completed = "t-level-placements" },
}

-- Employers give fewer placements to friends and families of their staff. Ethnicity is not read: the document does not say what it
-- means by diverse. "3 London NHS Trusts" hold the national work experience quality standard, and which they are is not said.

programme "work-experience" {
  title    = "Work experience in London's health employers",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: increasing the number of placements to young people " ..
             "from diverse backgrounds",
  places   = "unstated",
  eligible = young_person "work experience offering for young people"
           & judgement "has a diverse background, which the document does not define"
             :source "young people from diverse backgrounds",
  stages   = { stage "Work experience" },
  gives    = { completed = "work-experience" },
}

-- "Organisations such as the Prince's Trust": 20 employers, and neither they nor the other organisations are named.

programme "entry-level-roles" {
  title    = "Entry-level roles for young people, with the Prince's Trust and others",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: 20 NHS employers have worked with organisations such " ..
             "as the Prince's Trust in recruiting young people from disadvantaged backgrounds to entry level roles",
  places   = "unstated",
  eligible = young_person "recruiting young people"
           & judgement "has a disadvantaged background, which the document does not define"
             :source "from disadvantaged backgrounds",
}

-- 19 employers, "on a yearly basis". The plan and the ages that supported internships usually ask for are not in the document, so
-- they are not tested here. The packs of Hackney and St George's have Project SEARCH with what the document says of it there.

programme "supported-internships" {
  title    = "Supported internships with Project Search and Choices College",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: 19 NHS Employers are working with Project Search and " ..
             "Choices College in delivering supported internships to young people on a yearly basis",
  places   = "unstated",
  eligible = young_person "supported internships to young people"
           & judgement "may have a supported internship, for which the document names no conditions",
  stages   = { stage "Supported internship" },
  gives    = { completed = "supported-internships" },
}
