pack {
  organisation = "Riverside Council", version = "1.0.0", language = 1,
  reads = { "age", "borough", "employment", "homeless", "hours_now", "completed", "enrolled_in", "referred_on" },
  lawful_basis = { homeless = "a test" },
}
