/* Import: lists into a dataset, all or nothing. What the dataset then holds is asked of SQLite itself. */
#include "../test.h"
#include "fixture.h"

#define HEAD                        "Client Ref,Borough,Carer?\n"

#define CHECK_ASK(f, sql, expected) CHECK_STR(fixture_ask(f, sql), expected)

/* The row of the notes on what lists look like, with its headings. */
static void test_messy_row(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(
        &f,
        "\xEF\xBB\xBF"
        "Client Ref,Forename,Surname,D.O.B,Age,NI No.,Postcode,Borough,Employment Status,Length of "
        "Unemp,Benefit,"
        "Right to Work?,English Level,Disabled (Y/N/PNTS),Ethnicity,Care Leaver?,EHCP,Carer?,Hours "
        "wanted,Referred by,"
        "Date of Referral\n"
        "HW/00123,Test,Person,03/04/2001,24,qq 12 34 56 c,e1 4ns,LB Tower Hamlets,Unemployed - LTU,18 mths,"
        "\"UC; PIP\",Yes (share code),E3,PNTS,Any other White background,no,,Y - young carer,16-20,Work "
        "coach,45748\n"
        "HW/00124,Other,Person,29/04/2001,,,,,,,none,,,,,,,,,,\n",
        "2025-04-01"));
    CHECK_INT(f.report.added, 2);
    CHECK_INT(f.report.rows, 2);
    CHECK_INT(f.messages.count, 3);
    CHECK_ASK(&f, "SELECT reference FROM person WHERE id = 1", "HW/00123");
    CHECK_ASK(&f, "SELECT date(date_of_birth * 86400, 'unixepoch') FROM person WHERE id = 1", "2001-04-03");
    CHECK_ASK(&f, "SELECT ni_number || forename || surname FROM person_identity WHERE id = 1",
              "QQ123456CTestPerson");
    CHECK_ASK(&f, "SELECT postcode FROM person WHERE id = 1", "E1 4NS");
    CHECK_ASK(&f,
              "SELECT value FROM person JOIN category ON code = borough AND field = 'borough' WHERE id = 1",
              "Tower Hamlets");
    CHECK_ASK(
        &f,
        "SELECT value FROM person JOIN category ON code = employment AND field = 'employment' WHERE id = 1",
        "unemployed");
    CHECK_ASK(&f, "SELECT date(unemployed_since * 86400, 'unixepoch') FROM person WHERE id = 1",
              "2023-10-01");
    CHECK_ASK(&f, "SELECT benefits FROM person WHERE id = 1", "PIP;UC");
    CHECK_ASK(&f, "SELECT right_to_work || care_experienced || carer FROM person WHERE id = 1", "101");
    CHECK_ASK(&f, "SELECT disabled IS NULL AND ehcp IS NULL AND declined = 'disabled' FROM person_special",
              "1");
    CHECK_ASK(&f, "SELECT count(*) FROM person_special", "1");
    CHECK_ASK(&f, "SELECT hours_from || '-' || hours_upto FROM person WHERE id = 1", "16-20");
    CHECK_ASK(&f, "SELECT date(referred_on * 86400, 'unixepoch') FROM person WHERE id = 1", "2025-04-01");
    CHECK_ASK(&f, "SELECT benefits = '' AND hours_upto IS NULL AND declined IS NULL FROM person WHERE id = 2",
              "1");
    /* On 1 April 2025 a birthday on 3 April has not come yet. */
    CHECK_SAID(&f, MESSAGE_WARNING, 2, "'24' under 'Age': by the date beside it, it is 23");
    CHECK_SAID(&f, MESSAGE_WARNING, 2, "'Yes (share code)' under 'Right to Work?'");
    CHECK_SAID(&f, MESSAGE_WARNING, 2, "'Y - young carer' under 'Carer?'");
    CHECK_ASK(&f, "SELECT age_stated IS NULL FROM person WHERE id = 1", "1");
    fixture_close(&f);
}

static void test_stated_age(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, "Reference,Age,Date of birth\nA,24,\nB,,2001-04-03\nC,131,\n", "2025-04-01") ==
          false);
    CHECK_SAID(&f, MESSAGE_ERROR, 4, "'131' under 'Age' is not an age");
    CHECK(fixture_put(&f, "Reference,Age,Date of birth\nA,24,\nB,23,2001-04-03\n", "2025-04-01"));
    CHECK_INT(f.messages.count, 0);
    CHECK_ASK(&f,
              "SELECT age_stated || ' ' || date(age_stated_on * 86400, 'unixepoch') FROM person WHERE id = 1",
              "24 2025-04-01");
    CHECK_ASK(&f, "SELECT age_stated IS NULL AND age_stated_on IS NULL FROM person WHERE id = 2", "1");
    CHECK(fixture_put(
        &f,
        "Reference,Age,Date of birth,age_stated_on\nC,24,,2024-12-01\nD,23,2001-04-03,2024-12-01\nE,24,,\n",
        "2025-04-10"));
    CHECK_INT(f.messages.count, 0);
    CHECK_ASK(&f,
              "SELECT age_stated || ' ' || date(age_stated_on * 86400, 'unixepoch') FROM person WHERE id = 3",
              "24 2024-12-01");
    CHECK_ASK(&f, "SELECT age_stated_on IS NULL FROM person WHERE id = 4", "1");
    CHECK_ASK(&f, "SELECT date(age_stated_on * 86400, 'unixepoch') FROM person WHERE id = 5", "2025-04-10");
    CHECK(!fixture_put(&f, "Reference,Date of birth\nA,2025-04-02\n", "2025-04-01"));
    CHECK_SAID(&f, MESSAGE_ERROR, 2, "after the day of the list");
    fixture_close(&f);
}

static void test_ranges(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, "Reference,Hours wanted\nA,16\nB,16-20\nC,PNTS\n", NULL));
    CHECK_ASK(&f, "SELECT group_concat(hours_from || '-' || hours_upto) FROM person", "16-16,16-20");
    CHECK_ASK(&f, "SELECT declined FROM person WHERE reference = 'C'", "hours_from;hours_upto");
    CHECK(fixture_put(&f, "Reference,Hours wanted,Hours at most\nD,16,30\nE,16,\nF,16-20,\n", NULL));
    CHECK_ASK(&f,
              "SELECT group_concat(coalesce(hours_upto, 'x')) FROM person WHERE reference IN ('D','E','F')",
              "30,x,20");
    CHECK(!fixture_put(&f, "Reference,Hours wanted,Hours at most\nG,16-20,30\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 2, "another column gives its upper end");
    fixture_close(&f);
}

static void test_headings(void) {
    Fixture f = fixture_open();
    CHECK(!fixture_put(&f, "Client Ref,Boroough,Favourite colour\nA,Hackney,blue\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 1,
               "'Boroough' is not a heading that a list of candidates can have (did you mean "
               "'Borough'?)");
    CHECK_SAID(&f, MESSAGE_ERROR, 1, "'Favourite colour'");
    CHECK_SAID(&f, MESSAGE_NOTE, 0, "Length of Unemp");
    CHECK_INT(f.error.line, 1);
    CHECK(!fixture_put(&f, "Client Ref,D.O.B,date of birth\nA,,\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 1,
               "'date of birth' means the field 'date_of_birth', as column 2 does already");
    CHECK(!fixture_put(&f, "Client Ref,Borough,Borough\nA,,\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 1, "as column 2 does already");
    CHECK(!fixture_put(&f, "Borough,Carer?\nHackney,Y\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 1,
               "each row needs a reference of its own, under a heading such as 'Client Ref'");
    CHECK(!fixture_put(&f, "", NULL));
    CHECK_HAS(f.error.text, "has no header");
    CHECK(!fixture_put(&f, "\xEF\xBB\xBF\n\n", NULL));
    CHECK_HAS(f.error.text, "has no header");
    CHECK(fixture_put(&f, HEAD, NULL));
    CHECK_SAID(&f, MESSAGE_NOTE, 0, "headings and no rows");
    CHECK(fixture_put(&f, "client_ref;BOROUGH;carer;;southwark.priority_estate\nA;Hackney;Y;;N\n", NULL));
    CHECK_ASK(&f, "SELECT carer || \"southwark.priority_estate\" FROM person", "10");
    CHECK(!fixture_put(&f, "Client Ref,\nA,x\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 2, "has no heading above it");
    fixture_close(&f);
}

static void test_refused_rows(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    CHECK(!fixture_put(&f, HEAD "B,Hackney\nC,Hackney,Y,x\nD,Hackny,perhaps\n\n,,\n,Hackney,Y\nE,Hackney,N\n",
                       NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 2, "this row has 2 cells, the heading line has 3");
    CHECK_SAID(&f, MESSAGE_ERROR, 3, "this row has 4 cells");
    CHECK_SAID(&f, MESSAGE_ERROR, 4,
               "'Hackny' under 'Borough' is not one of this column's values: correct it (did you "
               "mean 'Hackney'?)");
    CHECK_SAID(&f, MESSAGE_ERROR, 4, "'perhaps' under 'Carer?' is neither yes nor no");
    CHECK_SAID(&f, MESSAGE_ERROR, 7, "is no reference");
    CHECK_SAID(&f, MESSAGE_NOTE, 0, "1 empty rows");
    CHECK_INT(f.report.refused, 4);
    CHECK_INT(f.report.rows, 5);
    CHECK_INT(f.messages.errors, 5);
    CHECK_STR(f.error.text, "4 of 5 rows were refused: nothing was imported");
    CHECK_ASK(&f, "SELECT count(*) || ' ' || max(reference) FROM person", "1 A");
    CHECK_ASK(&f, "SELECT changes || ' ' || people FROM dataset", "1 1");
    CHECK_ASK(&f, "SELECT count(*) FROM import", "1");
    fixture_close(&f);
}

static void test_many_refusals(void) {
    Fixture f = fixture_open();
    Buffer list = {0};
    buffer_add_string(&list, HEAD);
    for (int i = 0; i < 50; i++)
        buffer_format(&list, "R%d,Hackney,perhaps\n", i);
    for (int i = 0; i < 30; i++)
        buffer_format(&list, "S%d,Hackney,see notes\n", i);
    CHECK(!fixture_put(&f, buffer_string(&list), NULL));
    CHECK_INT(f.messages.errors, IMPORT_REFUSALS);
    CHECK_INT(f.report.refused, 50);
    CHECK_SAID(&f, MESSAGE_NOTE, 0, "30 more were refused");
    CHECK_SAID(&f, MESSAGE_NOTE, 0, "10 more warnings");
    buffer_close(&list);
    fixture_close(&f);
}

/* What has to be mended comes before what is only to be known. */
static void test_order_of_messages(void) {
    Fixture f = fixture_open();
    Buffer list = {0};
    buffer_add_string(&list, HEAD);
    for (int i = 0; i < 30; i++)
        buffer_format(&list, "W%d,Hackney,see notes\n", i);
    buffer_add_string(&list, "R1,Hackny,see notes\nR2,Hackney,perhaps\n,,\n");
    CHECK(!fixture_put(&f, buffer_string(&list), NULL));
    CHECK_INT(f.messages.count, 2 + IMPORT_REFUSALS + 2);
    CHECK_INT(f.messages.errors, 2);
    CHECK_INT(f.messages.items[0].level, MESSAGE_ERROR);
    CHECK_INT(f.messages.items[0].line, 32);
    CHECK_INT(f.messages.items[1].level, MESSAGE_ERROR);
    CHECK_INT(f.messages.items[1].line, 33);
    for (uint32_t i = 2; i < f.messages.count && i < 2 + IMPORT_REFUSALS; i++) {
        CHECK_INT(f.messages.items[i].level, MESSAGE_WARNING);
        CHECK_INT(f.messages.items[i].line, i);
    }
    CHECK_SAID(&f, MESSAGE_NOTE, 0, "11 more warnings");
    CHECK_SAID(&f, MESSAGE_NOTE, 0, "1 empty rows");
    buffer_close(&list);
    fixture_close(&f);
}

static void test_references(void) {
    Fixture f = fixture_open();
    CHECK(!fixture_put(&f, HEAD "A,Hackney,Y\nB,,\nA,Hackney,N\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 4, "'A' is the reference of line 2 already");
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\nB,,\n00123,,\n", NULL));
    CHECK(!fixture_put(&f, HEAD "B,,Y\nC,,\nB,,Y\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 4, "'B' is the reference of line 2 already");
    CHECK(!fixture_put(&f, HEAD "A,,\nA,,\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 3, "'A' is the reference of line 2 already");
    CHECK(fixture_put(&f, HEAD "=\"00123\",,Y\na,,\n", NULL));
    CHECK_INT(f.report.updated, 1);
    CHECK_INT(f.report.added, 1);
    CHECK_ASK(&f, "SELECT group_concat(reference, ' ') FROM (SELECT reference FROM person ORDER BY id)",
              "A B 00123 a");
    fixture_close(&f);
}

#define DATES "Client Ref,D.O.B,Date of Referral\n"

static void test_date_orders(void) {
    Fixture f = fixture_open();
    /* Each column is settled on its own. */
    CHECK(fixture_put(&f, DATES "A,03/04/2001,3/4/2025\nB,13/04/2001,1/25/2025\n", "2025-06-01"));
    CHECK_ASK(&f, "SELECT date(date_of_birth * 86400, 'unixepoch') FROM person WHERE reference = 'A'",
              "2001-04-03");
    CHECK_ASK(&f, "SELECT date(referred_on * 86400, 'unixepoch') FROM person WHERE reference = 'A'",
              "2025-03-04");
    CHECK_INT(f.report.columns[1].dates, DATES_DMY);
    CHECK_INT(f.report.columns[2].dates, DATES_MDY);
    CHECK(!fixture_put(&f, DATES "C,2001-04-03,\nD,03/04/2001,5 May 2025\n", NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 3, "the dates under 'D.O.B' may have the day or the month first");
    CHECK_SAID(&f, MESSAGE_ERROR, 3, "--dates dmy or --dates mdy");
    CHECK(fixture_put(&f, DATES "E,04/04/2001,45748\n", NULL));
    CHECK(!fixture_put(&f, DATES "F,13/04/2001,\nG,04/13/2001,\n", NULL));
    fixture_forget(&f);
    Store *store = store_open_write(f.data, &f.error);
    static const char either[] = DATES "H,03/04/2001,\n";
    Day day = fixture_day("2025-06-01");
    CHECK(fixture_import_bytes(&f, store, either, sizeof either - 1,
                               (ImportOptions){.day = day, .dates = DATES_MDY}));
    static const char both[] = DATES "I,13/04/2001,13/04/2025\nJ,03/04/2001,4/13/2025\n";
    CHECK(!fixture_import_bytes(&f, store, both, sizeof both - 1, (ImportOptions){.day = day}));
    CHECK_SAID(&f, MESSAGE_ERROR, 3,
               "'4/13/2025' under 'Date of Referral' is not a date where the day comes first");
    store_close(store);
    CHECK_ASK(&f, "SELECT date(date_of_birth * 86400, 'unixepoch') FROM person WHERE reference = 'H'",
              "2001-03-04");
    CHECK_ASK(&f, "SELECT count(*) FROM person", "4");
    fixture_close(&f);
}

/* In a list with two columns of dates the first reading goes on until both are settled, and sees the
 * contradiction. */
static void test_two_orders(void) {
    Fixture f = fixture_open();
    static const char list[] = DATES "A,13/04/2001,01/02/2025\nB,04/13/2001,\n";
    CHECK(!fixture_put(&f, list, NULL));
    CHECK_SAID(&f, MESSAGE_ERROR, 3, "line 2 has the day first, line 3 the month");
    CHECK_SAID(&f, MESSAGE_ERROR, 0, "'Date of Referral' may have the day or the month first");
    CHECK_HAS(f.error.text, "the dates of this list can't be read");
    fixture_forget(&f);
    Store *store = store_open_write(f.data, &f.error);
    CHECK(!fixture_import_bytes(&f, store, list, sizeof list - 1, (ImportOptions){.dates = DATES_DMY}));
    CHECK_SAID(&f, MESSAGE_ERROR, 3, "'04/13/2001' under 'D.O.B' is not a date where the day comes first");
    CHECK_INT(f.messages.errors, 1);
    store_close(store);
    fixture_close(&f);
}

static void test_updates(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, "Client Ref,Borough,Carer?,Benefit,Referred by\nA,Hackney,Y,UC,coach\nB,,,,\n",
                      "2025-01-01"));
    CHECK(fixture_put(&f, "Client Ref,Borough,Carer?,Benefit\nA,,Y,\nB,#N/A,,unknown\n", "2025-02-01"));
    CHECK_INT(f.report.unchanged, 2);
    CHECK_ASK(&f, "SELECT count(*) FROM person_history", "0");
    CHECK(fixture_put(&f, "Client Ref,Borough,Carer?,Benefit\nA,TH,,none\nB,PNTS,refused,\n", "2025-03-01"));
    CHECK_INT(f.report.updated, 2);
    CHECK_ASK(
        &f,
        "SELECT value || carer || benefits || referred_by FROM person JOIN category ON code = borough AND "
        "field = 'borough' AND subject = 'candidate' WHERE reference = 'A'",
        "Tower Hamlets1coach");
    CHECK_ASK(&f, "SELECT declined FROM person WHERE reference = 'B'", "borough;carer");
    CHECK_ASK(&f, "SELECT count(*) FROM person_history", "2");
    CHECK_ASK(&f, "SELECT carer || benefits || referred_by FROM person_history WHERE id = 1", "1UCcoach");
    CHECK_ASK(&f,
              "SELECT date(held_since * 86400, 'unixepoch') || date(held_until * 86400, 'unixepoch')"
              " FROM person_history WHERE id = 1",
              "2025-01-012025-03-01");
    CHECK_ASK(&f, "SELECT declined IS NULL FROM person_history WHERE id = 2", "1");
    CHECK(fixture_put(&f, "Client Ref,Benefit\nA,none\n", "2025-03-01"));
    CHECK_INT(f.report.unchanged, 1);
    /* The same day again corrects; an answer takes back a refusal to answer, and the other way round. */
    CHECK(fixture_put(&f, "Client Ref,Borough,Carer?\nA,PNTS,\nB,Hackney,\n", "2025-03-01"));
    CHECK_ASK(&f, "SELECT count(*) FROM person_history", "2");
    CHECK_ASK(&f, "SELECT declined FROM person WHERE reference = 'B'", "carer");
    CHECK_ASK(&f, "SELECT borough IS NULL AND declined = 'borough' FROM person WHERE reference = 'A'", "1");
    CHECK(!fixture_put(&f, "Client Ref,Borough\nA,Hackney\n", "2025-02-15"));
    CHECK_SAID(&f, MESSAGE_ERROR, 2, "'A' is known from a list of a later day");
    CHECK(fixture_put(&f, "Client Ref,Carer?\nA,Y\n", "2025-02-15"));
    CHECK_INT(f.report.unchanged, 1);
    CHECK_ASK(&f, "SELECT people || ' ' || (SELECT count(*) FROM import) FROM dataset", "2 6");
    fixture_close(&f);
}

static void test_duplicates(void) {
    Fixture f = fixture_open();
#define NAMES "Client Ref,Forename,Surname,D.O.B,Postcode,NI No.\n"
    CHECK(fixture_put(&f,
                      NAMES "A,Ann,Made-Up,2001-04-03,E1 4NS,QQ123456C\nB,Ann,Made Up,03 Apr 2001,e14ns,\n"
                            "C,Bob,Other,,,qq 12 34 56 c\nD,Ann,Made-Up,2001-04-04,E1 4NS,\n",
                      NULL));
    CHECK_INT(f.report.added, 4);
    CHECK_INT(f.report.possible_duplicates, 2);
    CHECK_SAID(&f, MESSAGE_WARNING, 3,
               "'B' may be the same person as 'A' (the same name, date of birth and postcode)");
    CHECK_SAID(&f, MESSAGE_WARNING, 4,
               "'C' may be the same person as 'A' (the same National Insurance number)");
    CHECK(fixture_put(&f, NAMES "E,X,Y,,,\nF,Ann,MadeUp,2001-04-04,E1 4NS,QQ999999A\n", NULL));
    CHECK_INT(f.report.possible_duplicates, 1);
    CHECK_SAID(&f, MESSAGE_WARNING, 3, "'F' may be the same person as 'D'");
    CHECK(fixture_put(&f, NAMES "F,,,,,QQ123456C\n", "2025-05-01"));
    CHECK_INT(f.report.possible_duplicates, 0);
    CHECK_ASK(&f, "SELECT count(*) FROM person", "6");
    fixture_close(&f);
}

static void test_dry_run(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    const char *before =
        fixture_ask(&f, "SELECT group_concat(sql) || (SELECT changes FROM dataset) FROM sqlite_schema");
    Store *store = store_open_write(f.data, &f.error);
    static const char list[] = "Client Ref,Borough,EHCP\nA,TH,Y\nB,,N\n";
    CHECK(fixture_import_bytes(&f, store, list, sizeof list - 1, (ImportOptions){.dry_run = true}));
    CHECK_INT(f.report.added, 1);
    CHECK_INT(f.report.updated, 1);
    store_close(store);
    CHECK_ASK(&f, "SELECT group_concat(sql) || (SELECT changes FROM dataset) FROM sqlite_schema", before);
    CHECK_ASK(&f, "SELECT count(*) FROM person", "1");
    fixture_close(&f);
}

static void test_several_lists(void) {
    Fixture f = fixture_open();
    Store *store = store_open_write(f.data, &f.error);
    CHECK(import_begin(store, &f.error));
    CHECK(fixture_import(&f, store, HEAD "A,Hackney,Y\n", NULL));
    CHECK(!fixture_import(&f, store, HEAD "B,Hackney,perhaps\n", NULL));
    CHECK(fixture_import(&f, store, HEAD "C,Hackney,Y\n", NULL));
    CHECK(import_end(store, true, &f.error));
    CHECK(import_begin(store, &f.error));
    CHECK(fixture_import(&f, store, HEAD "D,Hackney,Y\n", NULL));
    CHECK(import_end(store, false, &f.error));
    store_close(store);
    CHECK_ASK(&f, "SELECT group_concat(reference) FROM person", "A,C");
    CHECK_ASK(&f, "SELECT people FROM dataset", "2");
    fixture_close(&f);
}

static void test_subjects(void) {
    Fixture f = fixture_open();
    Store *store = store_open_write(f.data, &f.error);
    static const char vacancies[] =
        "VACANCY_ID,JOB_TITLE,SALARY_RANGE_MIN,Borough,Closing date,Essential criteria\n"
        "V1,Porter,\"\xC2\xA3"
        "24,465\",TH,31/05/2025,\"GCSE; DBS\"\n";
    CHECK(fixture_import_bytes(&f, store, vacancies, sizeof vacancies - 1,
                               (ImportOptions){.detect_subject = true}));
    CHECK_INT(f.report.subject, SUBJECT_VACANCY);
    static const char people[] = HEAD "A,Hackney,Y\n";
    CHECK(
        fixture_import_bytes(&f, store, people, sizeof people - 1, (ImportOptions){.detect_subject = true}));
    CHECK_INT(f.report.subject, SUBJECT_CANDIDATE);
    static const char mixed[] = "VACANCY_ID,JOB_TITLE,Carer?\nV2,x,y\n";
    CHECK(!fixture_import_bytes(&f, store, mixed, sizeof mixed - 1, (ImportOptions){.detect_subject = true}));
    CHECK_SAID(&f, MESSAGE_ERROR, 1, "'Carer?' is not a heading that a list of vacancies can have");
    store_close(store);
    CHECK_ASK(&f,
              "SELECT reference || title || pay_from || essential || value FROM vacancy JOIN category"
              " ON code = borough AND field = 'borough' AND subject = 'vacancy'",
              "V1Porter24465.0DBS;GCSETower Hamlets");
    CHECK_ASK(&f, "SELECT people || vacancies FROM dataset", "11");
    fixture_close(&f);
}

/* A list that a bad byte, a bad quote or its size spoils leaves nothing behind. */
static void test_spoilt_lists(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    CHECK(!fixture_put(&f, HEAD "B,Hackney,Y\nC,\xE9,\n", NULL));
    CHECK_INT(f.error.line, 3);
    CHECK_INT(f.error.column, 2);
    CHECK_STR(f.error.file, f.list);
    CHECK(!fixture_put(&f, HEAD "B,Hackney,Y\nC,\"Hackney,\n", NULL));
    CHECK_HAS(f.error.text, "never closed");
    CHECK(!fixture_put(&f, HEAD "B,Hackney,Y\nC,\x1b[31m\xE2\x80\xAE,\n", NULL));
    CHECK(f.messages.count && !strchr(f.messages.items[0].text, '\x1b'));
    CHECK_ASK(&f, "SELECT group_concat(reference) FROM person", "A");
    CHECK_ASK(&f, "PRAGMA integrity_check", "ok");
    fixture_close(&f);
}

/* A dictionary that has changed since the dataset was made. */
static void test_changed_fields(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,TH,Y\n", NULL));
    Field *carer = &f.dictionary.fields[dictionary_find(&f.dictionary, SUBJECT_CANDIDATE, "carer")];
    carer->type = FIELD_INTEGER;
    CHECK(!fixture_put(&f, HEAD "B,,1\n", NULL));
    CHECK_HAS(f.error.text, "keeps the field 'carer' as boolean, and it is declared as integer");
    carer->type = FIELD_BOOLEAN;
    carer->sensitivity = SENSITIVITY_SPECIAL;
    CHECK(!fixture_put(&f, HEAD "B,,1\n", NULL));
    CHECK_HAS(f.error.text, "another sensitivity");
    carer->sensitivity = SENSITIVITY_SENSITIVE;
    carer->name = "Held_Since";
    map_set(f.dictionary.candidate_names, "Held_Since", 10, (int32_t)(carer - f.dictionary.fields));
    CHECK(!fixture_put(&f, HEAD "B,,1\n", NULL));
    CHECK_HAS(f.error.text, "can't have the name 'Held_Since'");
    CHECK_ASK(&f, "SELECT group_concat(reference) FROM person", "A");
    fixture_close(&f);
}

/* SQLite takes names that differ only in case for one. */
static void test_alike_names(void) {
    Fixture f = fixture_open();
    Field *carer = &f.dictionary.fields[dictionary_find(&f.dictionary, SUBJECT_CANDIDATE, "carer")];
    CHECK(fixture_put(&f, "Client Ref,Employment Status\nA,employed\n", NULL));
    carer->name = "EMPLOYMENT";
    CHECK(!fixture_put(&f, HEAD "B,TH,Y\n", NULL));
    CHECK_HAS(f.error.text,
              "the fields 'employment' and 'EMPLOYMENT' have names that differ only in upper and "
              "lower case, and '");
    CHECK_HAS(f.error.text, "people.db' can't keep both: rename one");
    CHECK_ASK(&f, "SELECT group_concat(reference) FROM person", "A");
    /* A vacancy's field is another. */
    Field *title = &f.dictionary.fields[dictionary_find(&f.dictionary, SUBJECT_VACANCY, "title")];
    title->name = "CARER";
    fixture_forget(&f);
    Store *store = store_open_write(f.data, &f.error);
    static const char list[] = "VACANCY_ID,JOB_TITLE\nV1,Porter\n";
    CHECK(
        fixture_import_bytes(&f, store, list, sizeof list - 1, (ImportOptions){.subject = SUBJECT_VACANCY}));
    store_close(store);
    fixture_close(&f);
}

/* Row numbers that berth never gives: nothing is added to a dataset that has them. */
static void test_hostile_rows(void) {
    static const char *const spoil[] = {
        "UPDATE person SET id = 9223372036854775807",
        "UPDATE person SET id = 1073741825",
        "UPDATE person SET id = 0",
        "UPDATE person SET id = -5",
        "UPDATE dataset SET people = 9223372036854775807",
        "UPDATE dataset SET people = 0",
    };
    for (size_t i = 0; i < sizeof spoil / sizeof *spoil; i++) {
        Fixture f = fixture_open();
        CHECK(fixture_put(&f, HEAD "A,TH,Y\n", NULL));
        CHECK(fixture_run(&f, spoil[i]));
        CHECK(!fixture_put(&f, HEAD "B,TH,Y\nC,TH,N\n", NULL));
        CHECK_HAS(f.error.text, "is damaged: its records are not as many as it says");
        CHECK_ASK(&f, "SELECT group_concat(reference) FROM person", "A");
        fixture_close(&f);
    }
    /* The last number that there is. */
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,TH,Y\n", NULL));
    CHECK(fixture_run(&f, "UPDATE person SET id = 1073741823"));
    CHECK(!fixture_put(&f, HEAD "B,TH,Y\nC,TH,N\n", NULL));
    CHECK_HAS(f.error.text, "has no row numbers left");
    CHECK(fixture_put(&f, HEAD "B,TH,Y\n", NULL));
    CHECK_ASK(&f, "SELECT max(id) FROM person", "1073741824");
    fixture_close(&f);
}

static void test_bad_names(void) {
    Fixture f = fixture_open();
    Field *carer = &f.dictionary.fields[dictionary_find(&f.dictionary, SUBJECT_CANDIDATE, "carer")];
    carer->name = "x\"); DROP TABLE person; --";
    CHECK(fixture_put(&f, HEAD "B,TH,1\n", NULL));
    CHECK_ASK(&f, "SELECT \"x\"\"); DROP TABLE person; --\" FROM person", "1");
    fixture_close(&f);
}

static const Test tests[] = {
    {"a messy row of a real kind of list", test_messy_row},
    {"stated ages", test_stated_age},
    {"ranges fill two fields", test_ranges},
    {"headings", test_headings},
    {"refused rows leave nothing behind", test_refused_rows},
    {"the first refusals are listed, the rest counted", test_many_refusals},
    {"refusals come before warnings", test_order_of_messages},
    {"references are unique in a list", test_references},
    {"the order of day and month is settled a column at a time", test_date_orders},
    {"two orders in one column are refused", test_two_orders},
    {"updates keep what was known, and the history", test_updates},
    {"possible duplicates are reported and kept apart", test_duplicates},
    {"a dry run leaves the dataset as it was", test_dry_run},
    {"several lists as one import", test_several_lists},
    {"the headings tell candidates from vacancies", test_subjects},
    {"spoilt lists leave nothing behind", test_spoilt_lists},
    {"fields that have changed are refused", test_changed_fields},
    {"names that differ only in case are refused", test_alike_names},
    {"row numbers that berth never gives are refused", test_hostile_rows},
    {"names of fields are only names", test_bad_names},
};

TEST_MAIN(tests)
