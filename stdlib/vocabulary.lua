-- The standard vocabulary: what schemes say about people, made of fields and operators alone.
--
-- Each function gives a criterion with a label in plain English. A pack reads what its functions read: the fields are named
-- in the comment above each, and stand in the pack's `reads`.

-- The standard library's own view: a pack's field of the same name does not change what these words mean.
local candidate, vacancy = candidate, vacancy

-- ── Words ────────────────────────────────────────────────────────────────────────────────────────

-- "Hackney", or "Hackney, Newham or Tower Hamlets"
local function either(names)
  if #names == 1 then return names[1] end
  return table.concat(names, ", ", 1, #names - 1) .. " or " .. names[#names]
end

local function count(n, unit)
  return n .. " " .. unit .. (n == 1 and "" or "s")
end

-- "12 months", "1 year and 6 months"
local function duration(time)
  local parts = {}
  for _, unit in ipairs { "year", "month", "week", "day" } do
    local n = time[unit .. "s"]
    if n then parts[#parts + 1] = count(n, unit) end
  end
  return table.concat(parts, " and ")
end

local function list(value)
  if type(value) == "table" then return value end
  return { value }
end

-- "aged 16", "aged 16 to 29", "aged 16 or over"
local function ages(from, to)
  if not to then return "aged " .. from .. " or over" end
  return from == to and "aged " .. from or "aged " .. from .. " to " .. to
end

local months = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                 "December" }

-- ── Age ──────────────────────────────────────────────────────────────────────────────────────────

-- aged(16, 29): from the 16th birthday to the day before the 30th; aged(16): 16 or over. Reads age.
-- aged(16, 18, { on = "08-31" }): the age on the last 31 August, today included (before a school year begins). Reads date_of_birth.
function aged(from, to, how)
  if type(to) == "table" then how, to = to, nil end
  if how then
    local reaches = candidate.date_of_birth:aged_on(from, to or 199, how.on)
    local day = tonumber(string.sub(how.on, 4)) .. " " .. months[tonumber(string.sub(how.on, 1, 2))]
    return reaches:label(ages(from, to) .. " on the last " .. day)
  end
  local reaches = to and candidate.age:between(from, to) or candidate.age:at_least(from)
  return reaches:label(ages(from, to))
end

-- under(25): not yet 25. Reads age.
function under(age)
  return candidate.age:less_than(age):label("under " .. age)
end

-- ── Place ────────────────────────────────────────────────────────────────────────────────────────

-- resident_in "Hackney", resident_in { "Hackney", "Newham" }: lives there. Reads borough.
function resident_in(places)
  local lives = candidate.borough:one_of(list(places))
  return lives:label("lives in " .. either(list(places)))
end

-- in_most_deprived { tenths = 2 }: lives in an area among that many most deprived tenths of England, by the indices that held on
-- the day of the run. Reads imd_decile.
function in_most_deprived(how)
  local words = how.tenths == 1 and "tenth" or how.tenths .. " tenths"
  return candidate.imd_decile:at_most(how.tenths):label("lives in the most deprived " .. words .. " of areas")
end

-- ── Work and benefits ────────────────────────────────────────────────────────────────────────────

-- unemployed(): out of work and looking for it. Reads employment.
function unemployed()
  return candidate.employment:is("unemployed"):label("unemployed")
end

-- unemployed_for { months = 12 }: unemployed, and without paid work for that long or longer. Reads employment, unemployed_since.
function unemployed_for(time)
  local long = candidate.unemployed_since:for_at_least(time):label("out of work for at least " .. duration(time))
  return all { label = "unemployed for at least " .. duration(time), unemployed(), long }
end

-- underemployed(): in work, for fewer hours a week than wanted. Reads employment, hours_now, hours_wanted.
function underemployed()
  return all {
    label = "underemployed",
    candidate.employment:one_of { "employed", "self-employed" }:label("in work"),
    candidate.hours_now:less_than(candidate.hours_wanted):label("works fewer hours than wanted"),
  }
end

-- at_risk_of_redundancy(): in work, under notice of redundancy. Reads employment.
function at_risk_of_redundancy()
  return candidate.employment:is("at risk of redundancy"):label("at risk of redundancy")
end

-- made_redundant_by { "Oscar Mayer", "Debenhams" }: by one of these, or under notice from it. Reads redundancy_employer.
function made_redundant_by(employers)
  local redundant = candidate.redundancy_employer:one_of(list(employers))
  return redundant:label("made redundant by " .. either(list(employers)))
end

-- What the short names of the field `benefits` stand for.
local benefits = {
  UC = "Universal Credit", JSA = "Jobseeker's Allowance", ESA = "Employment and Support Allowance", IS = "Income Support",
  PIP = "Personal Independence Payment", DLA = "Disability Living Allowance", CA = "Carer's Allowance", HB = "Housing Benefit",
  CTS = "Council Tax Support", CB = "Child Benefit", PC = "Pension Credit", AA = "Attendance Allowance", WTC = "Working Tax Credit",
  CTC = "Child Tax Credit",
}

-- on_benefit { "UC", "JSA" }: gets at least one of these; on_benefit(): gets any at all. Reads benefits.
function on_benefit(names)
  if names == nil then return none { label = "on a benefit", candidate.benefits:includes_only {} } end
  local gets, full = candidate.benefits:includes_any(list(names)), {}
  for i, name in ipairs(list(names)) do full[i] = benefits[name] or name end
  return gets:label("on " .. either(full))
end

-- ── Skills ───────────────────────────────────────────────────────────────────────────────────────

local level_names = { E1 = "Entry 1", E2 = "Entry 2", E3 = "Entry 3", L1 = "Level 1", L2 = "Level 2" }

-- "Entry 3 or above"
local function or_above(level)
  return (level_names[level] or level) .. " or above"
end

-- english_at_least "L1": has that level of English or a higher one. Reads english.
function english_at_least(level)
  local reaches = candidate.english:at_least(level)
  return reaches:label("English at " .. or_above(level))
end

-- esol_at_least "E3": has that level of ESOL or a higher one. Reads esol.
function esol_at_least(level)
  local reaches = candidate.esol:at_least(level)
  return reaches:label("English for speakers of other languages (ESOL) at " .. or_above(level))
end

-- maths_at_least "L1": has that level of maths or a higher one. Reads maths.
function maths_at_least(level)
  local reaches = candidate.maths:at_least(level)
  return reaches:label("maths at " .. or_above(level))
end

-- passed "initial assessment": has passed the test of that name. Reads passed.
function passed(test)
  local has = candidate.passed:includes(test)
  return has:label("passed " .. test)
end

-- ── Programmes and referrals ─────────────────────────────────────────────────────────────────────

-- completed "wihsc": has finished this pack's programme; completed "tower-hamlets/wihsc": another pack's. Reads completed.
function completed(programme)
  local has = candidate.completed:includes(programme)
  return has:label("completed " .. programme)
end

-- enrolled_in "wihsc": is on that programme now. Reads enrolled_in.
function enrolled_in(programme)
  local is = candidate.enrolled_in:includes(programme)
  return is:label("on " .. programme)
end

-- enrolled_in_any(): is on any programme; enrolled_in_any { funded = true }: on a funded one. Reads enrolled_in or, with funded, funded_programme.
function enrolled_in_any(how)
  if how == nil then
    return none { label = "on a programme", candidate.enrolled_in:includes_only {} }
  end
  local words = how.funded and "on a funded programme" or "not on a funded programme"
  return candidate.funded_programme:is(how.funded):label(words)
end

-- referred_by "Islington Working": that organisation or person sent the candidate. Reads referred_by.
function referred_by(referrer)
  local sent = candidate.referred_by:includes_any(list(referrer))
  return sent:label("referred by " .. either(list(referrer)))
end

-- ── Circumstances ────────────────────────────────────────────────────────────────────────────────

-- has_ehcp(): has an education, health and care plan. Reads ehcp.
function has_ehcp()
  return candidate.ehcp:is(true):label("with an education, health and care plan")
end

-- care_experienced(): is or was in care. Reads care_experienced.
function care_experienced()
  return candidate.care_experienced:is(true):label("care experienced")
end

-- homeless(): is homeless, or in temporary accommodation. Reads homeless.
function homeless()
  return candidate.homeless:is(true):label("homeless")
end

-- carer(): looks after somebody who could not manage alone, young carers included. Reads carer, young_carer.
function carer()
  return any { label = "carer", candidate.carer:is(true), candidate.young_carer:is(true):label("young carer") }
end

-- The groups that in_group knows, and what each of them means.
local groups = {
  ["carers, including young carers"] = carer,
  ["Black, Caribbean or African heritage"] = function()
    return candidate.ethnicity:one_of { "Caribbean", "African", "Any other Black, Black British, or Caribbean background",
                                        "White and Black Caribbean", "White and Black African" }
  end,
  ["migrant, refugee or asylum seeker"] = function()
    return candidate.migration_status:is_not "British or Irish citizen"
  end,
  ["deaf and hard of hearing"] = function() return candidate.deaf:is(true) end,
  ["neurodivergent"] = function() return candidate.neurodivergent:is(true) end,
}

-- in_group "deaf and hard of hearing": belongs to one of the groups of the widening-participation work in south-east London:
-- "carers, including young carers" (reads carer, young_carer), "Black, Caribbean or African heritage" (ethnicity),
-- "migrant, refugee or asylum seeker" (migration_status), "deaf and hard of hearing" (deaf), "neurodivergent" (neurodivergent).
function in_group(name)
  return choice("group", groups, name)():label(name)
end

-- ── The vacancy ──────────────────────────────────────────────────────────────────────────────────

-- meets_essential { english = english_at_least "L1" }: meets every essential criterion on the vacancy's row, by its code. A code
-- that the table lacks, or a row without codes, is for a person to judge. Reads the vacancy's essential, and what the criteria read.
function meets_essential(criteria)
  local codes, parts = {}, { label = "meets the essential criteria" }
  for code, criterion in pairs(criteria) do
    codes[#codes + 1] = code
    parts[#parts + 1] = any { label = "meets the essential criterion '" .. code .. "'",
                              ~vacancy.essential:includes(code), criterion }
  end
  parts[#parts + 1] = vacancy.essential:includes_only(codes) | judgement "meets the vacancy's other essential criteria"
  parts[#parts + 1] = ~vacancy.essential:includes_only {} | judgement "meets the essential criteria, which the vacancy does not list"
  return all(parts)
end

-- ── What each word takes ─────────────────────────────────────────────────────────────────────────

-- Whatever else a word is given is refused, with this example; to one that takes nothing, with what to write instead.
words {
  { "aged", "ages", "aged(16), aged(16, 29) or aged(16, 18, { on = \"08-31\" })" },
  { "under", "age", "under(25)" },
  { "resident_in", "texts", 'resident_in "Hackney" or resident_in { "Hackney", "Newham" }' },
  { "in_most_deprived", "tenths", "in_most_deprived { tenths = 2 }" },
  { "unemployed", "nothing", "for how long is unemployed_for { months = 12 }" },
  { "unemployed_for", "time", "unemployed_for { months = 12 }" },
  { "underemployed", "nothing", "write underemployed()" },
  { "at_risk_of_redundancy", "nothing", "write at_risk_of_redundancy(); by whom is made_redundant_by \"…\"" },
  { "made_redundant_by", "texts", 'made_redundant_by { "Oscar Mayer", "Debenhams" }' },
  { "on_benefit", "texts or nothing", 'on_benefit { "UC", "JSA" }' },
  { "english_at_least", "text", 'english_at_least "L1"' },
  { "esol_at_least", "text", 'esol_at_least "E3"' },
  { "maths_at_least", "text", 'maths_at_least "L1"' },
  { "passed", "text", 'passed "initial assessment"' },
  { "completed", "text", 'completed "first-step"' },
  { "enrolled_in", "text", 'enrolled_in "first-step"' },
  { "enrolled_in_any", "funded or nothing", "enrolled_in_any { funded = true }" },
  { "referred_by", "texts", 'referred_by "Greenwich Works"' },
  { "has_ehcp", "nothing", "write has_ehcp()" },
  { "care_experienced", "nothing", "write care_experienced()" },
  { "homeless", "nothing", "write homeless()" },
  { "carer", "nothing", "write carer(); young carers are among them, and candidate.young_carer is they alone" },
  { "in_group", "text", 'in_group "deaf and hard of hearing"' },
  { "meets_essential", "codes", 'meets_essential { english = english_at_least "L1" }' },
}
