local advice     = "Careers advice from a career ambassador"
local role_model = "A role model from your own community"
local placement  = "Work experience with a host"

test "schools and colleges get advice, and a placement is for a person to decide" {
  rule = "career-ambassadors", as_of = "2021-07-14",
  { candidate = { borough = "Bury", in_education = true }, expect = { offers = { advice, role_model } } },
  { candidate = { borough = "Bury", in_education = false }, expect = { offers = { role_model }, not_offered = { advice } } },
  { candidate = { borough = "Bury" }, expect = { offers = { role_model }, ask = { "in_education" } } },
  { candidate = { borough = "Leeds", in_education = true },
    expect = { offers = {}, not_offered = { advice, role_model, placement } } },
  { candidate = { in_education = false }, expect = { offers = {}, not_offered = { advice }, ask = { "borough" } } },
}
