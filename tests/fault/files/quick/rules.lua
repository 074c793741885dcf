programme "quick" { title = "Quick", source = "made up for the tests", eligible = resident_in "Hackney" }
