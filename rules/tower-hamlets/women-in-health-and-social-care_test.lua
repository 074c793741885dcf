-- Women in Health and Social Care: women, in Tower Hamlets, for 16, 25 or 30 hours a week.

-- Somebody in Tower Hamlets who wants the hours from `from` to `to`.
local function wants(from, to)
  return { sex = "female", borough = "Tower Hamlets", hours_wanted = from, hours_wanted_most = to or from, passed = {} }
end

local hours = "wants 16, 25 or 30 hours a week"

test "placements have 16, 25 or 30 hours, and no others" {
  rule = "women-in-health-and-social-care", as_of = "2024-06-01",
  { candidate = wants(15), expect = { outcome = "not_eligible", unmet = { hours } } },
  { candidate = wants(16), expect = "eligible" },
  { candidate = wants(17), expect = { outcome = "not_eligible", unmet = { hours } } },
  { candidate = wants(24), expect = { outcome = "not_eligible", unmet = { hours } } },
  { candidate = wants(25), expect = "eligible" },
  { candidate = wants(26), expect = { outcome = "not_eligible", unmet = { hours } } },
  { candidate = wants(29), expect = { outcome = "not_eligible", unmet = { hours } } },
  { candidate = wants(30), expect = "eligible" },
  { candidate = wants(31), expect = { outcome = "not_eligible", unmet = { hours } } },
  { candidate = wants(37.5), expect = { outcome = "not_eligible", unmet = { hours } } },
}

test "a range of hours has to take in one of the three" {
  rule = "women-in-health-and-social-care", as_of = "2024-06-01",
  { candidate = wants(16, 20), expect = "eligible" },
  { candidate = wants(10, 16), expect = "eligible" },
  { candidate = wants(17, 24), expect = { outcome = "not_eligible", unmet = { hours } } },
  { candidate = wants(24, 26), expect = "eligible" },
  { candidate = wants(26, 29), expect = { outcome = "not_eligible", unmet = { hours } } },
  { candidate = wants(30, 37.5), expect = "eligible" },
}

test "women who live in Tower Hamlets" {
  rule = "women-in-health-and-social-care", as_of = "2024-06-01",
  { candidate = { sex = "female", borough = "Tower Hamlets", hours_wanted = 25, hours_wanted_most = 25 },
    expect = { outcome = "eligible", met = { "a woman", "lives in Tower Hamlets", hours } } },
  { candidate = { sex = "male", borough = "Tower Hamlets", hours_wanted = 25, hours_wanted_most = 25 },
    expect = { outcome = "not_eligible", unmet = { "a woman" }, ask = {} } },
  { candidate = { sex = "female", borough = "Newham", hours_wanted = 25, hours_wanted_most = 25 },
    expect = { outcome = "not_eligible", unmet = { "lives in Tower Hamlets" }, ask = {} } },
}

test "what is missing is asked, and only of who may be in reach" {
  rule = "women-in-health-and-social-care", as_of = "2024-06-01",
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough", "hours_wanted", "hours_wanted_most", "sex" } } },
  { candidate = { borough = "Tower Hamlets", hours_wanted = 16, hours_wanted_most = 16 },
    expect = { outcome = "needs_information", unknown = { "a woman" }, ask = { "sex" } } },
  { candidate = { borough = "Tower Hamlets", hours_wanted = 16, hours_wanted_most = 16, sex = declined },
    expect = { outcome = "refer", ask = {} } },
  { candidate = { borough = "Hackney" }, expect = { outcome = "not_eligible", unmet = { "lives in Tower Hamlets" }, ask = {} } },
  { candidate = { sex = "female", borough = "Tower Hamlets" },
    expect = { outcome = "needs_information", unknown = { hours }, ask = { "hours_wanted", "hours_wanted_most" } } },
}

local always = {
  "Help with the initial assessment, the application and the interview",
  "A paid placement in business administration or as a health care assistant",
  "A level 2 in business administration, or the care certificate",
}

local function woman(passes)
  return { sex = "female", borough = "Tower Hamlets", hours_wanted = 16, hours_wanted_most = 16, passed = passes }
end

-- The level that was required is not in the document. A pass settles it; without one, a person decides.
test "the English or maths course is for those below a level that nobody wrote down" {
  rule = "women-in-health-and-social-care", as_of = "2024-06-01",
  { candidate = woman { "initial assessment" },
    expect = { outcome = "eligible", offers = always, offers_open = {}, not_offered = { "A course in English or maths" } } },
  { candidate = woman {}, expect = { outcome = "eligible", offers = always, offers_open = { "A course in English or maths" } } },
  { candidate = woman(), expect = { outcome = "eligible", offers = always, offers_open = { "A course in English or maths" } } },
}

local kept  = { title = "Healthcare Assistant (Bank)", held_for = { "Women in Health and Social Care" } }
local other = { title = "Healthcare Assistant", held_for = { "care experienced" } }
local plain = { title = "Healthcare Assistant" }

test "an interview is guaranteed after finishing, and not before" {
  rule = "women-bank-partners", as_of = "2024-06-01",
  { candidate = { completed = { "women-in-health-and-social-care" } }, vacancy = kept,
    expect = { outcome = "guaranteed", met = { "finished Women in Health and Social Care" } } },
  { candidate = { enrolled_in = { "women-in-health-and-social-care" }, completed = {}, sex = "female", borough = "Tower Hamlets" },
    vacancy = kept, expect = { outcome = "not_guaranteed", unmet = { "finished Women in Health and Social Care" } } },
  { candidate = { completed = { "pathway-into-health", "hackney/project-search" } }, vacancy = kept, expect = "not_guaranteed" },
  { candidate = { sex = "female" }, vacancy = kept, expect = { outcome = "needs_information", ask = { "completed" } } },
  { candidate = { completed = declined }, vacancy = kept, expect = { outcome = "refer", ask = {} } },
}

-- "All those who completed the programme": where somebody lives now makes no difference.
test "the guarantee looks at nothing but finishing" {
  rule = "women-bank-partners", as_of = "2024-06-01",
  { candidate = { completed = { "women-in-health-and-social-care" }, borough = "Newham", sex = declined }, vacancy = kept,
    expect = "guaranteed" },
}

test "only vacancies that are held for the programme are meant" {
  rule = "women-bank-partners", as_of = "2024-06-01",
  { candidate = { completed = { "women-in-health-and-social-care" } }, vacancy = other, expect = "not_covered" },
  { candidate = { completed = { "women-in-health-and-social-care" } }, vacancy = plain, expect = "not_covered" },
}
