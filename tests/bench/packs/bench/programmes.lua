local source = "made up for measuring"
local f = candidate

local unemployed = f.employment:is "unemployed"
local works = f.right_to_work:is "yes"
local income_related = f.benefits:includes_any { "UC", "JSA", "ESA" }
local east = f.borough:one_of { "Hackney", "Newham", "Tower Hamlets", "Waltham Forest" }
local south = f.borough:one_of { "Bexley", "Bromley", "Greenwich", "Lambeth", "Lewisham", "Southwark" }
local inner = f.borough:one_of {
  "Camden", "Greenwich", "Hackney", "Hammersmith and Fulham", "Islington", "Kensington and Chelsea", "Lambeth",
  "Lewisham", "Southwark", "Tower Hamlets", "Wandsworth", "Westminster",
}

programme "admin-academy" {
  title = "Admin academy", source = source,
  eligible = f.age:between(18, 64) & east & unemployed & f.english:at_least "L1" & works & f.hours_wanted:at_least(16),
}

programme "care-leavers-first" {
  title = "Care leavers first", source = source,
  eligible = f.care_experienced & f.age:between(16, 25) & works & (unemployed | f.hours_wanted:at_most(20)),
}

programme "digital-first-steps" {
  title = "Digital first steps", source = source,
  eligible = f.referred_on:after "2025-09-01" & f.employment:one_of { "unemployed", "employed" }
           & f.benefits:includes "UC" & f.english:between("E1", "L1"),
}

programme "estates-starter" {
  title = "Estates starter", source = source,
  eligible = f.age:between(16, 24) & works & f.unemployed_since:for_at_least { months = 6 } & f.english:at_least "E3"
           & ~f.benefits:includes "PIP",
}

programme "healthcare-support" {
  title = "Healthcare support", source = source,
  eligible = all {
    at_least(2, { f.care_experienced, f.benefits:includes "UC", f.unemployed_since:for_at_least { months = 3 } }),
    f.age:between(18, 66), f.english:at_least "L1", works,
  },
}

programme "kitchen-skills" {
  title = "Kitchen skills", source = source,
  eligible = f.age:at_least(16) & south & f.english:at_least "E2" & f.hours_wanted:between(16, 30)
           & f.employment:is_not "self-employed",
}

programme "long-term-support" {
  title = "Long-term support", source = source,
  eligible = unemployed & f.unemployed_since:for_at_least { months = 12 } & income_related & inner & f.age:at_least(25),
}

programme "porter-pathway" {
  title = "Porter pathway", source = source,
  eligible = f.referred_on:within_last { months = 6 } & works & f.hours_wanted:at_least(30) & f.age:at_least(18)
           & f.english:at_least "E3" & unemployed & ~south,
}

programme "returners" {
  title = "Returners", source = source,
  eligible = f.age:at_least(40) & f.unemployed_since:within_last { months = 24 } & f.employment:is_not "in education or training"
           & any { f.benefits:includes_only {}, f.hours_wanted:at_most(25) } & works & f.borough:is_not "City of London",
}

programme "weekend-ward" {
  title = "Weekend ward", source = source,
  eligible = f.hours_wanted:at_most(16) & f.age:at_least(18) & f.english:at_least "L2" & works & inner
           & f.referred_on:before "2026-01-01" & (f.care_experienced | income_related),
}
