-- I Can: "unemployed Birmingham residents", and a guarantee of which the document does not say when it is due.

test "unemployed Birmingham residents are in" {
  rule = "i-can", as_of = "2024-06-01",
  { candidate = { borough = "Birmingham", employment = "unemployed" },
    expect = { outcome = "eligible", met = { "lives in Birmingham", "unemployed" },
               offers = { "Training to learn about the role and the jobs that there are",
                          "Support with the application and the interview", "Support during the training",
                          "Support after appointment" } } },
  { candidate = { borough = "Birmingham", employment = "employed" }, expect = { outcome = "not_eligible", unmet = { "unemployed" } } },
  { candidate = { borough = "Birmingham", employment = "at risk of redundancy" }, expect = "not_eligible" },
  -- Led by Birmingham and Solihull, and for Birmingham's residents.
  { candidate = { borough = "Solihull", employment = "unemployed" },
    expect = { outcome = "not_eligible", unmet = { "lives in Birmingham" } } },
}

test "what is missing is asked, of who may be in reach" {
  rule = "i-can", as_of = "2024-06-01",
  { candidate = {}, expect = { outcome = "needs_information", ask = { "borough", "employment" } } },
  { candidate = { borough = "Birmingham" }, expect = { outcome = "needs_information", ask = { "employment" } } },
  { candidate = { borough = "Leeds" }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = { borough = "Birmingham", employment = declined }, expect = { outcome = "refer", ask = {} } },
}

local due  = "the interview is due by now, though no step is named for it"
local meant = "the job is entry level, in the area that is meant"
local job  = { title = "Receptionist", borough = "Birmingham" }

test "nobody is promised an interview, before, on or after the programme" {
  rule = "i-can-interview", as_of = "2024-06-01",
  { candidate = { enrolled_in = { "i-can" }, completed = {} }, vacancy = job,
    expect = { outcome = "refer", left_open = { due, meant }, ask = {} } },
  { candidate = { completed = { "i-can" } }, vacancy = job, expect = { outcome = "refer", left_open = { due, meant } } },
  { candidate = { enrolled_in = {}, completed = {}, borough = "Birmingham", employment = "unemployed" }, vacancy = job,
    expect = { outcome = "not_guaranteed", unmet = { "on I Can, or finished it" } } },
  { candidate = {}, vacancy = job, expect = { outcome = "needs_information", ask = { "completed", "enrolled_in" } } },
}

test "jobs in the area are meant, and others are not" {
  rule = "i-can-interview", as_of = "2024-06-01",
  { candidate = { completed = { "i-can" } }, vacancy = { title = "Porter", borough = "Solihull" }, expect = "refer" },
  { candidate = { completed = { "i-can" } }, vacancy = { title = "Porter", borough = "Sandwell" }, expect = "not_covered" },
  { candidate = { completed = { "i-can" } }, vacancy = { title = "Porter" }, expect = "unclear" },
}
