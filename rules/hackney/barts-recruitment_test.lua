-- Recruitment at Barts Health, 2021: each step asks for the one before.

local session, referral, course, bank =
  "barts-information-session", "barts-course-referral", "barts-employability-course", "barts-talent-bank"

test "who may come to a session is for a person to say" {
  rule = session, as_of = "2021-06-01",
  { candidate = {}, expect = { outcome = "refer", left_open = { "may come to a session: the document names no conditions" }, ask = {} } },
  { candidate = { borough = "Hackney", employment = "unemployed" }, expect = "refer" },
  { candidate = { borough = "Newham" }, expect = "refer" },
}

test "a referral is for who came to a session" {
  rule = referral, as_of = "2021-06-01",
  { candidate = { completed = { session } },
    expect = { outcome = "eligible", offers = { "Help with the application for the course" } } },
  { candidate = { completed = {} }, expect = { outcome = "not_eligible", unmet = { "came to an information session" } } },
  { candidate = { enrolled_in = { session }, completed = {} }, expect = "not_eligible" },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "completed" } } },
  { candidate = { completed = declined }, expect = { outcome = "refer", ask = {} } },
}

test "the course is for who was referred" {
  rule = course, as_of = "2021-06-01",
  { candidate = { completed = { session, referral } }, expect = "eligible" },
  { candidate = { completed = { session } }, expect = { outcome = "not_eligible", unmet = { "was referred to the employability course" } } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "completed" } } },
}

-- Nothing asks for the pass by itself: what the test takes is not said.
test "the talent bank is for who completed the course" {
  rule = bank, as_of = "2021-06-01",
  { candidate = { completed = { session, referral, course }, passed = { "functional skills test" } },
    expect = { outcome = "eligible", offers = { "Help with registering for the talent bank" } } },
  { candidate = { completed = { course } }, expect = "eligible" },
  { candidate = { completed = { session, referral }, passed = { "functional skills test" } },
    expect = { outcome = "not_eligible", unmet = { "completed the employability course" } } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "completed" } } },
}

-- "2021", every day of it.
for day, outcome in pairs { ["2020-12-31"] = "not_running", ["2021-01-01"] = "eligible", ["2021-12-31"] = "eligible",
                            ["2022-01-01"] = "not_running" } do
  for rule, before in pairs { [referral] = session, [course] = referral, [bank] = course } do
    test("on " .. day) { rule = rule, as_of = day, { candidate = { completed = { before } }, expect = outcome } }
  end
  test("a session on " .. day) {
    rule = session, as_of = day, { candidate = {}, expect = outcome == "eligible" and "refer" or outcome },
  }
end
