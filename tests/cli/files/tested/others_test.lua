test "only in 2020" { rule = "past", as_of = "2020-12-31", { candidate = { age = 16 }, expect = "eligible" } }
test "not in 2021" { rule = "past", as_of = "2021-01-01", { candidate = { age = 16 }, expect = "not_running" } }
test "an error is an outcome" { rule = "raising", as_of = "2024-06-01",
  { candidate = { hours_now = 9 }, expect = "eligible" }, { candidate = { hours_now = 8 }, expect = "error" } }
-- One place at each vacancy, and equal vacancies are one.
test "one each" { rule = "interviews", as_of = "2024-06-01",
  { candidate = { completed = { "course" } }, vacancy = { employer = "RP6", hours = 30 }, expect = "guaranteed" },
  { candidate = { completed = { "course", "elsewhere/other" } }, vacancy = { hours = 30, employer = "RP6" }, expect = "waiting" },
  { candidate = { completed = {} }, vacancy = { employer = "RP6", hours = 16 }, expect = { outcome = "refer", left_open = { "seems ready" } } },
  { candidate = {}, vacancy = { employer = "R1H" }, expect = "not_covered" },
  { candidate = {}, vacancy = {}, expect = "unclear" },
}
test "a plan" { rule = "plan", as_of = "2024-06-01",
  { candidate = { homeless = true }, expect = { offers = { "An adviser", "A room" }, offers_open = {} } },
  { candidate = { homeless = declined }, expect = { outcome = "offered", offers_open = { "A room" }, ask = {} } },
  { candidate = { homeless = false }, expect = { not_offered = { "A room" } } },
}
