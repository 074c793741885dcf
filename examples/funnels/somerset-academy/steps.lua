-- The slide: "Attrition rate; 79 SWAP starts, 56 moving to employment+ 12 pilot admin programme". Here `eligible` says that
-- somebody has come that far. Whether the 12 were among the 79 is not said, and its other figures ("56 students open to SWAP,
-- 18 progressed", 33, 37) do not fit these: they are not counted here.

local document = "Inclusive recruitment, webinar of 14 July 2021, Somerset Integrated Care System: "
local academy  = "somerset/sector-based-work-academy"

programme "1-started" {
  title    = "Started the academy",
  source   = document .. "79 SWAP starts",
  eligible = any { label = "started the academy", enrolled_in(academy), completed(academy) },
}

programme "2-entered-work" {
  title    = "Moved to employment",
  source   = document .. "56 moving to employment",
  eligible = (~candidate.started_work_with:includes_only {}):label "started work with an employer",
}
