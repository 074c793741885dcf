-- Whatever reads a field with editions: a criterion, a check function, an order.
local source = "made up for the tests"

programme "criterion" { title = "Criterion", source = source, eligible = in_most_deprived { tenths = 2 } }

programme "check" {
  title = "Check", source = source,
  eligible = check("is in the two most deprived tenths", { reads = { "imd_decile" } }, function(c) return c.imd_decile <= 2 end),
}

programme "order" {
  title = "Order", source = source,
  eligible = resident_in "Hackney", places = 1, order_by = { candidate.imd_decile },
}
