-- The check functions of bench-checks, called in a loop over ready-made tables of the first COUNT people:
--   lua5.4 plain.lua LIST.csv COUNT
-- Prints how many calls there were, the seconds that they took, and for each function how often it returned true.

dofile((arg[0]:gsub("plain%.lua$", "bench-checks/functions.lua")))

local checks = {
  { suits_the_shift, "hours_wanted", "borough", met = 0 },
  { referred_soon_after, "unemployed_since", "referred_on", met = 0 },
  { on_one_benefit, "benefits", "english", met = 0 },
}
local chunk, rounds = 4000, 3 -- as many tables at a time as a batch of berth's holds
local columns = { "reference", "date_of_birth", "borough", "employment", "unemployed_since", "english", "benefits",
                  "care_experienced", "hours_wanted", "right_to_work", "referred_on" }
local calls, seconds = 0, 0.0

local function date(cell)
  return cell and cell:gsub("(%d+)/(%d+)/(%d+)", "%3-%2-%1")
end

local function list(cell)
  local members = cell and {}
  for member in (cell or ""):gmatch "%w+" do
    if member ~= "none" then members[#members + 1] = member end
  end
  if members then table.sort(members) end
  return members
end

local function record(line)
  local c, i = {}, 0
  for cell in (line .. ","):gmatch "([^,]*)," do
    i = i + 1
    c[columns[i]] = cell ~= "" and cell or nil
  end
  c.unemployed_since, c.referred_on = date(c.unemployed_since), date(c.referred_on)
  c.hours_wanted, c.benefits = tonumber(c.hours_wanted), list(c.benefits)
  return c
end

local function count(check, records)
  local met = 0
  for i = 1, #records do
    if check(records[i]) == true then met = met + 1 end
  end
  return met
end

-- Those of whom both values are known, as a check demands.
local function known(records, check)
  local some = {}
  for _, c in ipairs(records) do
    if c[check[2]] ~= nil and c[check[3]] ~= nil then some[#some + 1] = c end
  end
  return some
end

local function measure(records)
  for _, check in ipairs(checks) do
    local some, best, met = known(records, check), math.huge, 0
    for _ = 1, rounds do
      collectgarbage()
      local began = os.clock()
      met = count(check[1], some)
      best = math.min(best, os.clock() - began)
    end
    calls, seconds, check.met = calls + #some, seconds + best, check.met + met
  end
end

local lines = io.lines(arg[1])
lines() -- the headings
for _ = 1, tonumber(arg[2]) // chunk do
  local records = {}
  for i = 1, chunk do records[i] = record(lines()) end
  measure(records)
end
print(string.format("%d %.4f %d %d %d", calls, seconds, checks[1].met, checks[2].met, checks[3].met))
