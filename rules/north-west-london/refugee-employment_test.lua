-- The Refugee Employment Programme: refugees are named for both halves, asylum seekers for volunteering alone.

local work, volunteering = "refugee-employment", "refugee-volunteering"
local other_protection = "counts as a refugee with another kind of protection"
local asylum = "asylum seekers can join for a job, where the document names them with volunteering"
local place = "may join from outside North West London, of which the document says nothing"

local function person(status, borough, volunteer)
  return { migration_status = status, borough = borough or "Brent", would_volunteer = volunteer }
end

test "work: refugees are in, and a person decides about others who fled" {
  rule = work, as_of = "2024-06-01",
  { candidate = person "refugee", expect = "eligible" },
  { candidate = person "asylum seeker", expect = { outcome = "refer", left_open = { asylum }, ask = {} } },
  { candidate = person "humanitarian protection", expect = { outcome = "refer", left_open = { other_protection } } },
  { candidate = person "temporary protection", expect = { outcome = "refer", left_open = { other_protection } } },
  { candidate = person "British or Irish citizen", expect = { outcome = "not_eligible", unmet = { "refugee or asylum seeker" } } },
  { candidate = person "settled status", expect = "not_eligible" },
  { candidate = person "indefinite leave", expect = "not_eligible" },
  { candidate = person "limited leave", expect = "not_eligible" },
}

test "volunteering: refugees and asylum seekers who wish to" {
  rule = volunteering, as_of = "2024-06-01",
  { candidate = person("refugee", "Brent", true),
    expect = { outcome = "eligible", offers = { "Support to become a volunteer in the NHS" } } },
  { candidate = person("asylum seeker", "Brent", true), expect = "eligible" },
  { candidate = person("asylum seeker", "Brent", false),
    expect = { outcome = "not_eligible", unmet = { "wishes to volunteer in the NHS" } } },
  { candidate = person("refugee", "Brent"), expect = { outcome = "needs_information", ask = { "would_volunteer" } } },
  { candidate = person("humanitarian protection", "Brent", true), expect = { outcome = "refer", left_open = { other_protection } } },
  { candidate = person("pre-settled status", "Brent", true), expect = { outcome = "not_eligible", unmet = { "refugee or asylum seeker" } } },
}

-- The eight boroughs of NHS North West London. The document says "NWL", and not that it is for those who live there.
for _, borough in ipairs { "Brent", "Ealing", "Hammersmith and Fulham", "Harrow", "Hillingdon", "Hounslow", "Kensington and Chelsea",
                           "Westminster" } do
  test("refugees in " .. borough) {
    rule = work, as_of = "2024-06-01",
    { candidate = person("refugee", borough), expect = "eligible" },
  }
end

test "who lives elsewhere is left to a person" {
  rule = work, as_of = "2024-06-01",
  { candidate = person("refugee", "Camden"), expect = { outcome = "refer", left_open = { place }, ask = {} } },
  { candidate = person("refugee", "elsewhere"), expect = { outcome = "refer", left_open = { place } } },
  { candidate = person("British or Irish citizen", "Camden"), expect = "not_eligible" },
}

test "so is who would volunteer from elsewhere" {
  rule = volunteering, as_of = "2024-06-01",
  { candidate = person("asylum seeker", "Camden", true), expect = { outcome = "refer", left_open = { place }, ask = {} } },
}

test "what is missing is asked, and nobody has to say" {
  rule = work, as_of = "2024-06-01",
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough", "migration_status" } } },
  { candidate = { borough = "Brent" }, expect = { outcome = "needs_information", ask = { "migration_status" } } },
  { candidate = { borough = "Brent", migration_status = declined }, expect = { outcome = "refer", ask = {} } },
  { candidate = { migration_status = "refugee" }, expect = { outcome = "needs_information", ask = { "borough" } } },
}
