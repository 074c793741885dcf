-- Project SEARCH at Homerton Hospital: "placements for residents with EHCP Plans", "2020 - present".
-- The document gives no age, so 17, 18, 25 and 26 come out alike.

local plan = "with an education, health and care plan"

for _, age in ipairs { 17, 18, 25, 26 } do
  test("with a plan at " .. age .. ", and without one") {
    rule = "project-search", as_of = "2024-06-01",
    { candidate = { age = age, borough = "Hackney", ehcp = true }, expect = "eligible" },
    { candidate = { age = age, borough = "Hackney", ehcp = false }, expect = { outcome = "not_eligible", unmet = { plan } } },
    { candidate = { age = age, borough = "Newham", ehcp = true }, expect = { outcome = "not_eligible", unmet = { "lives in Hackney" } } },
  }
end

test "the less sensitive question comes first, and none that changes nothing" {
  rule = "project-search", as_of = "2024-06-01",
  { candidate = { borough = "Hackney", ehcp = true }, expect = "eligible" },
  { candidate = { borough = "Hackney" }, expect = { outcome = "needs_information", ask = { "ehcp" } } },
  { candidate = { borough = "Hackney", ehcp = declined }, expect = { outcome = "refer", left_open = { plan } } },
  { candidate = { borough = "Newham" }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = { ehcp = true }, expect = { outcome = "needs_information", ask = { "borough" } } },
  { candidate = { ehcp = false }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough", "ehcp" } } },
}

test "what interns get" {
  rule = "project-search", as_of = "2024-06-01",
  { candidate = { borough = "Hackney", ehcp = true },
    expect = { outcome = "eligible",
               offers = { "An induction made for the interns", "A suitable placement, arranged each term", "A dedicated adviser" } } },
}

test "not before 2020" {
  rule = "project-search", as_of = "2019-12-31",
  { candidate = { borough = "Hackney", ehcp = true }, expect = "not_running" },
}
test "from the first day of 2020" {
  rule = "project-search", as_of = "2020-01-01",
  { candidate = { borough = "Hackney", ehcp = true }, expect = "eligible" },
}
