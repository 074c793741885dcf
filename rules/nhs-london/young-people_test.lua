-- What employers in London do for young people.

local function student(birthday)
  return { date_of_birth = birthday, on_t_level = true }
end

test "T Level placements: 15 is out, 16 and 18 are in, 19 is out" {
  rule = "t-level-placements", as_of = "2022-10-01",
  { candidate = student "2006-10-02", expect = { outcome = "not_eligible", unmet = { "aged 16 to 18" } } },
  { candidate = student "2006-10-01", expect = "eligible" },
  { candidate = student "2003-10-02", expect = "eligible" },
  { candidate = student "2003-10-01", expect = { outcome = "not_eligible", unmet = { "aged 16 to 18" } } },
}

test "T Level placements: for people on a T Level course" {
  rule = "t-level-placements", as_of = "2022-10-01",
  { candidate = { age = 17, on_t_level = false }, expect = { outcome = "not_eligible", unmet = { "on a T Level course" } } },
  { candidate = { age = 17 }, expect = { outcome = "needs_information", unknown = { "on a T Level course" }, ask = { "on_t_level" } } },
  { candidate = { on_t_level = true }, expect = { outcome = "needs_information", ask = { "date_of_birth" } } },
  { candidate = { age = 19 }, expect = { outcome = "not_eligible", ask = {} } },
  { candidate = {}, expect = { outcome = "needs_information", ask = { "date_of_birth", "on_t_level" } } },
}

-- "The financial year 2022-23".
for day, outcome in pairs { ["2022-03-31"] = "not_running", ["2022-04-01"] = "eligible", ["2023-03-31"] = "eligible",
                            ["2023-04-01"] = "not_running" } do
  test("T Level placements on " .. day) {
    rule = "t-level-placements", as_of = day,
    { candidate = { age = 17, on_t_level = true }, expect = outcome },
  }
end

local young = "is a young person, for which the document gives no age"

-- What is open in each of the others. Neither age, ethnicity nor a plan settles it.
local open = {
  ["work-experience"]       = "has a diverse background, which the document does not define",
  ["entry-level-roles"]     = "has a disadvantaged background, which the document does not define",
  ["supported-internships"] = "may have a supported internship, for which the document names no conditions",
}

for rule, what in pairs(open) do
  test(rule .. ": a person decides who is young and who is meant") {
    rule = rule, as_of = "2024-06-01",
    { candidate = {}, expect = { outcome = "refer", left_open = { young, what }, ask = {} } },
    { candidate = { age = 17, ethnicity = "African", ehcp = true, borough = "Newham" },
      expect = { outcome = "refer", left_open = { young, what } } },
    { candidate = { age = 60, ethnicity = "Irish", ehcp = false }, expect = { outcome = "refer", left_open = { young, what } } },
  }
end
