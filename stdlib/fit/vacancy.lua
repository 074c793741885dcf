-- A vacancy fits a person by its area, hours, kind of work and pay band. What the person has not said leaves it open and is
-- asked; what the vacancy's row does not say leaves it open too, and is nobody's question.

-- Where no areas are known, the person's own borough fits, and any other may.
local area = any {
  label = "in an area that they would travel to",
  vacancy.borough:one_of(candidate.travel_areas),
  ~candidate.travel_areas:known() & vacancy.borough:is(candidate.borough),
}

-- hours_wanted is the fewest that they want; of "16-20" in a list, hours_wanted_most is the 20. Who names no most may work more.
local hours = all {
  label = "for as many hours as they want",
  vacancy.hours:at_least(candidate.hours_wanted),
  ~candidate.hours_wanted_most:known() | vacancy.hours:at_most(candidate.hours_wanted_most),
}

local work = vacancy.staff_group:one_of(candidate.role_groups):label "the kind of work that they want"

-- Few lists hold a band, so nobody is asked for it: where nothing is said, any band fits.
local band = any {
  label = "in a pay band that they want",
  ~candidate.bands_wanted:known(),
  vacancy.pay_band:one_of(candidate.bands_wanted),
}

guaranteed_interview "vacancy" {
  title = "Vacancies that fit",
  who   = area & hours & work & band,

  -- The vacancies that are open: those whose closing date has not gone by, and those that give none.
  vacancies = ~vacancy.closing_on:known() | ~vacancy.closing_on:for_at_least { days = 1 },
}
