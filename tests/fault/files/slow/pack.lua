-- A check function that takes its time: a batch of 4,096 people a second or two.

pack { organisation = "Riverside Council (made up)", version = "1.0.0", language = 1, reads = { "hours_wanted" } }
