local furthest = "is furthest away from employment, for which the document gives no measure"

test "each of the four places, and one other" {
  rule = "pre-employment", as_of = "2021-07-14",
  { candidate = { borough = "Oldham" },
    expect = { outcome = "refer", unknown = { furthest }, offers = { "Support into long-lasting paid work" } } },
  { candidate = { borough = "Bury" }, expect = "refer" },
  { candidate = { borough = "Rochdale" }, expect = "refer" },
  { candidate = { borough = "Salford" }, expect = "refer" },
  { candidate = { borough = "Leeds" },
    expect = { outcome = "not_eligible", unmet = { "lives in Oldham, Rochdale, Salford or Bury" } } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough" } } },
}

-- "if a learner successfully completes a preemployment programme they are moved directly into paid work"
local held      = { reference = "V1", employer = "RM3", held_for = { "pre-employment programme" } }
local finished  = "finished the pre-employment programme"

test "completing the programme counts as the interview, and nothing before does" {
  rule = "straight-into-work", as_of = "2021-07-14",
  { candidate = { completed = { "pre-employment" } }, vacancy = held, expect = "guaranteed" },
  { candidate = { completed = {}, enrolled_in = { "pre-employment" } }, vacancy = held,
    expect = { outcome = "not_guaranteed", unmet = { finished } } },
  { candidate = { completed = { "somerset/sector-based-work-academy" } }, vacancy = held, expect = "not_guaranteed" },
  { candidate = {}, vacancy = held, expect = { outcome = "needs_information", ask = { "completed" } } },
  { candidate = { completed = declined }, vacancy = held, expect = "refer" },
  -- Where somebody lives was settled when the programme took them.
  { candidate = { completed = { "pre-employment" }, borough = "Leeds" }, vacancy = held, expect = "guaranteed" },
}

-- Which jobs is not said: those that the group keeps for its learners, and no others.
local done = { completed = { "pre-employment" } }

test "only vacancies that are held for the learners are covered" {
  rule = "straight-into-work", as_of = "2021-07-14",
  { candidate = done, vacancy = { employer = "RM3", held_for = { "Prince's Trust", "Pre-employment programme" } }, expect = "guaranteed" },
  { candidate = done, vacancy = { employer = "RM3" }, expect = "not_covered" },
  { candidate = done, vacancy = { employer = "RM3", held_for = {} }, expect = "not_covered" },
  { candidate = done, vacancy = { employer = "RM3", held_for = { "Prince's Trust" } }, expect = "not_covered" },
  { candidate = done, vacancy = { employer = "RXK", held_for = { "pre-employment programme" } }, expect = "not_covered" },
  { candidate = done, vacancy = { held_for = { "pre-employment programme" } }, expect = "unclear" },
}
