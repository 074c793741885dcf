local information = "Information about training and careers in the trust"
local workshop    = "A workshop on how to complete a winning job application"

test "the Learning Works is for local people" {
  rule = "learning-works", as_of = "2021-06-01",
  { candidate = { borough = "Sandwell" }, expect = { offers = { information, workshop } } },
  { candidate = { borough = "Birmingham" }, expect = { offers = {} } },
  { candidate = { borough = "Solihull" }, expect = { offers = {}, not_offered = { information, workshop } } },
  { candidate = {}, expect = { offers = {}, ask = { "borough" } } },
}
