test "the local Jobcentre Plus chose who came" {
  rule = "vaccination-centre-preparation", as_of = "2021-03-01",
  { candidate = { borough = "elsewhere", referred_by = { "Jobcentre Plus" } },
    expect = { outcome = "refer", unknown = { "lives in Lancashire or South Cumbria" } } },
  { candidate = { borough = "elsewhere", referred_by = { "JCP" } }, expect = "refer" },
  { candidate = { borough = "elsewhere", referred_by = { "College", "jobcentre plus" } }, expect = "refer" },
  { candidate = { borough = "elsewhere", referred_by = { "College" } },
    expect = { outcome = "not_eligible", unmet = { "referred by Jobcentre Plus" } } },
  { candidate = { borough = "elsewhere", referred_by = {} }, expect = "not_eligible" },
  { candidate = { borough = "Leeds", referred_by = { "Jobcentre Plus" } }, expect = "not_eligible" },
}

test "what is missing is asked for" {
  rule = "vaccination-centre-preparation", as_of = "2021-03-01",
  { candidate = { borough = "elsewhere" }, expect = { outcome = "needs_information", ask = { "referred_by" } } },
  { candidate = { referred_by = { "Jobcentre Plus" } }, expect = { outcome = "needs_information", ask = { "borough" } } },
  { candidate = { borough = "elsewhere", referred_by = declined }, expect = "refer" },
}

-- Lists call the Jobcentre by several names.
for _, name in ipairs { "Jobcentre Plus", "Jobcentre", "Job Centre Plus", "Job Centre", "JCP", "DWP", "Work coach" } do
  test("sent by the Jobcentre, as a list may write it: " .. name) {
    rule = "vaccination-centre-preparation", as_of = "2021-03-01",
    { candidate = { borough = "elsewhere", referred_by = { name } },
      expect = { outcome = "refer", left_open = { "lives in Lancashire or South Cumbria" },
                 offers = { "A streamlined recruitment process that looks at values" } } },
  }
end
