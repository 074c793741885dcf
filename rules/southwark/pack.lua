-- Southwark Council, with Guy's and St Thomas', Southwark College and Southwark Works.

pack {
  organisation = "Southwark Council",
  gss = "E09000028",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "employment" },
}
