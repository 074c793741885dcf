-- The document: "134 women were supported into paid placements", "89 candidates obtained sustainable employment". Here `eligible`
-- says that somebody has come that far. How many completed the programme is not said, so that step is not counted here.

local document = "Working with the NHS Good Practice Case Studies, Tower Hamlets: "
local women    = "tower-hamlets/women-in-health-and-social-care"

programme "1-had-a-placement" {
  title    = "Had a paid placement",
  source   = document .. "134 women were supported into paid placements in either Business Administration or Health Care Assistants",
  eligible = any { label = "had a placement", enrolled_in(women), completed(women) },
}

programme "2-entered-work" {
  title    = "Entered work in the NHS",
  source   = document .. "89 candidates obtained sustainable employment within the NHS following their engagement on the programme",
  eligible = candidate.started_work_with:includes_any { "Barts Health NHS Trust", "East London NHS Foundation Trust" }
    :label "started work with an NHS trust",
}
