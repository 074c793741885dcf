-- Pathway into Health: unemployed residents; how long, and with which barriers, the document leaves open.

local long     = "unemployed for long, for which the document gives no length"
local barriers = "has specific barriers, which the document does not name"

local function resident(employment, hours)
  return { borough = "Tower Hamlets", employment = employment, unemployed_since = "2019-01-01", hours_wanted = hours,
           hours_wanted_most = hours }
end

test "unemployed residents are left to a person, however long it has been" {
  rule = "pathway-into-health", as_of = "2024-06-01",
  { candidate = resident("unemployed", 16), expect = { outcome = "refer", left_open = { long, barriers }, ask = {} } },
  { candidate = resident("employed", 16), expect = { outcome = "not_eligible", unmet = { "unemployed" } } },
  { candidate = resident("at risk of redundancy", 16), expect = { outcome = "not_eligible", unmet = { "unemployed" } } },
  { candidate = { borough = "Newham", employment = "unemployed" },
    expect = { outcome = "not_eligible", unmet = { "lives in Tower Hamlets" }, ask = {} } },
  { candidate = { borough = "Tower Hamlets", hours_wanted = 16, hours_wanted_most = 16 },
    expect = { outcome = "needs_information", ask = { "employment" } } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough", "employment", "hours_wanted", "hours_wanted_most" } } },
}

-- "Programme and pastoral care details as per the WIHSC": the hours are the same; the name of that programme is not a condition here.
test "the hours are those of Women in Health and Social Care, and men may join" {
  rule = "pathway-into-health", as_of = "2024-06-01",
  { candidate = resident("unemployed", 15), expect = { outcome = "not_eligible", unmet = { "wants 16, 25 or 30 hours a week" } } },
  { candidate = resident("unemployed", 25),
    expect = { outcome = "refer",
               offers = { "Help with the initial assessment, the application and the interview",
                          "A paid placement in business administration or as a health care assistant",
                          "A level 2 in business administration, or the care certificate" },
               offers_open = { "A course in English or maths" } } },
  { candidate = resident("unemployed", 30), expect = "refer" },
  { candidate = resident("unemployed", 31), expect = "not_eligible" },
  { candidate = { sex = "male", borough = "Tower Hamlets", employment = "unemployed", hours_wanted = 30, hours_wanted_most = 30 },
    expect = "refer" },
}

test "whether the interview guarantee holds here too is unconfirmed, so nobody is promised one" {
  rule = "pathway-bank-partners", as_of = "2024-06-01",
  { candidate = { completed = { "pathway-into-health" } }, vacancy = { held_for = { "Pathway into Health" } },
    expect = { outcome = "refer", left_open = { "the interview guarantee of Women in Health and Social Care holds here too" } } },
  { candidate = { completed = { "women-in-health-and-social-care" } }, vacancy = { held_for = { "Pathway into Health" } },
    expect = { outcome = "not_guaranteed", unmet = { "finished Pathway into Health" } } },
  { candidate = { enrolled_in = { "pathway-into-health" }, completed = {} }, vacancy = { held_for = { "Pathway into Health" } },
    expect = "not_guaranteed" },
  { candidate = {}, vacancy = { held_for = { "Pathway into Health" } }, expect = { outcome = "needs_information", ask = { "completed" } } },
  { candidate = { completed = { "pathway-into-health" } }, vacancy = { held_for = { "Women in Health and Social Care" } },
    expect = "not_covered" },
  { candidate = { completed = { "pathway-into-health" } }, vacancy = { title = "Healthcare Assistant" }, expect = "not_covered" },
}
