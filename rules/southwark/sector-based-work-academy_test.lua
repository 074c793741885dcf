-- The academy at Southwark College: the document names no conditions, and national guidance is not tested in its place.

local open = "may join the academy, for which the document names no conditions"

test "everybody is left to a person, whatever national guidance asks for" {
  rule = "sector-based-work-academy", as_of = "2023-10-02",
  { candidate = {}, expect = { outcome = "refer", left_open = { open }, ask = {} } },
  { candidate = { borough = "Southwark", employment = "unemployed", benefits = { "UC" }, age = 30 },
    expect = { outcome = "refer", left_open = { open } } },
  { candidate = { borough = "Leeds", employment = "employed", benefits = {}, age = 17 },
    expect = { outcome = "refer", left_open = { open } } },
}
