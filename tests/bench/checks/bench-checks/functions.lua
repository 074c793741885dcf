-- The functions alone, so that plain.lua can call the same.

function suits_the_shift(c)
  return c.hours_wanted >= 16 and c.hours_wanted <= 30 and (c.borough == "Hackney" or c.borough == "Newham")
end

function referred_soon_after(c)
  return c.unemployed_since < c.referred_on and c.referred_on >= "2025-06-01"
end

function on_one_benefit(c)
  return #c.benefits == 1 and c.benefits[1] ~= "PIP" and c.english ~= "none"
end
