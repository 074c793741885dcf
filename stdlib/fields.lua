-- The field dictionary: what berth can know of a candidate and of a vacancy.
--
-- Import finds a field by its name and by the headings in `column` (case, punctuation and spacing ignored).
-- `protected` names the characteristic of the Equality Act 2010 that a field shows.
-- A closed list says where it is from. The order matters: least telling first, since questions are asked in this order.

-- ── Lists that several fields share ──────────────────────────────────────────────────────────────

-- A London borough as lists write it: official name, GSS code, "LB Hackney", "London Borough of Hackney", "Hackney Council", …
local function london(code, name, ...)
  return { name, code, "LB " .. name, "LB of " .. name, "London Borough of " .. name, name .. " Council", ... }
end

local function council(code, name, ...)
  return { name, code, name .. " Council", ... }
end

-- Names and codes: ONS Register of Geographic Codes. The 33 of London, then the other places that the packs' schemes are for.
local areas = {
  { "City of London", "E09000001", "City", "Corporation of London", "City of London Corporation" },
  london("E09000002", "Barking and Dagenham", "Barking & Dagenham", "LB Barking & Dagenham", "LBBD", "B&D", "Barking", "Dagenham"),
  london("E09000003", "Barnet"),
  london("E09000004", "Bexley"),
  london("E09000005", "Brent"),
  london("E09000006", "Bromley"),
  london("E09000007", "Camden"),
  london("E09000008", "Croydon"),
  london("E09000009", "Ealing"),
  london("E09000010", "Enfield"),
  london("E09000011", "Greenwich", "RB Greenwich", "Royal Borough of Greenwich", "Royal Greenwich"),
  london("E09000012", "Hackney", "LBH"),
  london("E09000013", "Hammersmith and Fulham", "Hammersmith & Fulham", "LB Hammersmith & Fulham", "LBHF", "H&F", "Hammersmith", "Fulham"),
  london("E09000014", "Haringey"),
  london("E09000015", "Harrow"),
  london("E09000016", "Havering"),
  london("E09000017", "Hillingdon"),
  london("E09000018", "Hounslow"),
  london("E09000019", "Islington"),
  london("E09000020", "Kensington and Chelsea", "Kensington & Chelsea", "RBKC", "K&C", "RB Kensington and Chelsea", "Royal Borough of Kensington and Chelsea"),
  london("E09000021", "Kingston upon Thames", "Kingston", "Kingston-on-Thames", "RBK", "RB Kingston", "RB Kingston upon Thames", "Royal Borough of Kingston upon Thames"),
  london("E09000022", "Lambeth"),
  london("E09000023", "Lewisham"),
  london("E09000024", "Merton"),
  london("E09000025", "Newham", "LBN"),
  london("E09000026", "Redbridge"),
  london("E09000027", "Richmond upon Thames", "Richmond", "Richmond-on-Thames", "LB Richmond", "LBRuT"),
  london("E09000028", "Southwark", "S'wark"),
  london("E09000029", "Sutton"),
  london("E09000030", "Tower Hamlets", "TH", "LBTH", "T Hamlets", "Twr Hamlets"),
  london("E09000031", "Waltham Forest", "WF", "LBWF", "W Forest"),
  london("E09000032", "Wandsworth"),
  london("E09000033", "Westminster", "W'minster", "WCC", "City of Westminster", "Westminster City Council"),
  council("E08000025", "Birmingham", "Birmingham City Council", "B'ham"),
  council("E08000002", "Bury"),
  council("E08000035", "Leeds", "Leeds City Council"),
  council("E08000004", "Oldham"),
  council("E08000005", "Rochdale"),
  council("E08000006", "Salford", "Salford City Council"),
  council("E08000028", "Sandwell"),
  council("E08000029", "Solihull"),
  council("E06000066", "Somerset"),
  { "elsewhere", "Other", "Out of area", "Out of borough", "Outside London", "Essex", "Hertfordshire", "Kent", "Surrey" },
}

-- What a list may say that names no area.
local no_area = { "Any", "Anywhere", "London", "All London", "Greater London" }

-- Levels of the Regulated Qualifications Framework: ESOL has pre-entry, Entry 1 to 3, Level 1 and 2; functional skills have
-- Entry 1 to 3, Level 1 and 2. A GCSE at grades 4 to 9 (A* to C) is at Level 2, at grades 1 to 3 (D to G) at Level 1
-- (gov.uk, What qualification levels mean).
local levels = {
  { "none", "pre-entry", "Below Entry 1" },
  { "E1", "Entry 1", "Entry Level 1", "ESOL E1", "ESOL Entry 1" },
  { "E2", "Entry 2", "Entry Level 2", "ESOL E2", "ESOL Entry 2" },
  { "E3", "Entry 3", "Entry Level 3", "ESOL E3", "ESOL Entry 3" },
  { "L1", "Level 1", "ESOL L1", "ESOL Level 1", "Functional Skills Level 1", "Functional Skills L1", "FS Level 1", "FS L1",
    "GCSE grade 3", "GCSE grade 2", "GCSE grade 1", "GCSE grade D", "GCSE grade E", "GCSE grade F", "GCSE grade G",
    "GCSE 3", "GCSE 2", "GCSE 1", "GCSE D", "GCSE E", "GCSE F", "GCSE G" },
  { "L2", "Level 2", "ESOL L2", "ESOL Level 2", "Functional Skills Level 2", "Functional Skills L2", "FS Level 2", "FS L2", "GCSE",
    "GCSE grade 4", "GCSE grade 5", "GCSE grade 6", "GCSE grade 7", "GCSE grade 8", "GCSE grade 9", "GCSE grade A", "GCSE grade B", "GCSE grade C",
    "GCSE 4", "GCSE 5", "GCSE 6", "GCSE 7", "GCSE 8", "GCSE 9", "GCSE A", "GCSE B", "GCSE C",
    "GCSE A*-C", "GCSE A-C", "GCSE 9-4", "GCSE 4-9", "GCSE grade 4 or above", "GCSE grade C or above" },
}
-- What a list may say that is no such level: how well somebody speaks, or the Common European Framework.
local no_level = { "Fluent", "Native", "Native speaker", "First language", "Good", "Basic", "Beginner", "Intermediate", "Advanced", "Not assessed",
  "Not needed", "Not required", "Below Level 1", "Below Level 2", "L3", "Level 3", "A1", "A2", "B1", "B2", "C1", "C2" }

-- Pay bands of Agenda for Change.
local bands = {
  { "1", "Band 1" }, { "2", "Band 2" }, { "3", "Band 3" }, { "4", "Band 4" }, { "5", "Band 5" }, { "6", "Band 6" }, { "7", "Band 7" },
  { "8a", "Band 8a" }, { "8b", "Band 8b" }, { "8c", "Band 8c" }, { "8d", "Band 8d" }, { "9", "Band 9" },
}

-- Staff groups of the NHS Electronic Staff Record, as NHS Jobs uses them.
local staff_groups = {
  { "Additional Clinical Services", "HCA", "Healthcare assistant", "Healthcare support worker", "HCSW" },
  { "Additional Professional Scientific and Technical", "Additional Professional Scientific & Technical",
    "Additional Prof Scientific and Technic", "Add Prof Scientific and Technic" },
  { "Administrative and Clerical", "Administrative & Clerical", "Admin and clerical", "Admin & clerical", "Admin", "Administration" },
  { "Allied Health Professionals", "AHP", "Allied Health Profession" },
  { "Estates and Ancillary", "Estates & Ancillary", "Estates", "Facilities", "Porter", "Portering", "Cleaning", "Domestic services", "Catering" },
  { "Healthcare Scientists", "Healthcare Science" },
  { "Medical and Dental", "Medical & Dental" },
  { "Nursing and Midwifery Registered", "Nursing & Midwifery Registered", "Nursing and Midwifery", "Nursing & Midwifery" },
  { "Students" },
}

-- ── The candidate: who it is. Rules never see these. ─────────────────────────────────────────────

field "reference" { type = "text", label = "reference", sensitivity = "identity",
  column = { "Client Ref", "Client Reference", "Client ID", "Candidate Ref", "Candidate ID", "Ref", "Ref No", "ID" } }
field "forename" { type = "text", label = "forename", sensitivity = "identity",
  column = { "Forename", "First Name", "Firstname", "Given Name", "Known As" } }
field "surname" { type = "text", label = "surname", sensitivity = "identity",
  column = { "Surname", "Last Name", "Lastname", "Family Name" } }
field "ni_number" { type = "text", label = "National Insurance number", sensitivity = "identity",
  column = { "NI No.", "NI Number", "NINO", "National Insurance Number", "National Insurance No" } }
field "email" { type = "text", label = "e-mail address", sensitivity = "identity",
  column = { "E-mail", "Email Address", "E-mail Address" } }
field "phone" { type = "text", label = "telephone number", sensitivity = "identity",
  column = { "Phone", "Telephone", "Tel", "Mobile", "Phone Number", "Telephone Number", "Contact Number", "Mobile Number" } }

-- ── Age and place ────────────────────────────────────────────────────────────────────────────────

field "date_of_birth" { type = "date", label = "date of birth", ask = "What is your date of birth?",
  column = { "D.O.B", "Date of Birth", "Birth Date", "Birthdate" } }
field "stated_age" { type = "integer", label = "age as stated", ask = "How old are you?", column = { "Age" } }
field "stated_age_on" { type = "date", label = "the day on which the stated age was right",
  ask = "On which day was that age right?", column = { "Age as of", "Age on" } }
field "age" { type = "integer", label = "age",
  derived = { years_since = "date_of_birth", stated = "stated_age", stated_on = "stated_age_on" } }
field "postcode" { type = "text", label = "postcode", ask = "What is your postcode?",
  column = { "Post Code", "Home Postcode", "Candidate Postcode" } }
field "borough" { type = "category", label = "borough or council area", values = areas, others = no_area,
  ask = "Which borough or council area do you live in?",
  column = { "Borough of residence", "Home Borough", "Council", "Council Area", "Local Authority", "LA", "Area" } }
-- English Indices of Deprivation: 1 is the most deprived tenth of areas. Those of 2019 rank the areas of the census of 2011,
-- those of 2025 the areas of 2021, so a decile of one says nothing about the other and each is kept under its own name. Rules
-- read `imd_decile`: the edition that held on the day of the run, and nothing before the first.
field "imd_decile_2019" { type = "integer", label = "deprivation decile of the home address (2019 indices)",
  ask = "What is your postcode?", column = { "IMD 2019 decile", "IMD decile 2019", "IMD 2019", "IMD19 decile", "IoD 2019 decile",
    "Deprivation decile 2019", "Deprivation 2019" } }
field "imd_decile_2025" { type = "integer", label = "deprivation decile of the home address (2025 indices)",
  ask = "What is your postcode?", column = { "IMD 2025 decile", "IMD decile 2025", "IMD 2025", "IMD25 decile", "IoD 2025 decile",
    "Deprivation decile 2025", "Deprivation 2025" } }
field "imd_decile" { type = "integer", label = "deprivation decile of the home address",
  derived = { editions = { ["2019-09-26"] = "imd_decile_2019", ["2025-10-30"] = "imd_decile_2025" } },
  column = { "IMD", "IMD Decile", "Index of Multiple Deprivation", "Deprivation Decile", "Deprivation" } } -- refused: which edition?

-- ── Work ─────────────────────────────────────────────────────────────────────────────────────────

-- berth's own list, after the headings and entries of councils' employment services.
field "employment" { type = "category", label = "employment", can_change = true,
  ask = "Are you in work, out of work, or in education at the moment?",
  column = { "Employment Status", "Emp Status", "Work Status", "Economic Status" },
  values = {
    { "unemployed", "Unemployed - LTU", "Unemployed - STU", "LTU", "Long term unemployed", "Short term unemployed", "Not working",
      "Not in work", "Not in employment", "Out of work", "Looking for work", "Jobseeker", "Job seeker", "NEET" },
    { "employed", "Working", "In work", "In employment", "Full time", "Part time", "Employed full time", "Employed part time",
      "Employed FT", "Employed PT", "FT", "PT", "Working full time", "Working part time", "Zero hours", "Zero hours contract",
      "Zero hour contract", "Agency", "Agency worker", "Casual", "Casual worker", "Bank worker" },
    { "self-employed", "Self employment", "Freelance" },
    { "at risk of redundancy", "At risk", "Under notice", "Notice of redundancy", "Redundancy notice", "Facing redundancy" },
    { "in education or training", "Student", "In education", "In training", "Full time education", "FT education", "Apprentice", "Apprenticeship" },
    { "not looking for work", "Economically inactive", "Inactive", "Retired", "Not seeking work", -- and the reasons that the Labour Force Survey has
      "Looking after home", "Looking after home or family", "Long term sick", "Long term sick or disabled" },
  },
  others = { "Other", "Carer", "Volunteer", "Volunteering", "Sick", "Underemployed", "Furloughed", "Redundant", "Made redundant",
             "Recently redundant" } }
field "unemployed_since" { type = "date", label = "out of work since", ago = true, ask = "When did you last have paid work?",
  column = { "Length of Unemp", "Length of Unemployment", "Unemployed Since", "Out of work since", "Time unemployed",
             "Date last worked", "Last worked" } }
field "hours_now" { type = "number", label = "hours of paid work a week", can_change = true,
  ask = "How many hours a week do you work at the moment?", column = { "Current Hours", "Hours worked", "Weekly hours now" } }
-- Benefits that the Department for Work and Pensions or a council pays, by their usual short names.
field "benefits" { type = "set", label = "benefits", ask = "Which benefits do you get?",
  column = { "Benefit", "Benefits claimed", "Benefit type", "Benefits received" },
  values = {
    { "UC", "Universal Credit", "UC (LCW)", "UC (LCWRA)", "Universal Credit (LCW)", "Universal Credit (LCWRA)" },
    { "JSA", "Jobseeker's Allowance", "Job Seekers Allowance", "New Style JSA", "JSA (C)", "JSA (IB)", "Jobseeker’s Allowance", "Job Seeker’s Allowance",
      "JSA (contribution based)", "JSA (income based)", "Contribution based JSA", "Income based JSA" },
    { "ESA", "Employment and Support Allowance", "Employment & Support Allowance", "New Style ESA", "ESA (contribution based)", "ESA (income related)",
      "Contribution based ESA", "Income related ESA" },
    { "IS", "Income Support" },
    { "PIP", "Personal Independence Payment" },
    { "DLA", "Disability Living Allowance" },
    { "CA", "Carer's Allowance", "Carer’s Allowance" },
    { "HB", "Housing Benefit" },
    { "CTS", "Council Tax Support", "Council Tax Reduction", "CTR" },
    { "CB", "Child Benefit" },
    { "PC", "Pension Credit" },
    { "AA", "Attendance Allowance" },
    { "WTC", "Working Tax Credit" },
    { "CTC", "Child Tax Credit" },
  } }
-- Other employers are kept as the list writes them.
field "redundancy_employer" { type = "text", label = "employer who made the redundancy",
  values = { { "Debenhams", "Debenhams plc", "Debenhams Ltd", "Debenhams Taunton", "Debenhams, Taunton", "Debenhams support centre" },
             { "Oscar Mayer", "Oscar Mayer Ltd", "Oscar Mayer Limited" } },
  ask = "Which employer is making you redundant, or did?", column = { "Redundancy Employer", "Made redundant by", "Redundant from" } }
field "in_education" { type = "boolean", label = "in education", can_change = true, ask = "Are you in education at the moment?",
  column = { "In education?", "In education or training?", "In learning?" } }

-- ── Who sent them, and what they have done ───────────────────────────────────────────────────────

field "referred_by" { type = "set", label = "referred by", ask = "Who referred you?",
  column = { "Referred by", "Referrer", "Referral Source", "Referring Organisation", "Referral From" } }
field "referred_on" { type = "date", label = "day of referral", ask = "On which day were you referred?",
  column = { "Date of Referral", "Referral Date", "Date Referred", "Referred" } }
field "completed" { type = "set", label = "programmes completed", names_rules = true, can_change = true,
  ask = "Which of our programmes have you finished?", column = { "Programmes completed", "Completed programmes", "Completed" } }
field "enrolled_in" { type = "set", label = "programmes on now", names_rules = true, can_change = true,
  ask = "Which of our programmes are you on now?", column = { "Enrolled in", "Enrolled on", "Current programmes", "Programme" } }
field "funded_programme" { type = "boolean", label = "on a funded programme", can_change = true,
  ask = "Are you on a programme that is paid for with public money?", column = { "Funded programme?", "On a funded programme?" } }
field "passed" { type = "set", label = "tests and assessments passed", can_change = true,
  ask = "Which tests and assessments have you passed?", column = { "Passed", "Assessments passed", "Tests passed" } }
-- What came of it: with whom, since "yes" would not say. "none" says that they are known not to have started anywhere.
field "started_work_with" { type = "set", label = "started work with", others = { "Yes", "Y", "No", "N", "Not yet", "Unknown" },
  ask = "With which employers have you started work?", column = { "Started work with", "Job outcome", "Employer started with" } }

-- ── Skills ───────────────────────────────────────────────────────────────────────────────────────

field "english" { type = "category", label = "level of English", ordered = true, values = levels, others = no_level, can_change = true,
  ask = "What is your level of English?", column = { "English Level", "Level of English", "Functional Skills English" } }
field "esol" { type = "category", label = "level of English for speakers of other languages (ESOL)", ordered = true, values = levels, others = no_level, can_change = true,
  ask = "Which level of English for speakers of other languages (ESOL) have you reached?", column = { "ESOL Level", "Level of ESOL" } }
field "maths" { type = "category", label = "level of maths", ordered = true, values = levels, others = no_level, can_change = true,
  ask = "What is your level of maths?", column = { "Maths Level", "Level of Maths", "Functional Skills Maths", "Numeracy" } }
-- Essential digital skills qualifications: Entry level and Level 1 (Department for Education, 2019 standards).
field "digital" { type = "category", label = "digital skills", ordered = true, can_change = true,
  values = { "none", { "entry", "Entry level", "Basic", "Beginner" }, { "L1", "Level 1" } },
  others = { "Good", "Confident", "Intermediate", "Advanced", "L2", "Level 2", "Not assessed" }, ask = "What is your level of digital skills?", column = { "Digital Skills", "Digital Level", "IT Level", "IT Skills" } }
field "languages" { type = "set", label = "languages", can_change = true, ask = "Which languages do you speak?",
  column = { "Languages spoken", "Language", "Other languages" } }
field "overseas_qualification" { type = "boolean", label = "qualified overseas", ask = "Do you have a qualification from another country?",
  column = { "Overseas qualification?", "Overseas qualifications?", "Qualified overseas?" } }
field "assessed_on" { type = "date", label = "day of the skills assessment", can_change = true,
  ask = "When were your skills assessed?", column = { "Assessed on", "Assessment Date", "Date of Assessment" } }

-- ── What they want ───────────────────────────────────────────────────────────────────────────────

field "hours_wanted_most" { type = "number", label = "most hours wanted a week", can_change = true,
  ask = "What is the most that you want to work, in hours a week?", column = { "Maximum hours wanted", "Max hours" } }
field "hours_wanted" { type = "number", label = "hours wanted a week", can_change = true, fills = "hours_wanted_most",
  others = { "Any", "Flexible", "Full time", "Part time", "FT", "PT" },
  ask = "How many hours a week do you want to work?", column = { "Hours wanted", "Hours sought", "Preferred hours", "Min hours" } }
field "role_groups" { type = "set", label = "kinds of work wanted", values = staff_groups, can_change = true,
  ask = "Which kinds of work are you looking for?", column = { "Roles wanted", "Role groups", "Job interests", "Preferred roles" } }
field "bands_wanted" { type = "set", label = "pay bands wanted", values = bands, others = { "Any", "All" }, can_change = true,
  ask = "Which pay bands are you looking for?", column = { "Bands wanted", "Band wanted", "Pay band wanted", "Preferred band", "Preferred bands" } }
field "travel_areas" { type = "set", label = "areas to travel to", values = areas, others = no_area, can_change = true,
  ask = "Which boroughs or areas could you travel to for work?", column = { "Travel areas", "Will travel to", "Preferred areas" } }

-- ── Sensitive: a pack says why it may read these ─────────────────────────────────────────────────

field "sex" { type = "category", label = "sex", sensitivity = "sensitive", protected = "sex",
  values = { { "female", "F", "Woman" }, { "male", "M", "Man" } }, -- Equality Act 2010 s.11
  others = { "Non-binary", "Other", "X", "Intersex", "Prefer to self-describe" },
  ask = "What is your sex?", column = { "Sex", "Gender", "M/F" } }
field "homeless" { type = "boolean", label = "homeless", sensitivity = "sensitive",
  ask = "Are you homeless, or in temporary accommodation?", column = { "Homeless?", "NFA" } }
field "care_experienced" { type = "boolean", label = "care experienced", sensitivity = "sensitive",
  ask = "Are you, or were you ever, in care?", column = { "Care Leaver?", "Care experienced?", "Care exp", "In care?", "Looked after" } }
field "carer" { type = "boolean", label = "carer", sensitivity = "sensitive",
  ask = "Do you look after somebody who could not manage without your help?",
  column = { "Carer?", "Caring responsibilities?", "Caring responsibilities" } }
field "young_carer" { type = "boolean", label = "young carer", sensitivity = "sensitive",
  ask = "Are you under 25 and looking after somebody in your family?", column = { "Young Carer?", "Young adult carer?" } }
field "lone_parent" { type = "boolean", label = "lone parent", sensitivity = "sensitive",
  ask = "Do you bring up a child on your own?", column = { "Lone Parent?", "Single parent?" } }
field "armed_forces" { type = "boolean", label = "armed forces background", sensitivity = "sensitive",
  ask = "Have you served in the armed forces, or are you married to or the child of somebody who has?",
  column = { "Armed Forces?", "Veteran?", "Ex-forces?", "Armed forces community?" } }
field "right_to_work" { type = "category", label = "right to work", sensitivity = "sensitive",
  values = { -- Home Office, Employer's guide to right to work checks: a check ends without limit, with a limit, or with none
    { "yes", "Y", "Yes (share code)", "Yes - share code", "Share code", "Unlimited", "Unrestricted", "Yes (British)", "Yes (passport)",
      "British", "Irish", "British citizen", "Irish citizen", "UK citizen", "British passport", "UK passport", "Irish passport",
      "Settled", "Settled status", "EU settled status", "ILR", "Indefinite leave to remain" },
    { "limited", "Limited hours", "Restricted", "Yes (limited)", "Yes - limited", "Time limited", "Student visa", "Graduate visa",
      "20 hours", "20 hrs", "Yes - 20 hours", "Yes - 20 hrs", "Yes (20 hours)", "Yes (20 hrs)" },
    { "no", "N", "None" },
  },
  -- A document or a status alone does not tell until when, or whether at all.
  others = { "BRP", "Biometric residence permit", "eVisa", "Visa", "Passport", "Birth certificate", "EUSS", "Pre-settled", "Pre-settled status",
             "EU pre-settled status", "Refugee", "Refugee status", "Asylum seeker", "Pending", "Checked", "To be checked" },
  ask = "Do you have the right to work in the UK?", column = { "Right to Work?", "RTW", "RTW?", "Right to work in UK?" } }
field "right_to_work_until" { type = "date", label = "right to work until", sensitivity = "sensitive",
  ask = "Until when do you have the right to work?", column = { "RTW expiry", "Right to work expiry", "Visa expiry", "Right to work until" } }
-- After the Home Office's kinds of immigration status.
-- It shows national origin, and so race.
field "migration_status" { type = "category", label = "immigration status", sensitivity = "sensitive", protected = "race",
  values = {
    { "British or Irish citizen", "British", "Irish", "British citizen", "Irish citizen", "UK citizen", "UK national" },
    { "settled status", "EU settled status", "EUSS settled", "Settled" },
    { "pre-settled status", "EU pre-settled status", "EUSS pre-settled", "Pre-settled" },
    { "indefinite leave", "ILR", "Indefinite leave to remain", "Indefinite leave to enter" },
    { "refugee", "Refugee status" },
    { "humanitarian protection" },
    { "temporary protection", "Ukraine scheme", "Homes for Ukraine", "ARAP", "ACRS", "Afghan scheme" },
    { "asylum seeker", "Asylum", "Seeking asylum" },
    { "limited leave", "Visa", "Limited leave to remain", "Work visa", "Family visa", "Student", "Student visa", "Graduate visa",
      "Skilled worker visa", "Spouse visa", "Partner visa", "Discretionary leave", "BNO", "BN(O)", "BNO visa", "British National (Overseas)", "Hong Kong BNO" },
  },
  others = { "Other", "EU", "EEA", "EUSS", "UK", "BRP", "NRPF", "No recourse to public funds" },
  ask = "What is your immigration status?", column = { "Immigration Status", "Migration status", "Status group", "Nationality status" } }

-- ── Special category (UK GDPR Art. 9): a pack says why it may read these, and never puts people in order by them ──

-- The question is what Equality Act 2010 s.6 asks, in plain words.
field "disabled" { type = "boolean", label = "disabled", sensitivity = "special", protected = "disability",
  ask = "Are you disabled: does a physical or mental condition make daily life harder, for a year or more?",
  column = { "Disabled (Y/N/PNTS)", "Disabled?", "Disability", "Disability?", "Disability (Y/N)" } }
-- The categories of the NHS Electronic Staff Record.
field "impairments" { type = "set", label = "impairments", sensitivity = "special", protected = "disability",
  values = { "learning disability or difficulty", "long-standing illness", "mental health condition", "physical impairment",
             "sensory impairment", { "other impairment", "Other" } },
  ask = "Which disabilities or long-term health conditions do you have?", column = { "Impairment", "Impairment type", "Disability type" } }
field "neurodivergent" { type = "boolean", label = "neurodivergent", sensitivity = "special", protected = "disability",
  ask = "Are you neurodivergent: autistic, dyslexic or with attention deficit hyperactivity disorder (ADHD), for example?", column = { "Neurodivergent?", "Neurodiverse?", "ND?" } }
field "deaf" { type = "boolean", label = "deaf or hard of hearing", sensitivity = "special", protected = "disability",
  ask = "Are you deaf or hard of hearing?", column = { "Deaf?", "Deaf or hard of hearing?", "Deaf/HoH", "Hearing loss" } }
field "ehcp" { type = "boolean", label = "education, health and care plan", sensitivity = "special", protected = "disability",
  others = { "In progress", "Pending", "Applied for", "Being assessed" },
  ask = "Do you have an education, health and care plan (EHCP)?", column = { "EHCP?", "EHC plan", "EHCP Plan", "Education Health and Care Plan" } }
field "health_condition" { type = "boolean", label = "health condition", sensitivity = "special", protected = "disability",
  ask = "Do you have a health condition that lasts, or will last, a year or more?",
  column = { "Health condition?", "Long term health condition?", "LTHC" } }
-- The 19 ethnic groups of the Government Statistical Service (England and Wales, 2021). Lists put the broad group first, in many ways.
local function ethnic_group(name, broad, short)
  local group = { name }
  for _, alias in ipairs(short) do
    table.insert(group, alias)
    for _, before in ipairs(broad) do table.insert(group, before .. " - " .. alias) end
  end
  return group
end

local white = { "White" }
local mixed = { "Mixed", "Mixed/Multiple", "Mixed or multiple", "Mixed/multiple ethnic groups", "Mixed or multiple ethnic groups" }
local asian = { "Asian", "Asian/Asian British", "Asian or Asian British" }
local black = { "Black", "Black British", "Black/Black British", "Black or Black British", "Black/African/Caribbean/Black British",
  "Black, Black British, Caribbean or African" }
local other = { "Other", "Other ethnic group" }

field "ethnicity" { type = "category", label = "ethnic group", sensitivity = "special", protected = "race",
  values = {
    { "English, Welsh, Scottish, Northern Irish or British", "White British", "White English", "English/Welsh/Scottish/Northern Irish/British",
      "White - English/Welsh/Scottish/Northern Irish/British", "White - English, Welsh, Scottish, Northern Irish or British" },
    ethnic_group("Irish", white, { "Irish" }),
    ethnic_group("Gypsy or Irish Traveller", white, { "Gypsy or Irish Traveller", "Gypsy/Irish Traveller" }),
    ethnic_group("Roma", white, { "Roma" }),
    ethnic_group("Any other White background", white, { "Any other White background", "Any other White", "Other White", "White Other", "Other White background" }),
    ethnic_group("White and Black Caribbean", mixed, { "White and Black Caribbean", "White & Black Caribbean" }),
    ethnic_group("White and Black African", mixed, { "White and Black African", "White & Black African" }),
    ethnic_group("White and Asian", mixed, { "White and Asian", "White & Asian" }),
    ethnic_group("Any other Mixed or multiple ethnic background", mixed, { "Any other Mixed or multiple ethnic background",
      "Any other Mixed/multiple ethnic background", "Any other Mixed background", "Any other Mixed", "Other Mixed", "Mixed Other" }),
    ethnic_group("Indian", asian, { "Indian", "British Indian" }),
    ethnic_group("Pakistani", asian, { "Pakistani", "British Pakistani" }),
    ethnic_group("Bangladeshi", asian, { "Bangladeshi", "British Bangladeshi" }),
    ethnic_group("Chinese", asian, { "Chinese", "British Chinese" }),
    ethnic_group("Any other Asian background", asian, { "Any other Asian background", "Any other Asian", "Other Asian", "Asian Other" }),
    ethnic_group("Caribbean", black, { "Caribbean", "Black Caribbean" }),
    ethnic_group("African", black, { "African", "Black African" }),
    ethnic_group("Any other Black, Black British, or Caribbean background", black, { "Any other Black background", "Any other Black, Black British or Caribbean background",
      "Any other Black/African/Caribbean background", "Any other Black", "Other Black", "Black Other" }),
    ethnic_group("Arab", other, { "Arab" }),
    { "Any other ethnic group", "Other ethnic group", "Other", "Any other", "Other - Any other ethnic group" },
  },
  -- A broad group, or a people that the list of groups does not have: whoever keeps the list has to ask.
  others = { "White", "Black", "Asian", "Mixed", "British", "Black British", "Asian British", "European", "White European", "Eastern European",
             "Latin American", "Somali", "Turkish", "Kurdish" },
  ask = "What is your ethnic group?", column = { "Ethnicity", "Ethnic Group", "Ethnic Origin" } }
-- Census 2021, England.
field "religion" { type = "category", label = "religion", sensitivity = "special", protected = "religion or belief",
  values = { { "no religion", "None" }, "Christian", "Buddhist", "Hindu", "Jewish", "Muslim", "Sikh",
             { "any other religion", "Other", "Other religion" } },
  ask = "What is your religion?", column = { "Religion", "Faith", "Religion or belief" } }
-- Census 2021, England and Wales.
field "sexual_orientation" { type = "category", label = "sexual orientation", sensitivity = "special", protected = "sexual orientation",
  values = { { "straight or heterosexual", "Straight", "Heterosexual" }, { "gay or lesbian", "Gay", "Lesbian" }, "bisexual",
             { "other sexual orientation", "Other" } },
  ask = "What is your sexual orientation?", column = { "Sexual Orientation", "Orientation" } }
field "adjustments" { type = "set", label = "adjustments needed", sensitivity = "special", protected = "disability",
  ask = "What needs to be different for you, at an interview or at work?", column = { "Adjustments", "Reasonable adjustments", "Access needs" } }

-- ── The vacancy: the columns of NHS Jobs extracts, and what schemes ask beyond them ──────────────

field "reference" { of = "vacancy", type = "text", label = "vacancy",
  column = { "VACANCY_ID", "Vacancy ID", "Vacancy Ref", "Vacancy Reference" } }
field "job_reference" { of = "vacancy", type = "text", label = "job reference", column = { "JOB_REFERENCE", "Job Ref" } }
field "title" { of = "vacancy", type = "text", label = "job title", column = { "JOB_TITLE", "Vacancy Title" } }
-- NHS Organisation Data Service codes, with the trusts' names.
-- Any other employer is kept as the list writes it.
field "employer" { of = "vacancy", type = "text", label = "employer",
  column = { "ODS", "ODS Code", "Employer code", "Trust code", "Organisation code", "Org code" },
  values = {
    { "R1H", "Barts Health NHS Trust", "Barts Health" },
    { "R1K", "London North West University Healthcare NHS Trust" },
    { "RA4", "Yeovil District Hospital NHS Foundation Trust" },
    { "RAL", "Royal Free London NHS Foundation Trust" },
    { "RAN", "Royal National Orthopaedic Hospital NHS Trust" },
    { "RAP", "North Middlesex University Hospital NHS Trust" },
    { "RAS", "The Hillingdon Hospitals NHS Foundation Trust" },
    { "RAT", "North East London NHS Foundation Trust", "NELFT" },
    { "RF4", "Barking, Havering and Redbridge University Hospitals NHS Trust" },
    { "RH5", "Somerset NHS Foundation Trust" },
    { "RJ1", "Guy's and St Thomas' NHS Foundation Trust", "Guy's & St Thomas' NHS Foundation Trust", "GSTT" },
    { "RJ2", "Lewisham and Greenwich NHS Trust" },
    { "RJ6", "Croydon Health Services NHS Trust" },
    { "RJ7", "St George's University Hospitals NHS Foundation Trust" },
    { "RJZ", "King's College Hospital NHS Foundation Trust" },
    { "RKE", "Whittington Health NHS Trust" },
    { "RKL", "West London NHS Trust" },
    { "RM3", "Northern Care Alliance NHS Foundation Trust", "Salford Royal NHS Foundation Trust" },
    { "RNK", "Tavistock and Portman NHS Foundation Trust" },
    { "RP4", "Great Ormond Street Hospital for Children NHS Foundation Trust" },
    { "RP6", "Moorfields Eye Hospital NHS Foundation Trust", "Moorfields Eye Hospital" },
    { "RPG", "Oxleas NHS Foundation Trust" },
    { "RPY", "The Royal Marsden NHS Foundation Trust" },
    { "RQM", "Chelsea and Westminster Hospital NHS Foundation Trust" },
    { "RQX", "Homerton Healthcare NHS Foundation Trust", "Homerton University Hospital NHS Foundation Trust" },
    { "RQY", "South West London and St George's Mental Health NHS Trust" },
    { "RRK", "University Hospitals Birmingham NHS Foundation Trust" },
    { "RRV", "University College London Hospitals NHS Foundation Trust", "UCLH" },
    { "RV3", "Central and North West London NHS Foundation Trust", "CNWL" },
    { "RV5", "South London and Maudsley NHS Foundation Trust", "SLaM" },
    { "RVR", "Epsom and St Helier University Hospitals NHS Trust" },
    { "RWK", "East London NHS Foundation Trust", "ELFT" },
    { "RXK", "Sandwell and West Birmingham Hospitals NHS Trust" },
    { "RY9", "Hounslow and Richmond Community Healthcare NHS Trust" },
    { "RYJ", "Imperial College Healthcare NHS Trust" },
    { "RYX", "Central London Community Healthcare NHS Trust" },
  } }
field "employer_name" { of = "vacancy", type = "text", label = "employer's name", fills = "employer",
  column = { "EMPLOYER_NAME", "Employer", "Trust", "Trust name", "Hiring Organisation", "Organisation", "Organisation name" } }
field "staff_group" { of = "vacancy", type = "category", label = "staff group", values = staff_groups, column = { "STAFF_GROUP" } }
field "area_of_work" { of = "vacancy", type = "text", label = "area of work", column = { "AREA_OF_WORK", "Department" } }
field "pay_band" { of = "vacancy", type = "category", label = "pay band", ordered = true, column = { "PAY_BAND", "Band", "AfC Band" },
  others = { "Other", "Medical", "Medical & Dental", "Medical and Dental", "Dental", "Very senior manager", "Very senior managers", "VSM",
             "Local", "Local pay", "Spot salary", "Spot rate", "Ad hoc", "Non-AfC", "Non AfC", "Apprentice" },
  values = bands }
field "salary_min" { of = "vacancy", type = "number", label = "lowest salary a year", column = { "SALARY_RANGE_MIN", "Minimum salary" } }
field "salary_max" { of = "vacancy", type = "number", label = "highest salary a year", column = { "SALARY_RANGE_MAX", "Maximum salary" } }
field "fixed_salary" { of = "vacancy", type = "number", label = "salary a year", column = { "FIXED_SALARY", "Salary" },
  others = { "Negotiable", "Competitive", "Depending on experience", "Dependent on experience", "DOE" } }
field "hourly_pay" { of = "vacancy", type = "number", label = "pay an hour", column = { "Hourly pay", "Hourly rate", "Pay per hour" } }
-- NHS Jobs.
field "contract_type" { of = "vacancy", type = "category", label = "contract", column = { "CONTRACT_TYPE", "Contract" },
  values = { { "permanent", "Permanent contract", "Perm" }, { "fixed term", "Fixed term contract", "FTC", "Temporary", "Temporary contract" },
             { "bank", "Bank staff", "Bank contract" }, { "apprenticeship", "Apprentice" }, "secondment", "locum",
             { "training", "Trainee", "Training post" }, { "voluntary", "Volunteer", "Honorary" } },
  others = { "Other" } }
field "working_pattern" { of = "vacancy", type = "set", label = "working pattern", column = { "WORKING_PATTERN", "Hours type" },
  values = { "full time", "part time", { "flexible working", "Flexible" }, "job share", { "shifts", "Shift", "Shift work" },
             { "nights", "Night work", "Night shifts" },
             { "term time", "Term time hours", "Term time only" }, "annualised hours", "compressed hours",
             { "home working", "Home or remote working", "Remote" } } }
field "hours" { of = "vacancy", type = "number", label = "hours a week", column = { "Hours per week", "Weekly hours" } }
field "postcode" { of = "vacancy", type = "text", label = "employer's postcode", column = { "EMPLOYER_POSTCODE", "Post Code", "Job postcode" } }
field "borough" { of = "vacancy", type = "category", label = "borough or council area", values = areas,
  column = { "Job borough", "GSS", "GSS Code", "Local Authority" } }
field "region" { of = "vacancy", type = "text", label = "region", column = { "REGION" } }
field "closing_on" { of = "vacancy", type = "date", label = "closing date", column = { "Closing Date", "Closes", "CLOSING_DATE" } }
-- Disclosure and Barring Service.
field "dbs" { of = "vacancy", type = "category", label = "Disclosure and Barring Service (DBS) check", ordered = true, column = { "DBS Level", "DBS", "DBS check" },
  values = { { "none", "Not needed" }, "basic", "standard", { "enhanced", "Enhanced DBS" },
             { "enhanced with barred lists", "Enhanced with barred list", "Enhanced with barred list check" } } }
-- Whom an employer keeps a vacancy for, in the words of the packs that look at it.
field "held_for" { of = "vacancy", type = "set", label = "held for",
  column = { "Held for", "Kept for", "Ring-fenced for", "Ringfenced for", "Reserved for" } }
field "essential" { of = "vacancy", type = "set", label = "essential criteria", column = { "Essential Criteria", "Essential" } }
field "advert" { of = "vacancy", type = "text", label = "text of the advert", column = { "Advert", "Advert text", "Description", "Job description" } }
