-- Rates that change from a date on. A pack uses one by its name: vacancy.hourly_pay:at_least(rate "london_living_wage").
--
-- Each is read as of the day of the run and is unknown before its first date, so a rule says nothing about pay in a year whose
-- rate is not here.

-- The London Living Wage in pounds an hour, from the day on which it is announced. Employers have until 1 May 2026 to pay the
-- second of these.
rate "london_living_wage" { label = "London Living Wage", ["2024-10-22"] = 13.85, ["2025-10-22"] = 14.80 }
