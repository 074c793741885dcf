-- Somerset Integrated Care System: what it offered when large local employers closed, while it staffed the vaccination programme.
--
-- Two documents tell of it: the slides of a webinar held on 14 July 2021, and a chapter of case studies by NHS Employers. Where
-- they differ, the comments say so. Neither gives a first or a last day for anything here, so nothing has dates: the system has
-- to say whether an offer still stands.

pack {
  organisation = "Somerset Integrated Care System",
  version = "1.0.0",
  language = 1,
  reads = { "borough", "employment", "redundancy_employer", "completed", "enrolled_in", "languages",
            "final_year_nursing", "further_education" },
}
