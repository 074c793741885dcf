-- Career ambassadors and work experience hosts: staff who tell young people about work in the NHS.
--
-- The aim is 1,000 of them by 2025; in July 2021 there were 800. They "support schools and colleges", so whoever is in education
-- may meet one. For a placement with a host the documents name "children and young people" and no age.

support_plan "career-ambassadors" {
  title  = "Career ambassadors and work experience",
  source = "NHS Employers, case studies making an impact, 5.1 Northern Care Alliance: Career Ambassadors are available to support " ..
           "schools and colleges with career advice",

  offer "Careers advice from a career ambassador" {
    when = local_people() & candidate.in_education:source "support schools and colleges with career advice",
    by = "NHS career ambassadors",
    source = "Career Ambassadors are available to support schools and colleges with career advice",
  },
  offer "A role model from your own community" {
    when = local_people(), by = "NHS career ambassadors",
    source = "importantly, to be positive role models in communities they can identify with",
  },
  offer "Work experience with a host" {
    when = local_people()
         & judgement "is a young person, for which no age is given":source "Inspire and support children and young people",
    by = "work experience hosts",
    source = "1000 NHS Career Ambassadors & Work Experience Hosts to inspire our future workforce",
  },
}
