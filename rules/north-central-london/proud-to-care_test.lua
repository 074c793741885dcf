-- A website: its two parts are for everybody.

test "the job board and the page are for everybody" {
  rule = "proud-to-care", as_of = "2024-06-01",
  { candidate = {}, expect = { offers = { "A job board", "A page of information on primary care" }, offers_open = {}, ask = {} } },
  { candidate = { borough = "Enfield" }, expect = { offers = { "A job board", "A page of information on primary care" } } },
  { candidate = { borough = "Leeds" }, expect = { offers = { "A job board", "A page of information on primary care" } } },
}
