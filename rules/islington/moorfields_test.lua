-- Moorfields' ophthalmic technicians, 2022: the preparation and pre-screening, then the interview.

local technician = { reference = "V1", employer = "RP6", title = "Ophthalmic Technician" }
local trainee    = { reference = "V2", employer = "RP6", title = "Trainee ophthalmic technicians (Bank)" }
local clerk      = { reference = "V3", employer = "RP6", title = "Clinic Receptionist" }
local elsewhere  = { reference = "V4", employer = "RKE", title = "Ophthalmic Technician" }
local untitled   = { reference = "V5", employer = "RP6" }
local unnamed    = { reference = "V6", title = "Ophthalmic Technician" }
local porter     = { reference = "V7", title = "Porter" }
local referred   = "referred by Islington Working"

test "all Islington-referred candidates: the referral alone counts, not the home" {
  rule = "moorfields-technicians", as_of = "2022-06-01",
  { candidate = { borough = "Islington", referred_by = { "Islington Working" } }, vacancy = technician, expect = "guaranteed" },
  { candidate = { borough = "Camden", referred_by = { "Islington Working" } }, vacancy = technician, expect = "guaranteed" },
  { candidate = { referred_by = { "Jobcentre Plus", "Islington Working" } }, vacancy = technician, expect = "guaranteed" },
  { candidate = { borough = "Islington", referred_by = { "Jobcentre Plus" } }, vacancy = technician,
    expect = { outcome = "not_guaranteed", unmet = { referred } } },
  { candidate = { borough = "Islington", referred_by = {} }, vacancy = technician, expect = "not_guaranteed" },
  { candidate = { borough = "Islington" }, vacancy = technician, expect = { outcome = "needs_information", ask = { "referred_by" } } },
  { candidate = { borough = "Islington", referred_by = declined }, vacancy = technician,
    expect = { outcome = "refer", left_open = { referred } } },
}

test "the vacancies are Moorfields' for ophthalmic technicians, and no others" {
  rule = "moorfields-technicians", as_of = "2022-06-01",
  { candidate = { referred_by = { "Islington Working" } }, vacancy = trainee, expect = "guaranteed" },
  { candidate = { referred_by = { "Islington Working" } }, vacancy = clerk, expect = "not_covered" },
  { candidate = { referred_by = { "Islington Working" } }, vacancy = elsewhere, expect = "not_covered" },
  { candidate = { referred_by = { "Islington Working" } }, vacancy = untitled, expect = "unclear" },
  { candidate = { referred_by = { "Islington Working" } }, vacancy = unnamed, expect = "unclear" },
  { candidate = { referred_by = { "Islington Working" } }, vacancy = porter, expect = "not_covered" },
}

local screen = "likely to pass the initial assessment, whose content is unstated"

test "the preparation: a person says who is likely to pass an assessment that nobody wrote down" {
  rule = "moorfields-preparation", as_of = "2022-06-01",
  { candidate = { borough = "Islington" },
    expect = { outcome = "refer", left_open = { screen }, offers = { "Help to prepare a CV", "Help with interview techniques" } } },
  { candidate = { borough = "Camden", referred_by = { "Islington Working" } },
    expect = { outcome = "not_eligible", unmet = { "lives in Islington" } } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough" }, left_open = { screen } } },
}

local runs = { ["2021-12-31"] = false, ["2022-01-01"] = true, ["2022-12-31"] = true, ["2023-01-01"] = false }
for day, running in pairs(runs) do
  test("the interview on " .. day) {
    rule = "moorfields-technicians", as_of = day,
    { candidate = { referred_by = { "Islington Working" } }, vacancy = technician,
      expect = running and "guaranteed" or "not_running" },
  }
  test("the preparation on " .. day) {
    rule = "moorfields-preparation", as_of = day,
    { candidate = { borough = "Islington" }, expect = running and "refer" or "not_running" },
  }
end
