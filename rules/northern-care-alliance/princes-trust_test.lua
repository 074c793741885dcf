test "who may join the next cohort is for a person" {
  rule = "princes-trust", as_of = "2021-07-14",
  { candidate = { borough = "Salford" },
    expect = { outcome = "refer", unknown = { "is a young person, for which no age is given",
                                              "may join the next cohort: the document does not say who may" },
               offers = { "A vacancy kept open for the next cohort", "Support and development at work" } } },
  { candidate = { borough = "Salford", date_of_birth = "1960-01-01" }, expect = "refer" },
  { candidate = { borough = "Leeds" }, expect = "not_eligible" },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough" } } },
}
