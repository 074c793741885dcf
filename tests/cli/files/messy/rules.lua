programme "arab" { eligible = candidate.ethnicity:is "Arab" }
programme "benefits" { eligible = candidate.benefits:includes_any { "JSA", "PIP" } }
programme "english" { eligible = english_at_least "L2" }
programme "newham" { eligible = candidate.travel_areas:includes "Newham" }
programme "no-limit" { eligible = candidate.right_to_work:is "yes" }
programme "unemployed" { eligible = unemployed() }
