-- The application support pilot: "unemployed Southwark residents", "August 2023 - January 2024", both months included.

test "unemployed Southwark residents" {
  rule = "application-support", as_of = "2023-10-02",
  { candidate = { borough = "Southwark", employment = "unemployed" }, expect = "eligible" },
  { candidate = { borough = "Southwark", employment = "employed" }, expect = { outcome = "not_eligible", unmet = { "unemployed" } } },
  { candidate = { borough = "Southwark", employment = "at risk of redundancy" }, expect = "not_eligible" },
  { candidate = { borough = "Southwark", employment = "in education or training" }, expect = "not_eligible" },
  { candidate = { borough = "Southwark", employment = "not looking for work" }, expect = "not_eligible" },
  { candidate = { borough = "Lambeth", employment = "unemployed" },
    expect = { outcome = "not_eligible", unmet = { "lives in Southwark" } } },
}

test "who is out of reach is asked for nothing" {
  rule = "application-support", as_of = "2023-10-02",
  { candidate = { borough = "Southwark" }, expect = { outcome = "needs_information", ask = { "employment" } } },
  { candidate = { borough = "Southwark", employment = declined }, expect = { outcome = "refer", left_open = { "unemployed" } } },
  { candidate = { borough = "Lambeth" }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = { employment = "unemployed" }, expect = { outcome = "needs_information", ask = { "borough" } } },
  { candidate = { employment = "employed" }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough", "employment" } } },
}

test "the four kinds of help are for everyone on it" {
  rule = "application-support", as_of = "2023-10-02",
  { candidate = { borough = "Southwark", employment = "unemployed" },
    expect = { outcome = "eligible",
               offers = { "Help to choose suitable roles", "Help to prepare and send applications",
                          "Help to get ready for interviews and any tests", "Help with references and identity checks" } } },
}

local runs = { ["2023-07-31"] = "not_running", ["2023-08-01"] = "eligible", ["2024-01-31"] = "eligible", ["2024-02-01"] = "not_running" }
for day, outcome in pairs(runs) do
  test("on " .. day) {
    rule = "application-support", as_of = day,
    { candidate = { borough = "Southwark", employment = "unemployed" }, expect = outcome },
  }
end
