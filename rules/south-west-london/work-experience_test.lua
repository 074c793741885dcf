-- "Under development", and for "candidates": nothing else is said.

test "everybody is left to a person" {
  rule = "work-experience", as_of = "2024-06-01",
  { candidate = {},
    expect = { outcome = "refer", ask = {},
               left_open = { 'may take part: the document says "candidates" and no more',
                             "it has begun: the document says that it is under development" } } },
  { candidate = { borough = "Merton", age = 16 }, expect = "refer" },
}
