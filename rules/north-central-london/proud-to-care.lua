-- Proud to Care North London: a website, so its two parts are for everybody.
--
-- It was "re-purposed for PCAN and Academy work". The document does not say what PCAN is, what the academy does, or for whom.

support_plan "proud-to-care" {
  title  = "Proud to Care North London",
  source = "Working with the NHS Good Practice Case Studies, NHS London: Proud to Care North London (P2CNL) – existing site " ..
           "re-purposed for PCAN and Academy work in NCL",

  offer "A job board" {
    by = "the Proud to Care North London website",
    source = "site has functionality which includes a job board",
  },
  offer "A page of information on primary care" {
    by = "the Proud to Care North London website",
    source = "site has functionality which includes … landing page for primary care information",
  },
}
