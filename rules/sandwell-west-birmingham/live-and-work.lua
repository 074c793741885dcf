-- Live and Work: a flat for young homeless people who complete an apprenticeship.
--
-- "Aged 16-24": both ends count, from the 16th birthday to the day before the 25th. "Up to 32": somebody who is offered the
-- scheme when 32 live there waits. The document does not say who comes first, so the list's order decides, and the trust has
-- to say what should. It calls those who were helped "local young people" without saying that this is a condition; a flat is
-- promised to nobody from elsewhere here. Whether somebody needs a referral from St Basil's is not said.

programme "live-and-work" {
  title    = "Live and Work",
  source   = "NHS Employers, case studies making an impact, 5.4 Sandwell and West Birmingham: selfcontained, fully furnished " ..
             "apartments for up to 32 young homeless people aged 16-24",
  runs     = { from = "2014" },  -- "over 100 apprenticeships since 2014"
  places   = 32,
  eligible = local_people()
           & aged(16, 24):source "aged 16-24"
           & homeless():source "young homeless people",

  stages = {
    stage "Apprenticeship",
    stage "A permanent job",
  },

  support = {
    offer "A self-contained, fully furnished flat" {
      stage = "Apprenticeship", on_condition = "you complete an apprenticeship",
      by = "the trust, with St Basil's",
      source = "the accommodation was offered on the condition that residents complete an apprenticeship",
    },
    offer "The skills to manage a life of your own" {
      source = "It has also ensured they have the necessary lifelong skills needed to manage in the future",
    },
  },

  gives = { completed = "live-and-work" },
}
