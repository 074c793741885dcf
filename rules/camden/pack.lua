-- Camden Council: a scheme that the London workshop heard of.

pack {
  organisation = "Camden Council",
  gss = "E09000007",
  version = "1.0.0",
  language = 1,
}
