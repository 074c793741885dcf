-- The coffee cup interview: for whom, the notes do not say.

test "everybody is left to a person, with the support named" {
  rule = "coffee-cup-interview", as_of = "2024-06-01",
  { candidate = {},
    expect = { outcome = "refer", left_open = { "may have such an interview: the notes do not say for whom it is" }, ask = {},
               offers = { "An outreach worker, for training and employment", "A role that is found to fit the person",
                          "An interview over a cup of coffee, with the line manager only" } } },
  { candidate = { borough = "Birmingham", completed = { "i-can" } }, expect = "refer" },
  { candidate = { borough = "Leeds", employment = "employed" }, expect = "refer" },
}
