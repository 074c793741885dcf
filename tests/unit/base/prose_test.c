/* Words, sentences, acronyms. */
#include "base/prose.h"

#include "../test.h"
#include "base/buffer.h"

static ProseSpan span(const char *text) {
    return (ProseSpan){text, strlen(text)};
}

/* What `next` takes from the text, with "|" between. */
static const char *parts(const char *text, bool (*next)(ProseSpan *, ProseSpan *)) {
    static char out[1024];
    Buffer list = {0};
    ProseSpan rest = span(text), part;
    while (next(&rest, &part)) {
        if (list.length) buffer_add_char(&list, '|');
        buffer_add(&list, part.at, part.length);
    }
    snprintf(out, sizeof out, "%s", buffer_string(&list));
    buffer_close(&list);
    return out;
}

static const char *words(const char *text) {
    return parts(text, prose_next_word);
}

static const char *sentences(const char *text) {
    return parts(text, prose_next_sentence);
}

static const char *acronyms(const char *text) {
    return parts(text, prose_next_acronym);
}

static void test_words(void) {
    CHECK_STR(words(""), "");
    CHECK_STR(words("  \n "), "");
    CHECK_STR(words("one"), "one");
    CHECK_STR(words("Do you live here?"), "Do|you|live|here");
    CHECK_STR(words("don't, it’s (16-29) - £14.80 an hour: A&E"), "don't|it’s|16-29|14.80|an|hour|A&E");
    CHECK_STR(words("and/or here—there … a\xC2\xA0"
                    "b"),
              "and|or|here|there|a|b");
    CHECK_STR(words("Zoë «Ångström» – ñ"), "Zoë|Ångström|ñ");
    CHECK_INT(prose_count_words(span("aged 16 or over")), 4);
    CHECK_INT(prose_count_words(span(" . ! – (\"\") ")), 0);
}

static void test_sentences(void) {
    CHECK_STR(sentences(""), "");
    CHECK_STR(sentences("One only"), "One only");
    CHECK_STR(sentences(" One. Two! Three? Four… Five "), "One.|Two!|Three?|Four…|Five");
    CHECK_STR(sentences("He asked \"Why?\" They said (quietly.) \"No.\""),
              "He asked \"Why?\"|They said (quietly.)|\"No.\"");
    CHECK_STR(sentences("What?! \xE2\x80\x9CYes.\xE2\x80\x9D"), "What?!|“Yes.”");
    CHECK_STR(sentences("Pay of £14.80 an hour. See www.example.org now."),
              "Pay of £14.80 an hour.|See www.example.org now.");
    CHECK_STR(sentences("A heading\n\nA line\nthat goes on\n \t\nThe last"),
              "A heading|A line\nthat goes on|The last");
    CHECK_STR(sentences("In 2024. 30 people came."), "In 2024.|30 people came.");
}

static void test_full_stops_that_end_nothing(void) {
    CHECK_STR(sentences("Skills, e.g. Excel. Then"), "Skills, e.g. Excel.|Then");
    CHECK_STR(sentences("Ask Dr. Smith or J. Jones. Then"), "Ask Dr. Smith or J. Jones.|Then");
    CHECK_STR(sentences("See s. 13 and No. 5. Then"), "See s. 13 and No. 5.|Then");
    CHECK_STR(sentences("Longer than sixteen bytes e.g. Ones, unbelievabledr. Two"),
              "Longer than sixteen bytes e.g. Ones, unbelievabledr.|Two");
    CHECK_STR(sentences("They said no. Then they went."), "They said no.|Then they went.");
    CHECK_STR(sentences("It takes approx. Ten weeks. Then"), "It takes approx. Ten weeks.|Then");
    CHECK_STR(sentences("Come now. (or later) It is open. (It is.)"),
              "Come now. (or later) It is open.|(It is.)");
    CHECK_STR(sentences("a school, a college etc. or work"), "a school, a college etc. or work");
    CHECK_STR(sentences("Why? because. Écoute. élan"), "Why? because.|Écoute. élan");
}

static void test_acronyms(void) {
    CHECK_STR(acronyms("Do you have an education, health and care plan?"), "");
    CHECK_STR(acronyms("an EHCP, GPs, the NHS's and the NHS’s (SWAP)"), "EHCP|GP|NHS|NHS|SWAP");
    CHECK_STR(acronyms("DfE and SLaM, but McDonald, LinkedIn, PhD"), "DfE|SLaM|PhD");
    CHECK_STR(acronyms("A&E, H&F, L2, E1, SE1, R1H, COVID19, T Level"), "A&E|H&F");
    CHECK_STR(acronyms("an NHS-funded CV/DBS course, NHS.uk"), "NHS|CV|DBS|NHS");
    CHECK_STR(acronyms("AS & BS, 'UC'"), "AS|BS|UC");
    CHECK_STR(acronyms("Ss S's & '' s"), "");
    CHECK_STR(acronyms("BaMe, BAMe"), "BAMe");
}

/* Is some acronym of the text explained where it stands? */
static bool explains(const char *text) {
    ProseSpan rest = span(text), acronym;
    while (prose_next_acronym(&rest, &acronym))
        if (prose_is_explained(span(text), acronym)) return true;
    return false;
}

static void test_explained(void) {
    CHECK(explains("an education, health and care plan (EHCP)"));
    CHECK(explains("Education, health and care plans (EHCPs) are for some"));
    CHECK(explains("EHCP (education, health and care plan)"));
    CHECK(explains("No EHCP? An education, health and care plan (EHCP) is"));
    CHECK(!explains("Do you have an EHCP?"));
    /* Of four letters the last ten words can be the meaning. */
    CHECK(explains("Also two three four five six seven eight nine ten (AHCP)"));
    CHECK(!explains("Also one two three four five six seven eight nine ten (AHCP)"));
    CHECK(!explains("Do you have one (EHCP)?"));
    CHECK(!explains("(EHCP)"));
    CHECK(!explains("EHCP (or one like it)"));
    CHECK(!explains("each one who comes of all those many people in the long list that we keep (EHCP)"));
    CHECK(!explains(""));
}

/* Every cut of a text is read without going past its end, and ends. */
static void test_any_bytes(void) {
    const char text[] = "A. “B&C’s” \xE2\x80(\xFF) EHCP (e …\n\n\xC3 x.";
    for (size_t from = 0; from < sizeof text; from++)
        for (size_t length = 0; from + length < sizeof text; length++) {
            char copy[sizeof text];
            memcpy(copy, text + from, length);
            ProseSpan rest = {copy, length}, part;
            uint32_t steps = 0;
            while (prose_next_sentence(&rest, &part) && steps <= length)
                steps += part.at >= copy && part.at + part.length <= copy + length ? 1 : 1000;
            CHECK(steps <= length);
            rest = (ProseSpan){copy, length};
            while (prose_next_acronym(&rest, &part))
                prose_is_explained((ProseSpan){copy, length}, part);
        }
}

static const Test tests[] = {
    {"words stand between white space, slashes and long dashes", test_words},
    {"sentences end with a mark before white space, or with an empty line", test_sentences},
    {"an abbreviation's full stop ends no sentence", test_full_stops_that_end_nothing},
    {"acronyms are words of capitals", test_acronyms},
    {"an acronym is explained beside it", test_explained},
    {"any bytes can be read", test_any_bytes},
};

TEST_MAIN(tests)
