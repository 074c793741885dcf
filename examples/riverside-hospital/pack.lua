-- A made-up NHS trust that switches on two national schemes for its own vacancies.
-- Try it: berth eval --rules examples/riverside-hospital --in examples/riverside-hospital/people.csv --in examples/riverside-hospital/jobs.csv

pack {
  organisation = "Riverside Hospital NHS Trust (made up)",
  version = "0.1.0",
  language = 1,
  reads = { "disabled", "care_experienced", "age", "english", "maths" },
  lawful_basis = {
    disabled = lawful_bases.disability_confident,
    care_experienced = lawful_bases.care_leavers,
  },
}
