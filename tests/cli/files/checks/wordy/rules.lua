programme "wordy" {
  title    = "Long names",
  source   = "made up for a test",
  eligible = check("lost a job at a long name", { reads = { "redundancy_employer" } }, function(c)
    return #c.redundancy_employer > 10
  end),
}
