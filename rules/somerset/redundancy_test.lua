-- "Guaranteed Interviews for those worst affected by redundancy in Somerset at Oscar Mayer and Debenhams"

local porter = { reference = "V1", employer = "RH5", borough = "Somerset", title = "Porter" }
local worst  = "among those worst affected by redundancy, which the document does not define"

test "the cohort of Oscar Mayer and Debenhams is known, the worst affected among it are not" {
  rule = "redundancy-interviews", as_of = "2021-07-14",
  { candidate = { borough = "Somerset", redundancy_employer = "Oscar Mayer" }, vacancy = porter,
    expect = { outcome = "refer", unknown = { worst } } },
  { candidate = { borough = "Somerset", redundancy_employer = "Debenhams" }, vacancy = porter,
    expect = { outcome = "refer", unknown = { worst } } },
  { candidate = { borough = "Somerset", redundancy_employer = "Another employer" }, vacancy = porter,
    expect = { outcome = "not_guaranteed", unmet = { "made redundant by Oscar Mayer or Debenhams" } } },
  -- The interview does not wait for a course.
  { candidate = { borough = "Somerset", redundancy_employer = "Oscar Mayer", completed = {} }, vacancy = porter, expect = "refer" },
}

test "somebody from over the border is not turned away, and nobody there is asked" {
  rule = "redundancy-interviews", as_of = "2021-07-14",
  { candidate = { borough = "elsewhere", redundancy_employer = "Oscar Mayer" }, vacancy = porter,
    expect = { outcome = "refer", unknown = { worst, "lives elsewhere and had the job in Somerset" } } },
  { candidate = { borough = "elsewhere", redundancy_employer = "Another employer" }, vacancy = porter, expect = "not_guaranteed" },
  { candidate = { borough = "elsewhere" }, vacancy = porter,
    expect = { outcome = "not_guaranteed", unmet = { "lives in Somerset or named the employer" }, ask = {} } },
}

test "the interviews ask for what is missing" {
  rule = "redundancy-interviews", as_of = "2021-07-14",
  { candidate = { borough = "Somerset" }, vacancy = porter,
    expect = { outcome = "needs_information", ask = { "redundancy_employer" } } },
  { candidate = { redundancy_employer = "Debenhams" }, vacancy = porter,
    expect = { outcome = "needs_information", ask = { "borough" } } },
}

local checks  = "Pre-employment checks that are paid for"
local videos  = "Videos in Portuguese"
local english = "An English course for health and care, if it is arranged"

test "support after the closures" {
  rule = "redundancy-support", as_of = "2021-07-14",
  { candidate = { borough = "Somerset", redundancy_employer = "Oscar Mayer", languages = { "Portuguese", "English" } },
    expect = { offers = { checks, videos } } },
  { candidate = { borough = "Somerset", redundancy_employer = "Oscar Mayer", languages = { "English" } },
    expect = { offers = { checks }, not_offered = { videos } } },
  -- Whether language is a barrier for somebody, and whether the course came about, a person says.
  { candidate = { borough = "Somerset", redundancy_employer = "Oscar Mayer", languages = { "Polish" } },
    expect = { offers = { checks }, offers_open = { english }, ask = {} } },
  { candidate = { borough = "Somerset", redundancy_employer = "Debenhams", languages = { "Portuguese" } },
    expect = { offers = { checks }, not_offered = { videos, english } } },
  { candidate = { borough = "Somerset", redundancy_employer = "Another employer", languages = { "Portuguese" } },
    expect = { offers = {}, not_offered = { checks, videos, english } } },
  { candidate = { borough = "Somerset", redundancy_employer = "Oscar Mayer" },
    expect = { offers = { checks }, ask = { "languages" } } },
  { candidate = { borough = "Hackney" }, expect = { offers = {}, ask = {} } },
}

local known = { borough = "Somerset", redundancy_employer = "Debenhams" }

test "the interviews are in Somerset, or with its two trusts" {
  rule = "redundancy-interviews", as_of = "2021-07-14",
  { candidate = known, vacancy = { employer = "Somerset Care", borough = "Somerset" }, expect = "refer" },
  { candidate = known, vacancy = { employer = "RH5" }, expect = "refer" },
  { candidate = known, vacancy = { employer = "RA4" }, expect = "refer" },
  { candidate = known, vacancy = { employer = "RP6", borough = "Islington" }, expect = "not_covered" },
  { candidate = known, vacancy = { employer = "RP6" }, expect = "unclear" },
}
