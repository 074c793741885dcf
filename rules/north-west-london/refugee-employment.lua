-- The Refugee Employment Programme: "in-country refugees / support Asylum Seekers and refugees who wish to become volunteers".
--
-- The stroke leaves open how the two halves go together. Here the first is about jobs, as the programme's name says, and the second
-- about volunteering. Refugees are named in both. Asylum seekers are named with volunteering alone, so whether they can join for a
-- job is for a person to decide, as is their right to work. Everybody on a list is taken to be in the country.
-- The document does not say where they live, nor which boroughs "NWL" is: those below are the eight of NHS North West London. That
-- somebody who lives elsewhere may join is for a person to decide.

field "would_volunteer" {
  type = "boolean",
  label = "wishes to volunteer in the NHS",
  ask = "Would you like to volunteer in the NHS?",
  can_change = true,
  column = { "Would volunteer?", "Wants to volunteer?", "Interested in volunteering?" },
}

local near = resident_in { "Brent", "Ealing", "Hammersmith and Fulham", "Harrow", "Hillingdon", "Hounslow", "Kensington and Chelsea",
                           "Westminster" }:label "lives in North West London"
           | judgement "may join from outside North West London, of which the document says nothing"

local status = candidate.migration_status

local refugee_or_asylum_seeker = status:one_of { "refugee", "humanitarian protection", "temporary protection", "asylum seeker" }
  :label "refugee or asylum seeker"

-- The law has other kinds of protection beside refugee status, and the document does not name them.
local counts_as_refugee = status:none_of { "humanitarian protection", "temporary protection" }:label "not protected in another way"
  | judgement "counts as a refugee with another kind of protection"

programme "refugee-employment" {
  title    = "Refugee Employment Programme: work",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: Refugee Employment Programme NWL - in-country refugees",
  places   = "unstated",
  eligible = refugee_or_asylum_seeker:source "in-country refugees"
           & counts_as_refugee:source "in-country refugees"
           & (status:is_not "asylum seeker":label "not seeking asylum"
              | judgement "asylum seekers can join for a job, where the document names them with volunteering")
             :source "in-country refugees / support Asylum Seekers and refugees who wish to become volunteers"
           & near:source "NWL",
}

programme "refugee-volunteering" {
  title    = "Refugee Employment Programme: volunteering",
  source   = "Working with the NHS Good Practice Case Studies, NHS London: support Asylum Seekers and refugees who wish to become " ..
             "volunteers in the NHS",
  places   = "unstated",
  eligible = refugee_or_asylum_seeker:source "Asylum Seekers and refugees"
           & counts_as_refugee:source "Asylum Seekers and refugees"
           & near:source "NWL"
           & candidate.would_volunteer:is(true):label "wishes to volunteer in the NHS"
             :source "who wish to become volunteers in the NHS",
  support  = {
    offer "Support to become a volunteer in the NHS" {
      source = "support Asylum Seekers and refugees who wish to become volunteers in the NHS",
    },
  },
}
