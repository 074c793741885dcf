pack { organisation = "Riverside Council", version = "1.0.0", language = 1, reads = { "age", "hours_now", "redundancy_employer" } }
