-- Camden Good Work: one of three boroughs' pathways into health and social care.
--
-- The notes give a name, "marginalised communities", and who paid: developers, with the money that they owe under section 106 of the
-- Town and Country Planning Act 1990. There are no criteria, steps or dates, so a person decides.

programme "good-work" {
  title    = "Camden Good Work",
  source   = "LAIN Conference Place Based Breakout, Anchor People Workshop 1: Brief case studies from Tower Hamlets, Camden & " ..
             "Islington: pathways into good work in Health & Social Care for marginalised communities … Camden Good Work scheme " ..
             "utilised S106 money",
  places   = "unstated",
  eligible = judgement "belongs to a marginalised community, which the notes do not define":source "for marginalised communities",
  gives    = { completed = "good-work" },
}
