-- "up to 32 young homeless people aged 16-24"

test "15 is too young, 16 and 24 are in, 25 is too old" {
  rule = "live-and-work", as_of = "2021-06-01",
  { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "2005-06-02" },
    expect = { outcome = "not_eligible", unmet = { "aged 16 to 24" } } },
  { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "2005-06-01" },
    expect = { outcome = "eligible",
               offers = { "A self-contained, fully furnished flat", "The skills to manage a life of your own" } } },
  { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "1996-06-02" }, expect = "eligible" },
  { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "1996-06-01" },
    expect = { outcome = "not_eligible", unmet = { "aged 16 to 24" } } },
}

test "it is for homeless people" {
  rule = "live-and-work", as_of = "2021-06-01",
  { candidate = { borough = "Sandwell", homeless = false, date_of_birth = "2001-01-01" },
    expect = { outcome = "not_eligible", unmet = { "homeless" } } },
  { candidate = { borough = "Sandwell", date_of_birth = "2001-01-01" },
    expect = { outcome = "needs_information", ask = { "homeless" } } },
  { candidate = { borough = "Sandwell", homeless = declined, date_of_birth = "2001-01-01" }, expect = "refer" },
  { candidate = { borough = "Sandwell", homeless = true }, expect = { outcome = "needs_information", ask = { "date_of_birth" } } },
  -- Nobody who is out of reach is asked about their home.
  { candidate = { borough = "Sandwell", date_of_birth = "1990-01-01" }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = { borough = "Hackney", date_of_birth = "2001-01-01" }, expect = { outcome = "not_eligible", ask = {} } },
}

test "where West Birmingham ends is for a person" {
  rule = "live-and-work", as_of = "2021-06-01",
  { candidate = { borough = "Birmingham", homeless = true, date_of_birth = "2001-01-01" },
    expect = { outcome = "refer", unknown = { "lives in the west of Birmingham, which the document does not draw" } } },
  { candidate = { borough = "Solihull", homeless = true, date_of_birth = "2001-01-01" },
    expect = { outcome = "not_eligible", unmet = { "lives in Sandwell or Birmingham" } } },
  { candidate = { homeless = true, date_of_birth = "2001-01-01" }, expect = { outcome = "needs_information", ask = { "borough" } } },
}

test "since 2014" {
  rule = "live-and-work", as_of = "2013-12-31",
  { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "1995-01-01" }, expect = "not_running" },
}

test "since 2014, from the first day" {
  rule = "live-and-work", as_of = "2014-01-01",
  { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "1995-01-01" }, expect = "eligible" },
}

-- 32 places, in the order of the list.
local queue = { rule = "live-and-work", as_of = "2021-06-01" }
for place = 1, 33 do
  queue[place] = { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "2001-01-01" },
                   expect = place <= 32 and "eligible" or "waiting" }
end
test "the 33rd waits" (queue)

-- Somebody who lives there already has a place, wherever they stand in the list.
local full = { rule = "live-and-work", as_of = "2021-06-01" }
for place = 1, 32 do
  full[place] = { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "2001-01-01" },
                  expect = place <= 31 and "eligible" or "waiting" }
end
full[33] = { candidate = { borough = "Sandwell", homeless = true, date_of_birth = "2001-01-01", enrolled_in = { "live-and-work" } },
             expect = "eligible" }
test "who lives there keeps the place" (full)
