--=> rules.lua:2: *
programme "p" { title = "P", source = "s", eligible = candidate.surname:is "Smith" }
