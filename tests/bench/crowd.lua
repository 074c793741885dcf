-- A crowd to match: lua crowd.lua people N, or lua crowd.lua jobs N; seeded, about what the packs in rules/ look at.

math.randomseed(7)
local random = math.random
local function pick(list) return list[random(#list)] end

local boroughs = { "Hackney", "Newham", "Tower Hamlets", "Islington", "Camden", "Southwark", "Somerset", "Oldham", "Birmingham", "Leeds" }
local groups = { "Additional Clinical Services", "Administrative and Clerical", "Estates and Ancillary" }
local programmes = { "none", "none", "none", "tower-hamlets/women-in-health-and-social-care", "northern-care-alliance/pre-employment" }
local employers = { "Barts Health NHS Trust", "Homerton Healthcare NHS Foundation Trust", "Moorfields Eye Hospital NHS Foundation Trust",
                    "Northern Care Alliance NHS Foundation Trust", "Somerset NHS Foundation Trust" }

-- One value in ten is missing.
local function maybe(value) return random(10) > 1 and value or "" end

local function row(...) print(table.concat({ ... }, ",")) end

if arg[1] == "people" then
  row("Client Ref", "D.O.B", "Borough", "Employment Status", "Sex", "English Level", "EHCP", "Care Leaver?", "Hours wanted", "Roles wanted",
      "Travel areas", "Referred by", "Date of Referral", "Programmes completed", "Enrolled in", "Passed")
  for i = 1, tonumber(arg[2]) do
    row(("C%05d"):format(i), maybe(("%d-%02d-%02d"):format(random(1960, 2009), random(12), random(28))), maybe(pick(boroughs)),
        maybe(pick { "Unemployed", "Employed", "At risk of redundancy" }), maybe(pick { "female", "male" }), maybe(pick { "E3", "L1", "L2" }),
        maybe(pick { "Y", "N" }), maybe(pick { "Y", "N" }), maybe(pick { "16-20", "16-37.5", "30", "37.5" }), maybe(pick(groups)),
        maybe(pick(boroughs) .. ";" .. pick(boroughs)), maybe(pick { "Islington Working", "Work coach", "Rapid Response" }),
        maybe(("2025-%02d-%02d"):format(random(9), random(28))), maybe(pick(programmes)), "none", maybe "none")
  end
else
  row("VACANCY_ID", "EMPLOYER_NAME", "JOB_TITLE", "STAFF_GROUP", "PAY_BAND", "Job borough", "Hours per week", "Closing date", "Held for")
  for i = 1, tonumber(arg[2]) do
    row(("V%04d"):format(i), pick(employers), pick { "Porter", "Healthcare Assistant (Bank)", "Administrator", "Ophthalmic Technician" },
        maybe(pick(groups)), pick { "Band 2", "Band 3", "Band 4" }, pick(boroughs), maybe(pick { "16", "20", "30", "37.5" }),
        ("2025-1%d-%02d"):format(random(0, 2), random(2, 28)),
        random(5) == 1 and pick { "women in health and social care", "pathway into health" } or "")
  end
end
