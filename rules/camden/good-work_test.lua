-- Camden Good Work: "marginalised communities", whom the notes do not define.

test "everybody is left to a person" {
  rule = "good-work", as_of = "2024-06-01",
  { candidate = {},
    expect = { outcome = "refer", left_open = { "belongs to a marginalised community, which the notes do not define" }, ask = {} } },
  { candidate = { borough = "Camden", homeless = true, migration_status = "refugee" }, expect = "refer" },
}
