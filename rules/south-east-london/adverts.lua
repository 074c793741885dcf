-- The solutions that are about adverts and application papers: data for styles that check them. A style is a file of this pack like
-- any other, so it sees these tables: adverts.plain_words.words, say.
--
-- `words`, `barrier` and `group` are the document's. It does not say how to tell whether an advert does it: `looks_at` is what a
-- checker of texts can look at, and `beyond` what only a person can, and both are ours.

-- The barriers, as the document names them. The plan's offers have them too.
barriers = {
  jobs = "Where to find jobs",
  practices = "Inaccessible recruitment practices",
  advice = "Poor career advice and lack of confidence",
}

adverts = {
  plain_words = {
    words = "No jargon, easy to read job adverts",
    barrier = barriers.jobs, group = "everyone",
    looks_at = { "jargon and abbreviations that are not explained", "long sentences and paragraphs", "the reading age" },
    beyond = "whether the people whom it is for understand it",
  },
  sign_language_video = {
    words = "BSL video to explain how deaf & hard of hearing individuals can access additional support",
    barrier = barriers.jobs, group = "deaf and hard of hearing",
    looks_at = { "whether the advert names a video in British Sign Language, or links to one" },
    beyond = "whether the video explains how to get support",
  },
  diverse_places = {
    words = "Advertise roles in diverse places not just NHS sites",
    barrier = barriers.practices, group = "everyone",
    looks_at = {},
    beyond = "where the advert was published, which its text does not show",
  },
  simple_papers = {
    words = "Co-review recruitment documentation to make sure it is simple & accessible for all",
    barrier = barriers.practices, group = "everyone",
    looks_at = { "job descriptions and person specifications, as adverts are looked at" },
    beyond = "whether people whom it is for have reviewed it",
  },
  easy_application = {
    words = "Ensure application platform and documents are user-friendly & accessible",
    barrier = barriers.practices, group = "everyone",
    looks_at = { "application documents, as adverts are looked at" },
    beyond = "the application platform",
  },
}
