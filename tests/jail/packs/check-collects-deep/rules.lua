--=> rules.lua:3: this list or table can only be read here: make a copy to change it
local store = { { lists = { {} } } }
local function keep(value) return function() table.insert(store[1].lists[1], value) end end
programme "p" { title = "P", source = "s",
  eligible = check("collects", { reads = { "redundancy_employer" } }, function(c)
    keep(c.redundancy_employer)() return true
  end) }
