-- The oracle of `berth match`: what it says that finishing programmes opens is what `berth eval` says of a list
-- in which the programmes stand as completed.
--
--   lua oracle.lua SEED ROUNDS: makes random packs (chains, cycles, diamonds, joins, places) and lists, and
--   compares every way of every person, and that no way of one or two programmes is missing.

local seed, rounds = tonumber(arg[1]), tonumber(arg[2])
math.randomseed(seed)
local random = math.random
local day = "2026-06-01"

local function pick(list) return list[random(#list)] end
local function chance(percent) return random(100) <= percent end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local function run(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read "a"
  local good = pipe:close()
  assert(good, "failed: " .. command)
  return text
end

-- ── JSON, as much of it as berth writes ──────────────────────────────────────────────────────────

local function decode(text)
  local at = 1
  local value
  local function space() at = text:find("%S", at) end
  local function string_()
    local from = at + 1
    at = from
    while text:sub(at, at) ~= '"' do at = at + (text:sub(at, at) == "\\" and 2 or 1) end
    at = at + 1
    return (text:sub(from, at - 2):gsub("\\(.)", "%1"))
  end
  local function list(close, item)
    local result = {}
    at = at + 1
    space()
    while text:sub(at, at) ~= close do
      item(result)
      space()
      if text:sub(at, at) == "," then at = at + 1 end
      space()
    end
    at = at + 1
    return result
  end
  function value()
    space()
    local c = text:sub(at, at)
    if c == '"' then return string_() end
    if c == "[" then return list("]", function(r) r[#r + 1] = value() end) end
    if c == "{" then
      return list("}", function(r)
        local key = string_()
        at = text:find(":", at, true) + 1
        r[key] = value()
      end)
    end
    local word = text:match("^[%w.+-]+", at)
    at = at + #word
    if word == "true" then return true end
    if word == "false" or word == "null" then return false end
    return tonumber(word)
  end
  return value()
end

-- ── Random packs and people ──────────────────────────────────────────────────────────────────────

local boroughs = { "Hackney", "Newham" }

-- A criterion about what has been completed and passed, and about where somebody lives.
local function criterion(names, depth)
  local kind = random(10)
  if depth == 0 or kind <= 5 then
    local leaf = random(9)
    if leaf <= 4 then return ('completed "%s"'):format(pick(names)) end
    if leaf == 5 then return ('passed "%s"'):format(pick { "maths", "screen" }) end
    if leaf == 6 then return ('resident_in "%s"'):format(pick(boroughs)) end
    if leaf == 7 then return "unemployed()" end
    if leaf == 8 then
      return ('check("has finished %d", { reads = { "completed" } }, function(c) return #c.completed >= %d end)'):format(depth + 1, depth + 1)
    end
    return ('candidate.completed:includes_all { "%s", "%s" }'):format(pick(names), pick(names))
  end
  local a, b = criterion(names, depth - 1), criterion(names, depth - 1)
  if kind <= 7 then return ("(%s & %s)"):format(a, b) end
  if kind <= 9 then return ("(%s | %s)"):format(a, b) end
  return "~(" .. a .. ")"
end

local function make_pack(places)
  local names, lines = {}, {}
  for i = 1, random(3, 7) do names[i] = "p" .. i end
  for i, name in ipairs(names) do
    local eligible = chance(35) and ('resident_in "%s"'):format(pick(boroughs)) or criterion(names, 2)
    if chance(15) then eligible = eligible .. ' & judgement "keen"' end
    local gives = ('completed = "%s"'):format(name)
    if chance(25) then gives = gives .. (', passed = "%s"'):format(pick { "maths", "screen" }) end
    local limit = places and chance(40)
      and (", places = %d%s"):format(random(3), chance(60) and (', order_by = { %s }'):format(criterion(names, 1)) or "") or ""
    lines[#lines + 1] = ("programme %q { eligible = %s, gives = { %s }%s }"):format(name, eligible, gives, limit)
    names[i] = name
  end
  for i = 1, random(3) do
    local limit = places and chance(50) and (", places%s = %d"):format(chance(50) and "_each" or "", random(2)) or ""
    local near = chance(50) and " & vacancy.borough:is(candidate.borough)" or ""
    local covers = chance(60) and (', vacancies = vacancy.borough:is "%s"'):format(pick(boroughs)) or ""
    lines[#lines + 1] = ('guaranteed_interview "i%d" { who = (%s)%s%s%s }'):format(i, criterion(names, 2), near, covers, limit)
  end
  run "rm -rf pack && mkdir pack"
  write("pack/pack.lua", 'pack { organisation = "Random Council", language = 1, '
    .. 'reads = { "completed", "passed", "borough", "employment", "enrolled_in" } }\n')
  write("pack/rules.lua", table.concat(lines, "\n") .. "\n")
  return names
end

local function some(list, percent)
  local chosen = {}
  for _, item in ipairs(list) do if chance(percent) then chosen[#chosen + 1] = item end end
  return chosen
end

local function make_people(names, count)
  local people = {}
  for i = 1, count do
    people[i] = {
      id = "C" .. i, borough = chance(90) and pick(boroughs) or "", work = chance(90) and pick { "Unemployed", "Employed" } or "",
      completed = some(names, 12), passed = some({ "maths", "screen" }, 15), enrolled = some(names, 8),
    }
  end
  return people
end

local function cell(names, prefix)
  if #names == 0 then return "none" end
  local ids = {}
  for i, name in ipairs(names) do ids[i] = prefix .. name end
  return table.concat(ids, ";")
end

local function write_people(path, people)
  local lines = { "Ref,Borough,Employment Status,Programmes completed,Passed,Enrolled in" }
  for _, p in ipairs(people) do
    lines[#lines + 1] = table.concat({ p.id, p.borough, p.work, cell(p.completed, "pack/"), cell(p.passed, ""),
                                       cell(p.enrolled, "pack/") }, ",")
  end
  write(path, table.concat(lines, "\n") .. "\n")
end

-- "rule" or "rule@vacancy" → outcome, for each person.
local function evaluate(people)
  write_people("edited.csv", people)
  local outcomes = {}
  local text = run("berth eval --rules pack --in edited.csv jobs.csv --as-of " .. day .. " --format csv --jobs 1 2>eval.err")
  for line in text:gmatch "[^\n]+" do
    local rule, candidate, vacancy, outcome = line:match "^[%w_]+,pack/([%w-]+),([^,]+),([^,]*),([%w_]+)"
    if rule then
      outcomes[candidate] = outcomes[candidate] or {}
      outcomes[candidate][vacancy == "" and rule or rule .. "@" .. vacancy] = outcome
    end
  end
  return outcomes
end

-- What somebody who finishes the programmes has then.
local gives = {}
local function read_gives(names)
  gives = {}
  local text = assert(io.open "pack/rules.lua"):read "a"
  for name, given in text:gmatch 'programme "(p%d+)" .-gives = {(.-)}' do
    gives[name] = { passed = given:match 'passed = "(%w+)"' }
  end
  assert(#names == 0 or gives[names[1]])
end

local function has(list, item)
  for _, i in ipairs(list) do if i == item then return true end end
  return false
end

local function finished(person, steps)
  local after = {}
  for key, value in pairs(person) do after[key] = value end
  after.completed, after.passed = { table.unpack(person.completed) }, { table.unpack(person.passed) }
  for _, step in ipairs(steps) do
    if not has(after.completed, step) then table.insert(after.completed, step) end
    local passed = gives[step].passed
    if passed and not has(after.passed, passed) then table.insert(after.passed, passed) end
  end
  return after
end

local cache
local function after(people, index, steps)
  local sorted = { table.unpack(steps) }
  table.sort(sorted)
  local key = index .. ":" .. table.concat(sorted, "+")
  if not cache[key] then
    local edited = { table.unpack(people) }
    edited[index] = finished(people[index], steps)
    cache[key] = evaluate(edited)[people[index].id]
  end
  return cache[key]
end

-- ── The comparison ───────────────────────────────────────────────────────────────────────────────

local granted = { eligible = true, guaranteed = true }
local compared, opened_in_all, two_steps = 0, 0, 0

local function complain(what)
  print(("not the same, with seed %d: %s"):format(seed, what))
  os.exit(1)
end

-- What is granted after the steps and was not after any of the shorter ways.
local function expected(people, index, steps, shorter)
  local person, opened = people[index], {}
  local now = after(people, index, steps)
  for key, outcome in pairs(now) do
    local rule = key:match "^[^@]+"
    local mine = has(person.completed, rule) or has(person.enrolled, rule) or has(steps, rule)
    local before = false
    for _, s in ipairs(shorter) do before = before or granted[after(people, index, s)[key]] end
    if granted[outcome] and not before and not mine and not key:find "@V4" then opened[#opened + 1] = key end
  end
  table.sort(opened)
  return table.concat(opened, " ")
end

local function told(way)
  local opened = {}
  for _, result in ipairs(way.opens) do
    if granted[result.outcome] then
      local rule = result.rule:match "/(.*)"
      if result.vacancies then
        for _, v in ipairs(result.vacancies) do opened[#opened + 1] = rule .. "@" .. v end
      else
        opened[#opened + 1] = rule
      end
    end
  end
  table.sort(opened)
  return table.concat(opened, " ")
end

-- Can the person start it, or is she on it, after the steps?
local function can_start(people, index, name, steps)
  local person = people[index]
  if has(person.completed, name) or has(steps, name) then return false end
  if has(person.enrolled, name) then return true end
  local outcome = after(people, index, steps)[name]
  return outcome == "eligible" or outcome == "refer"
end

local function compare_person(people, index, match, names)
  local ways = {}
  for _, way in ipairs(match.ways) do
    local steps = {}
    for i, step in ipairs(way.steps) do steps[i] = step.rule:match "/(.*)" end
    ways[table.concat(steps, ">")] = told(way)
  end
  local function compare(steps, shorter)
    local key = table.concat(steps, ">")
    if not ways[key] and #shorter == 3 then key = steps[2] .. ">" .. steps[1] end -- two that could both come first
    local want, got = expected(people, index, steps, shorter), ways[key] or ""
    if want ~= got then
      complain(("%s by %s: eval says '%s', match '%s'"):format(people[index].id, key, want, got))
    end
    ways[key] = nil
    compared = compared + 1
    if want ~= "" then
      opened_in_all = opened_in_all + 1
      if #steps == 2 then two_steps = two_steps + 1 end
    end
  end
  for i, first in ipairs(names) do
    if can_start(people, index, first, {}) then
      compare({ first }, { {} })
      for j, second in ipairs(names) do
        local both = can_start(people, index, second, {})
        local then_ = not both and can_start(people, index, second, { first })
        local better = both and after(people, index, {})[second] ~= "eligible" and not has(people[index].enrolled, second)
          and after(people, index, { first })[second] == "eligible"
        if second ~= first then
          if then_ then compare({ first, second }, { {}, { first } }) end
          if better then compare({ first, second }, { {}, { first }, { second } }) end
          if both and i < j and not better then
            local reversed = after(people, index, {})[first] ~= "eligible" and not has(people[index].enrolled, first)
              and after(people, index, { second })[first] == "eligible"
            if not reversed then compare({ first, second }, { {}, { first }, { second } }) end
          end
        end
      end
    end
  end
  for key, opened in pairs(ways) do
    if opened ~= "" then complain(("%s by %s: match says '%s', eval knows no such way"):format(people[index].id, key, opened)) end
  end
end

write("jobs.csv", "VACANCY_ID,JOB_TITLE,Job borough,Closing date\nV1,Porter,Hackney,\nV2,Clerk,Newham,2026-06-02\n"
  .. "V3,Cook,Hackney,2026-06-01\nV4,Cleaner,Hackney,2026-05-31\n") -- the last has closed
for _ = 1, rounds do
  local names = make_pack(chance(50))
  read_gives(names)
  local people = make_people(names, 12)
  cache = {}
  write_people("people.csv", people)
  local matches = decode(run("berth match --everyone --rules pack --in people.csv jobs.csv --as-of " .. day
    .. " --format json --jobs 1 2>match.err"))
  assert(#matches == #people)
  for index, match in ipairs(matches) do
    assert(match.candidate == people[index].id)
    compare_person(people, index, match, names)
  end
end
print(("%d ways compared: the same"):format(compared))
if opened_in_all == 0 then print "and none opened anything" end
io.stderr:write(("%d opened something, %d of them in two steps\n"):format(opened_in_all, two_steps))
