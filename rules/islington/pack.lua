-- Islington Council, with Bank Partners and Moorfields Eye Hospital.

pack {
  organisation = "Islington Council",
  gss = "E09000019",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "referred_by" },
}
