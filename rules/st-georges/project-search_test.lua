-- Project SEARCH at St George's: "18-25 and have an EHCP", for young people with learning disabilities.

local open = 'those aged 25 count, where the document says "18-25"'
local aged_18_to_25, plan, disability = "aged 18 to 25", "with an education, health and care plan", "with a learning disability"

-- Everything but the age is as it should be.
local function born(day)
  return { date_of_birth = day, ehcp = true, impairments = { "learning disability or difficulty" } }
end

test "17 is out, 18 and 24 are in, 25 is for a person to say, 26 is out" {
  rule = "project-search", as_of = "2024-06-01",
  { candidate = born "2006-06-02", expect = { outcome = "not_eligible", unmet = { aged_18_to_25 } } },
  { candidate = born "2006-06-01", expect = { outcome = "eligible", met = { aged_18_to_25, "under 25", plan, disability } } },
  { candidate = born "1999-06-02", expect = "eligible" },
  { candidate = born "1999-06-01", expect = { outcome = "refer", left_open = { open }, ask = {} } },
  { candidate = born "1998-06-02", expect = { outcome = "refer", left_open = { open } } },
  { candidate = born "1998-06-01", expect = { outcome = "not_eligible", unmet = { aged_18_to_25 } } },
}

test "without a plan nobody is in, at any of these ages" {
  rule = "project-search", as_of = "2024-06-01",
  { candidate = { age = 17, ehcp = false }, expect = { outcome = "not_eligible", unmet = { aged_18_to_25, plan } } },
  { candidate = { age = 18, ehcp = false }, expect = { outcome = "not_eligible", unmet = { plan }, ask = {} } },
  { candidate = { age = 25, ehcp = false }, expect = { outcome = "not_eligible", unmet = { plan }, ask = {} } },
  { candidate = { age = 26, ehcp = false }, expect = { outcome = "not_eligible", unmet = { aged_18_to_25, plan } } },
}

test "it is for young people with learning disabilities" {
  rule = "project-search", as_of = "2024-06-01",
  { candidate = { age = 20, ehcp = true, impairments = { "learning disability or difficulty", "sensory impairment" } }, expect = "eligible" },
  { candidate = { age = 20, ehcp = true, impairments = { "physical impairment" } },
    expect = { outcome = "not_eligible", unmet = { disability } } },
  { candidate = { age = 20, ehcp = true, impairments = {} }, expect = { outcome = "not_eligible", unmet = { disability } } },
}

-- The age is asked first. Health is not asked of anybody who is out for their age.
test "what is missing is asked, health last" {
  rule = "project-search", as_of = "2024-06-01",
  { candidate = {}, expect = { outcome = "needs_information", ask = { "date_of_birth", "ehcp", "impairments" } } },
  { candidate = { age = 20, ehcp = true }, expect = { outcome = "needs_information", unknown = { disability }, ask = { "impairments" } } },
  { candidate = { age = 20, impairments = { "learning disability or difficulty" } },
    expect = { outcome = "needs_information", unknown = { plan }, ask = { "ehcp" } } },
  { candidate = { age = 26 }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = { age = 17 }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = { age = 20, ehcp = declined, impairments = declined }, expect = { outcome = "refer", ask = {} } },
}
