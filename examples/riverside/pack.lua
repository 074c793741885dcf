-- A pack of the kind that a borough officer writes after ten minutes with the README.
-- Riverside and its programme are made up. Try it: berth eval --rules examples/riverside --in examples/riverside/people.csv

pack {
  organisation = "Riverside Council (made up)",
  version = "0.1.0",
  language = 1,

  -- Every field of a person that the rules below look at. Leave one out and berth says which rule needs it.
  -- Health, ethnicity and other special-category fields need a line in lawful_basis too; these do not.
  reads = { "borough", "employment", "hours_now", "english", "other_hours" },
}
