-- Acronyms that labels, titles and questions may use without saying what they stand for.
--
-- `berth check` reports any other that a pack's own texts do not expand, as in "education, health and care plan (EHCP)".

well_known_acronyms {
  -- NHS digital service manual and GOV.UK style: known to everybody.
  "UK", "EU", "NHS", "CV", "GP", "A&E", "ID", "IT", "GCSE",
  -- Names that are written in capitals.
  "SEARCH", -- Project SEARCH
}
