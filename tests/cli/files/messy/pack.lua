pack {
  organisation = "Riverside Council", version = "1.0.0", language = 1,
  reads = { "ethnicity", "benefits", "english", "employment", "right_to_work", "travel_areas" },
  lawful_basis = { ethnicity = "A test", right_to_work = "A test" },
}
