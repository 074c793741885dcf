-- Ten made-up programmes, for measuring. handwritten.c and query.sql say the same in C and in SQL.

pack {
  organisation = "Bench",
  version = "1.0.0",
  language = 1,
  reads = {
    "age", "borough", "employment", "unemployed_since", "english", "benefits",
    "care_experienced", "hours_wanted", "right_to_work", "referred_on",
  },
  lawful_basis = { care_experienced = "made-up people alone", right_to_work = "made-up people alone" },
}
