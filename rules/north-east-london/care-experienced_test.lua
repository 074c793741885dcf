-- "young people in North East London, those either in care or those who are care experienced"

local older = "counts as a young person at 25 or over: the document gives no age"

test "each of the eight councils, and one other" {
  rule = "care-experienced-pathway", as_of = "2021-06-01",
  { candidate = { borough = "Barking and Dagenham", care_experienced = true, date_of_birth = "2003-01-01" }, expect = "eligible" },
  { candidate = { borough = "City of London", care_experienced = true, date_of_birth = "2003-01-01" }, expect = "eligible" },
  { candidate = { borough = "Hackney", care_experienced = true, date_of_birth = "2003-01-01" }, expect = "eligible" },
  { candidate = { borough = "Havering", care_experienced = true, date_of_birth = "2003-01-01" }, expect = "eligible" },
  { candidate = { borough = "Newham", care_experienced = true, date_of_birth = "2003-01-01" }, expect = "eligible" },
  { candidate = { borough = "Redbridge", care_experienced = true, date_of_birth = "2003-01-01" }, expect = "eligible" },
  { candidate = { borough = "Tower Hamlets", care_experienced = true, date_of_birth = "2003-01-01" }, expect = "eligible" },
  { candidate = { borough = "Waltham Forest", care_experienced = true, date_of_birth = "2003-01-01" }, expect = "eligible" },
  { candidate = { borough = "Islington", care_experienced = true, date_of_birth = "2003-01-01" },
    expect = { outcome = "not_eligible", unmet = { "lives in north-east London" } } },
}

test "nobody is turned away for age: from 25 on a person decides" {
  rule = "care-experienced-pathway", as_of = "2021-06-01",
  { candidate = { borough = "Hackney", care_experienced = true, date_of_birth = "1996-06-02" },
    expect = { outcome = "eligible", offers = { "A pathway plan", "Support and training before a job", "Work experience" } } },
  { candidate = { borough = "Hackney", care_experienced = true, date_of_birth = "1996-06-01" },
    expect = { outcome = "refer", unknown = { older } } },
  { candidate = { borough = "Hackney", care_experienced = true, date_of_birth = "1960-01-01" }, expect = "refer" },
  { candidate = { borough = "Hackney", care_experienced = true },
    expect = { outcome = "needs_information", ask = { "date_of_birth" } } },
}

test "care is asked about last, and only of those whom it could help" {
  rule = "care-experienced-pathway", as_of = "2021-06-01",
  { candidate = { borough = "Hackney", care_experienced = false, date_of_birth = "2003-01-01" },
    expect = { outcome = "not_eligible", unmet = { "care experienced" } } },
  { candidate = { borough = "Hackney", date_of_birth = "2003-01-01" },
    expect = { outcome = "needs_information", ask = { "care_experienced" } } },
  { candidate = { borough = "Hackney", care_experienced = declined, date_of_birth = "2003-01-01" }, expect = "refer" },
  { candidate = { borough = "Islington" }, expect = { outcome = "not_eligible", ask = {} } },
}

-- "ring-fencing interviews and job opportunities for this group"
local ring_fenced = { reference = "V1", employer = "RQX", borough = "Hackney", held_for = { "care experienced" } }

test "a ring-fenced interview is promised to nobody, since nobody wrote down how many there are" {
  rule = "ring-fenced-interviews", as_of = "2021-06-01",
  { candidate = { borough = "Hackney", care_experienced = true, date_of_birth = "2003-01-01" }, vacancy = ring_fenced,
    expect = { outcome = "refer",
               unknown = { "one of the ring-fenced interviews is theirs: how many there are, and after which step, is not said" } } },
  { candidate = { borough = "Hackney", care_experienced = true, date_of_birth = "2003-01-01",
                  completed = { "care-experienced-pathway" } }, vacancy = ring_fenced, expect = "refer" },
  { candidate = { borough = "Hackney", care_experienced = false, date_of_birth = "2003-01-01" }, vacancy = ring_fenced,
    expect = { outcome = "not_guaranteed", unmet = { "care experienced" } } },
  { candidate = { borough = "Hackney", date_of_birth = "2003-01-01" }, vacancy = ring_fenced,
    expect = { outcome = "needs_information", ask = { "care_experienced" } } },
}

local young = { borough = "Hackney", care_experienced = true, date_of_birth = "2003-01-01" }

test "only vacancies in north-east London that are held for the group are covered" {
  rule = "ring-fenced-interviews", as_of = "2021-06-01",
  { candidate = young, vacancy = { borough = "Havering", held_for = { "Care experienced" } }, expect = "refer" },
  { candidate = young, vacancy = { borough = "Havering" }, expect = "not_covered" },
  { candidate = young, vacancy = { borough = "Havering", held_for = { "pre-employment programme" } }, expect = "not_covered" },
  { candidate = young, vacancy = { borough = "Islington", held_for = { "care experienced" } }, expect = "not_covered" },
  { candidate = young, vacancy = { held_for = { "care experienced" } }, expect = "unclear" },
}
