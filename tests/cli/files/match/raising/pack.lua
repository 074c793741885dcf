pack { organisation = "Raising Council", version = "1", language = 1, reads = { "employment", "completed" } }
