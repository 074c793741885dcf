-- Tower Hamlets Council, with Barts Health.
--
-- The document states no lawful basis for reading anybody's sex. The text below is a suggestion: the council confirms it, or
-- writes another, before real people's data goes in.

pack {
  organisation = "Tower Hamlets Council",
  gss = "E09000030",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "employment", "hours_now", "hours_wanted", "hours_wanted_most", "passed", "completed", "sex" },
  lawful_basis = {
    sex = "Suggested, for Tower Hamlets Council to confirm: the person's consent, UK GDPR Art. 6(1)(a), to offer positive action " ..
          "in training under Equality Act 2010 s.158. The interview afterwards rests on finishing and not on sex, as s.159 " ..
          "allows no blanket preference in recruitment",
  },
}
