-- Tests of the two national schemes: "berth test examples/riverside-hospital" runs them.

local clerk  = { reference = "J1", employer = "Riverside Hospital", title = "Ward clerk", essential = { "english", "maths" } }
local porter = { reference = "J2", employer = "Riverside Hospital", title = "Porter", essential = { "english" } }
local carer  = { reference = "J3", employer = "Riverside Hospital", title = "Support worker", essential = { "english", "care" } }
local blank  = { reference = "J4", employer = "Riverside Hospital", title = "Ward clerk" }
local other  = { reference = "J5", employer = "Another Trust", title = "Ward clerk", essential = { "english" } }

test "a disabled applicant who meets the criteria" {
  rule = "disability-confident", as_of = "2025-10-01",
  { candidate = { disabled = true, english = "L1", maths = "L1" }, vacancy = clerk, expect = "guaranteed" },
  { candidate = { disabled = true, english = "E3", maths = "L1" }, vacancy = clerk,
    expect = { outcome = "not_guaranteed", unmet = { "meets the essential criteria" } } },
  { candidate = { disabled = true, maths = "L1" }, vacancy = clerk, expect = { outcome = "needs_information", ask = { "english" } } },
  { candidate = { disabled = true, english = "L1", maths = "L1" }, vacancy = other, expect = "not_covered" },
}

test "opting in is for the person to do: nobody is asked" {
  rule = "disability-confident", as_of = "2025-10-01",
  { candidate = { english = "L2", maths = "L2" }, vacancy = clerk,
    expect = { outcome = "not_guaranteed", unmet = { "has said that they are disabled" }, ask = {} } },
  { candidate = { disabled = declined, english = "L2", maths = "L2" }, vacancy = clerk, expect = { outcome = "not_guaranteed", ask = {} } },
  { candidate = { disabled = false, english = "L2", maths = "L2" }, vacancy = clerk, expect = { outcome = "not_guaranteed", ask = {} } },
}

test "what the pack can't tell is for a person" {
  rule = "disability-confident", as_of = "2025-10-01",
  { candidate = { disabled = true, english = "L1", maths = "L1" }, vacancy = carer,
    expect = { outcome = "refer", left_open = { "meets the vacancy's other essential criteria" } } },
  { candidate = { disabled = true, english = "L1", maths = "L1" }, vacancy = porter,
    expect = { outcome = "refer", left_open = { "can be interviewed like every disabled applicant, though this vacancy has very many applicants" } } },
  { candidate = { disabled = true, english = "E3", maths = "L1" }, vacancy = porter, expect = "not_guaranteed" },
  { candidate = { disabled = true, english = "L1", maths = "L1" }, vacancy = blank, expect = "refer" },
}

test "care leavers from 16 to 25" {
  rule = "care-leavers", as_of = "2025-10-01",
  { candidate = { care_experienced = true, age = 15, english = "L1", maths = "L1" }, vacancy = clerk,
    expect = { outcome = "not_guaranteed", unmet = { "aged 16 to 25" } } },
  { candidate = { care_experienced = true, age = 16, english = "L1", maths = "L1" }, vacancy = clerk, expect = "guaranteed" },
  { candidate = { care_experienced = true, age = 25, english = "L1", maths = "L1" }, vacancy = clerk, expect = "guaranteed" },
  { candidate = { care_experienced = true, age = 26, english = "L1", maths = "L1" }, vacancy = clerk,
    expect = { outcome = "not_guaranteed", unmet = { "aged 16 to 25" } } },
  { candidate = { age = 20, english = "L1", maths = "L1" }, vacancy = clerk,
    expect = { outcome = "not_guaranteed", unmet = { "has said that they are care experienced" }, ask = {} } },
}
