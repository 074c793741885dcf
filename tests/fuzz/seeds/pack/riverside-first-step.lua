-- First Step: a course of 16 hours a week for people who are out of work or work few hours.

-- A field of our own. `column` has the headings that a list may use for it, and `ask` is the question when it is missing.
field "other_hours" {
  type = "integer",
  label = "hours a week of study and other commitments",
  ask = "How many hours a week do study and other commitments take?",
  column = { "Other hours", "Hours already taken" },
}

-- A criterion can have a name. "&" is and, "|" is or, "~" is not. Each part is met, unmet or not known.
local out_of_work   = unemployed()
local few_hours     = candidate.hours_now:at_most(8):label "works at most 8 hours a week"
local speaks_enough = english_at_least "E3"

-- What the words above can't say, a function can. It gets the values that it names (all of them known) and gives true or false.
local has_time = check("has 16 hours a week left for the course", { reads = { "hours_now", "other_hours" } }, function(c)
  return c.hours_now + c.other_hours + 16 <= 40
end)

programme "first-step" {
  title  = "First Step",

  -- The words of your scheme that the rule implements: the reader of a decision will see them.
  source = "First Step leaflet: for Greenwich residents out of work or working up to 8 hours a week, with English at Entry 3, " ..
           "who can spare 16 hours a week",

  eligible = all {
    resident_in "Greenwich",
    any { label = "out of work or in few hours", out_of_work, few_hours },
    speaks_enough,
    has_time,
    -- What only a person can decide stays with a person.
    judgement "is ready for a course in a group",
  },

  stages = {
    stage "Welcome meeting",
    stage "Course" { weeks = 6, hours = 16 },
  },

  -- Support that comes with the programme. Without `when` it is for everyone on it.
  support = {
    offer "Travel costs" { stage = "Course", by = "the council", when = out_of_work },
  },

  -- True of everyone who finishes; another rule can ask for `completed "first-step"`.
  gives = { completed = "first-step" },
}
