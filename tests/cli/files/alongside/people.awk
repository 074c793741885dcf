# Made-up people and vacancies, the same each time: as lists, and as rows of tests with the outcomes that
# `berth eval --format csv` gave for those lists (outcomes.csv, in the second pass).
function pick(list, n, parts) { n = split(list, parts, "|"); seed = (seed * 1103515245 + 12345) % 2147483648; return parts[int(seed / 65536) % n + 1] }
function day(from, n) { seed = (seed * 1103515245 + 12345) % 2147483648; n = from + int(seed / 65536) % 12; return sprintf("2024-%02d-%02d", n % 12 + 1, n % 28 + 1) }
function value(key, text) { if (text != "") row = row key " = \"" text "\", " }
function number(key, text) { if (text != "") row = row key " = " text ", " }
BEGIN {
  FS = ","; seed = 7
  while ((getline < "outcomes.csv") > 0) outcome[$2 "," $3 "," $4] = $5
  print "Client Ref,Date of Birth,Borough,Employment,Benefits,Current Hours,Referral Date,Enrolled in" > "people.csv"
  print "Vacancy ID,Employer,Borough,Job Title" > "vacancies.csv"
  printf "test \"as eval says\" { rule = \"course\", as_of = \"2025-01-01\",\n" > "course_test.lua"
  printf "test \"as eval says\" { rule = \"interviews\", as_of = \"2025-01-01\",\n" > "interviews_test.lua"
  for (v = 1; v <= 4; v++) {
    employer[v] = pick("RP6|RP6|R1H"); place[v] = v % 2 ? "Hackney" : "Newham"
    printf "V%d,%s,%s,Porter %d\n", v, employer[v], place[v], v > "vacancies.csv"
  }
  for (i = 1; i <= 250; i++) {
    born = pick("1960-01-01|1984-01-02|1984-01-01|1983-12-31|1990-05-05|2004-02-29|2005-01-01|2007-01-01|2007-01-02|")
    borough = pick("Hackney|Newham|Hackney|Newham|Camden|"); work = pick("unemployed|employed|self-employed|"); benefits = pick("UC|UC;PIP|none||")
    hours = pick("0|8|9|37.5||"); referred = pick("yes|yes|no") == "yes" ? day(0) : ""; enrolled = pick("alongside/course|none|||||")
    printf "C%d,%s,%s,%s,%s,%s,%s,%s\n", i, born, borough, work, benefits, hours, referred, enrolled > "people.csv"
    row = ""
    value("date_of_birth", born); value("borough", borough); value("employment", work); number("hours_now", hours); value("referred_on", referred)
    if (benefits != "") { gsub(";", "\", \"", benefits); row = row "benefits = {" (benefits == "none" ? "" : " \"" benefits "\" ") "}, " }
    if (enrolled != "") row = row "enrolled_in = {" (enrolled == "none" ? "" : " \"course\" ") "}, "
    printf "  { candidate = { %s}, expect = \"%s\" },\n", row, outcome["alongside/course,C" i ","] > "course_test.lua"
    v = i % 4 + 1; key = "alongside/interviews,C" i ",V" v
    printf "  { candidate = { %s}, vacancy = { employer = \"%s\", borough = \"%s\", title = \"Porter %d\" }, expect = \"%s\" },\n", row, employer[v], place[v], v, key in outcome ? outcome[key] : "not_covered" > "interviews_test.lua"
  }
  print "}" > "course_test.lua"; print "}" > "interviews_test.lua"
}
