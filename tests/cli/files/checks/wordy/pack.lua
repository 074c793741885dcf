pack { organisation = "Wordy Council", version = "1", language = 1, reads = { "redundancy_employer" } }
