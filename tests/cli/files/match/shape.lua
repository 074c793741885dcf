-- Is what `berth match --format json` writes as the README's table says? Reads it from standard input; every object has the
-- keys that are told here and no others, each of its type.

local text = io.read "a"
local at, objects = 1, 0

local function fail(what)
  print(what)
  os.exit(1)
end

local value
local function space() at = text:find("%S", at) or #text + 1 end
local function string_()
  local from = at + 1
  at = from
  while text:sub(at, at) ~= '"' do at = at + (text:sub(at, at) == "\\" and 2 or 1) end
  at = at + 1
  return text:sub(from, at - 2)
end

local function list(close, item)
  local result = { [close == "]" and "is_array" or "is_object"] = true }
  at = at + 1
  space()
  while text:sub(at, at) ~= close do
    item(result)
    space()
    if text:sub(at, at) == "," then at = at + 1 elseif text:sub(at, at) ~= close then fail("no JSON at byte " .. at) end
    space()
  end
  at = at + 1
  return result
end

local null = {}
function value()
  space()
  local c = text:sub(at, at)
  if c == '"' then return string_() end
  if c == "[" then return list("]", function(r) r[#r + 1] = value() end) end
  if c == "{" then
    return list("}", function(r)
      local key = string_()
      at = at + 1
      r[key] = value()
    end)
  end
  local word = text:match("^[%w.+-]+", at) or fail("no JSON at byte " .. at)
  at = at + #word
  if word == "true" then return true end
  if word == "false" then return false end
  if word == "null" then return null end
  return math.tointeger(tonumber(word)) or fail("not a whole number: " .. word)
end

-- A shape: a type's name, the words that a text may be, { shape } for a list, a table of keys for an object.
local function one_of(...) return { words = { ... } } end
local function either(...) return { shapes = { ... } } end

local result = { kind = one_of("programme", "guaranteed_interview"), rule = "string", title = "string",
  outcome = one_of("eligible", "guaranteed", "waiting", "refer", "needs_information", "error", "not_eligible", "not_guaranteed"),
  ["under_way?"] = "boolean", ["vacancies?"] = { "string" }, because = "string" }
local step = { kind = one_of "programme", rule = "string", title = "string", because = "string",
  start = one_of("can_start", "can_start_then", "under_way", "if_decided") }
local person = {
  candidate = "string", as_of = "string", now = { result }, more_ways = "boolean",
  ways = { { steps = { step }, opens = { result }, assumed = either("null", "string") } },
  vacancies = { { vacancy = "string", title = "string", fits = one_of("yes", "as_far_as_stated", "ask"), not_stated = { "string" } } },
  ask = { { field = "string", question = "string", sensitivity = one_of("ordinary", "sensitive", "special", "criminal"),
            rules = { "string" }, interviews = "integer", vacancies_that_may_fit = "integer" } },
  near_misses = { { kind = one_of("programme", "guaranteed_interview"), rule = "string", title = "string",
                    changes = { { criterion = "string", result = one_of("unmet", "unknown") } } } },
  out_of_reach = "integer",
  support = { { rule = "string", offer = "string", ["for"] = "string", barrier = either("null", "string"), stage = either("null", "string"),
                by = either("null", "string"), on_condition = either("null", "string"), because = "string" } },
  support_open = "integer",
}

local matches

local function has_keys(object, shape)
  local known = { is_object = true }
  for key, inner in pairs(shape) do
    local name, optional = key:match "^([^?]+)(%??)$"
    known[name] = true
    if object[name] == nil and optional == "" then return false, "has no '" .. name .. "'" end
    if object[name] ~= nil then
      local good, why = matches(object[name], inner)
      if not good then return false, name .. " " .. why end
    end
  end
  for key in pairs(object) do if not known[key] then return false, "has '" .. key .. "', which nothing tells of" end end
  objects = objects + 1
  return true
end

function matches(given, shape)
  if type(shape) == "string" then
    if shape == "null" then return given == null, "is not null" end
    if shape == "integer" then return math.type(given) == "integer", "is no whole number" end
    return type(given) == shape, "is no " .. shape
  end
  if shape.words then
    for _, word in ipairs(shape.words) do if word == given then return true end end
    return false, "is '" .. tostring(given) .. "'"
  end
  if shape.shapes then
    for _, inner in ipairs(shape.shapes) do if matches(given, inner) then return true end end
    return false, "is of none of its types"
  end
  if #shape == 1 then
    if type(given) ~= "table" or not given.is_array then return false, "is no list" end
    for i, item in ipairs(given) do
      local good, why = matches(item, shape[1])
      if not good then return false, i .. " " .. why end
    end
    return true
  end
  if type(given) ~= "table" or not given.is_object then return false, "is no object" end
  return has_keys(given, shape)
end

local people = value()
space()
if at <= #text then fail("something follows at byte " .. at) end
local good, why = matches(people, { person })
if not good then fail("person " .. why) end
print(("%d people, %s"):format(#people, objects > 10 * #people and "as told" or "too little in them"))
