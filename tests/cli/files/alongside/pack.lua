pack { organisation = "Riverside Council", version = "1.0.0", language = 1,
  reads = { "age", "borough", "employment", "benefits", "referred_on", "enrolled_in", "hours_now" } }
