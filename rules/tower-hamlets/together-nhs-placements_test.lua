-- Together NHS placements: underemployed people "living in deprived parts of the borough".

local deprived = "lives in a deprived part of the borough, for which no test is given"

test "underemployed is to work, for fewer hours than wanted" {
  rule = "together-nhs-placements", as_of = "2024-06-01",
  { candidate = { borough = "Tower Hamlets", employment = "employed", hours_now = 15, hours_wanted = 16 },
    expect = { outcome = "refer", left_open = { deprived }, ask = {},
               offers = { "Five days' training", "A placement of two weeks" } } },
  { candidate = { borough = "Tower Hamlets", employment = "self-employed", hours_now = 8, hours_wanted = 30 }, expect = "refer" },
  { candidate = { borough = "Tower Hamlets", employment = "employed", hours_now = 16, hours_wanted = 16 },
    expect = { outcome = "not_eligible", unmet = { "underemployed" } } },
  { candidate = { borough = "Tower Hamlets", employment = "unemployed", hours_wanted = 16 },
    expect = { outcome = "not_eligible", unmet = { "underemployed" }, ask = {} } },
}

-- No index and no area is named, so not even the most deprived tenth of areas is settled.
test "a deprived part is for a person to say" {
  rule = "together-nhs-placements", as_of = "2024-06-01",
  { candidate = { borough = "Tower Hamlets", employment = "employed", hours_now = 8, hours_wanted = 30, postcode = "E1 4NS" },
    expect = { outcome = "refer", left_open = { deprived } } },
  { candidate = { borough = "Newham", employment = "employed", hours_now = 8, hours_wanted = 30 },
    expect = { outcome = "not_eligible", unmet = { "lives in Tower Hamlets" }, ask = {} } },
}

test "what is missing is asked" {
  rule = "together-nhs-placements", as_of = "2024-06-01",
  { candidate = { borough = "Tower Hamlets", employment = "employed" },
    expect = { outcome = "needs_information", ask = { "hours_now", "hours_wanted" } } },
  { candidate = { borough = declined, employment = "employed", hours_now = 8, hours_wanted = 30 },
    expect = { outcome = "refer", ask = {} } },
}
