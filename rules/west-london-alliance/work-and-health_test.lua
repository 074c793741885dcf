-- The document says what happens on the programme, and not who may join.

local support = {
  "An initial assessment of what stands between you and work",
  "The support that the assessment finds necessary",
  "Six months of support in work",
}

-- The national programme's conditions are not tested in place of those that the document leaves out.
test "everybody is left to a person, with the support named" {
  rule = "work-and-health", as_of = "2024-06-01",
  { candidate = {},
    expect = { outcome = "refer", left_open = { "may join the programme, for which the document names no conditions" }, ask = {},
               offers = support, offers_open = {} } },
  { candidate = { borough = "Ealing", employment = "unemployed", unemployed_since = "2020-01-01", disabled = true },
    expect = { outcome = "refer", offers = support } },
  { candidate = { borough = "Leeds", employment = "employed", right_to_work = "no" }, expect = "refer" },
}
