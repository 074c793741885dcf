pack { organisation = "Odd Council", version = "1", language = 1, reads = { "age" } }
