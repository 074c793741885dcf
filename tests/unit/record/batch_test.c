/* Batches: filling, clearing, forgetting, deriving and showing. */
#include "record/batch.h"

#include "../test.h"

enum { BORN, STATED, STATED_ON, AGE, TITLE, BOROUGH, GROUPS, BENEFITS, PAY, CARER, UNREAD, FIELDS_COUNT };

static FieldValue BOROUGHS[] = {{.name = "Hackney"}, {.name = "Newham"}};
static FieldValue LISTED[] = {{.name = "PIP"}, {.name = "UC"}};
static Field FIELDS[FIELDS_COUNT] = {
    [BORN] = {.name = "born", .type = FIELD_DATE},
    [STATED] = {.name = "stated", .type = FIELD_INTEGER},
    [STATED_ON] = {.name = "stated_on", .type = FIELD_DATE},
    [AGE] = {.name = "age",
             .type = FIELD_INTEGER,
             .derivation = DERIVED_YEARS_SINCE,
             .source = BORN,
             .stated = STATED,
             .stated_on = STATED_ON},
    [TITLE] = {.name = "title", .type = FIELD_TEXT},
    [BOROUGH] = {.name = "borough", .type = FIELD_CATEGORY, .values = BOROUGHS, .value_count = 2},
    [GROUPS] = {.name = "groups", .type = FIELD_SET},
    [BENEFITS] = {.name = "benefits", .type = FIELD_SET, .values = LISTED, .value_count = 2},
    [PAY] = {.name = "pay", .type = FIELD_NUMBER},
    [CARER] = {.name = "carer", .type = FIELD_BOOLEAN},
    [UNREAD] = {.name = "unread", .type = FIELD_INTEGER},
};
static const Dictionary DICTIONARY = {.fields = FIELDS, .count = FIELDS_COUNT};

static Batch *open_batch(const Interner *literals, uint32_t capacity) {
    bool wanted[FIELDS_COUNT];
    for (int i = 0; i < FIELDS_COUNT; i++)
        wanted[i] = i != UNREAD && i != BORN && i != STATED && i != STATED_ON;
    return batch_open(&DICTIONARY, SUBJECT_CANDIDATE, wanted, literals, capacity);
}

static uint32_t add(Batch *batch) {
    return batch_add(batch, batch->count + 100, "R1", 2);
}

static bool set_set(Batch *batch, int32_t field, uint32_t record, const char *members) {
    Error error = {0};
    return batch_set_set(batch, field, record, members, strlen(members), &error);
}

static const char *shown(const Batch *batch, int32_t field, uint32_t record) {
    static char text[128];
    Buffer out = {0};
    batch_show(batch, field, record, &out);
    snprintf(text, sizeof text, "%s", buffer_string(&out));
    buffer_close(&out);
    return text;
}

static void test_columns(void) {
    Batch *batch = open_batch(NULL, 100);
    CHECK_INT(batch->capacity, 128);
    CHECK(batch->columns[BORN].known &&
          batch->columns[STATED_ON].known); /* what age is made from comes with it */
    CHECK(!batch->columns[UNREAD].known);
    add(batch);
    add(batch);
    CHECK_INT(batch->ids[1], 101);
    CHECK_STR(batch_reference(batch, 1), "R1");
    batch_set_text(batch, TITLE, 0, "Porter", 6);
    column_set_integer(&batch->columns[BOROUGH], 0, 1);
    column_set_number(&batch->columns[PAY], 0, 13.85);
    column_set_truth(&batch->columns[CARER], 0, false);
    column_set_integer(&batch->columns[BORN], 0, 0);
    column_set_declined(&batch->columns[CARER], 1);
    CHECK(set_set(batch, BENEFITS, 0, "PIP;UC"));
    CHECK(set_set(batch, GROUPS, 0, ""));
    CHECK_STR(shown(batch, TITLE, 0), "Porter");
    CHECK_STR(shown(batch, BOROUGH, 0), "Newham");
    CHECK_STR(shown(batch, PAY, 0), "13.85");
    CHECK_STR(shown(batch, CARER, 0), "no");
    CHECK_STR(shown(batch, BORN, 0), "1970-01-01");
    CHECK_STR(shown(batch, BENEFITS, 0), "PIP; UC");
    CHECK_STR(shown(batch, GROUPS, 0), "none");
    CHECK_STR(shown(batch, CARER, 1), "declined");
    CHECK_STR(shown(batch, TITLE, 1), "not known");
    CHECK_STR(shown(batch, UNREAD, 0), "not known");
    batch_clear(batch);
    CHECK_INT(batch->count, 0);
    add(batch);
    for (int i = 0; i < FIELDS_COUNT; i++)
        CHECK_STR(shown(batch, i, 0), "not known");
    CHECK_INT(batch->columns[TITLE].integers[0], 0);
    batch_close(batch);
}

static void test_sets(void) {
    Interner *literals = interner_open();
    interner_add(literals, "x", 1);
    Batch *batch = open_batch(literals, 64);
    uint32_t count;
    for (int i = 0; i < 6; i++)
        add(batch);
    CHECK(set_set(batch, GROUPS, 0, "x;y"));
    CHECK(set_set(batch, GROUPS, 1, "y"));
    CHECK(set_set(batch, GROUPS, 2, "x;y"));
    CHECK(set_set(batch, GROUPS, 3, "x;x"));
    const Column *groups = &batch->columns[GROUPS];
    CHECK_INT(groups->integers[0], groups->integers[2]);
    CHECK_INT(sets_count(groups->sets), 3);
    const int32_t *members = sets_members(groups->sets, groups->integers[0], &count);
    CHECK_INT(count, 2);
    CHECK_INT(members[0], 0); /* the literal's number */
    sets_members(groups->sets, groups->integers[3], &count);
    CHECK_INT(count, 1);
    Error error = {0};
    CHECK(set_set(batch, BENEFITS, 0, "UC"));
    CHECK(!batch_set_set(batch, BENEFITS, 1, "PIP;ESA", 7, &error));
    CHECK_STR(error.text,
              "'benefits' has a member that is not one of the field's values; correct the record");
    CHECK(!bits_get(batch->columns[BENEFITS].known, 1));
    CHECK(set_set(batch, BENEFITS, 2, "PIP;UC"));
    sets_members(batch->columns[BENEFITS].sets, batch->columns[BENEFITS].integers[2], &count);
    CHECK_INT(count, 2);
    CHECK_STR(shown(batch, BENEFITS, 2), "PIP; UC");
    batch_close(batch);
    interner_close(literals);
}

/* Texts and members that differ in case or white space are equal, and each is shown as it was written. */
static void test_alike(void) {
    Interner *literals = interner_open();
    interner_add(literals, "islington working", 17);
    Batch *batch = open_batch(literals, 64);
    static const char *const ways[] = {"Islington Working", "islington working", "ISLINGTON \t WORKING ",
                                       "\xC2\xA0Islington\xC2\xA0Working"};
    uint32_t count;
    for (uint32_t i = 0; i < 4; i++) {
        add(batch);
        batch_set_text(batch, TITLE, i, ways[i], strlen(ways[i]));
        CHECK_INT(batch->columns[TITLE].integers[i], 0); /* the literal's number */
        CHECK_STR(shown(batch, TITLE, i), ways[i]);
        CHECK(set_set(batch, GROUPS, i, ways[i]));
        CHECK_INT(*sets_members(batch->columns[GROUPS].sets, batch->columns[GROUPS].integers[i], &count), 0);
        CHECK_INT(count, 1);
        CHECK_STR(shown(batch, GROUPS, i), ways[i]);
    }
    add(batch);
    CHECK(set_set(batch, GROUPS, 4, "B;Islington Working;a;b;islington working"));
    sets_members(batch->columns[GROUPS].sets, batch->columns[GROUPS].integers[4], &count);
    CHECK_INT(count, 3);
    CHECK_STR(shown(batch, GROUPS, 4), "B; Islington Working; a");
    batch_set_text(batch, TITLE, 4, "IslingtonWorking", 16);
    CHECK(batch->columns[TITLE].integers[4] != 0);
    batch_close(batch);
    interner_close(literals);
}

/* Texts keep their numbers from batch to batch until there are too many; literals always do. */
static void test_forgetting(void) {
    Interner *literals = interner_open();
    interner_add(literals, "porter", 6);
    Batch *batch = open_batch(literals, BATCH_RECORDS);
    uint32_t generation = batch->generation, rounds = 0;
    int32_t last = -1, most = 0;
    for (; batch->generation == generation && rounds < 100; rounds++) {
        for (uint32_t i = 0; i < BATCH_RECORDS; i++) {
            char text[32];
            int length = snprintf(text, sizeof text, "text %u", rounds * BATCH_RECORDS + i);
            batch_set_text(batch, TITLE, add(batch), text, (size_t)length);
        }
        batch_set_text(batch, TITLE, 0, "porter", 6);
        CHECK_INT(batch->columns[TITLE].integers[0], 0);
        CHECK(set_set(batch, GROUPS, 0, "new one"));
        int32_t member =
            *sets_members(batch->columns[GROUPS].sets, batch->columns[GROUPS].integers[0], &(uint32_t){0});
        if (last >= 0) CHECK_INT(member, last);
        last = member;
        if (most < interner_count(batch->texts)) most = interner_count(batch->texts);
        batch_clear(batch);
    }
    CHECK_INT(rounds, BATCH_KEPT / BATCH_RECORDS); /* and the set's member is one too many */
    CHECK(most <= BATCH_KEPT + BATCH_RECORDS + 2);
    CHECK_INT(interner_count(batch->texts), 1);
    CHECK_INT(sets_count(batch->columns[GROUPS].sets), 0);
    batch_close(batch);
    interner_close(literals);
}

static Day day(const char *text) {
    Day result = 0;
    CHECK(date_parse(text, strlen(text), &result));
    return result;
}

static void test_derived_ages(void) {
    const struct {
        const char *born, *stated_on, *today, *shown;
        int stated;
    } cases[] = {
        {"2000-06-01", NULL, "2024-05-31", "23", -1},
        {"2000-06-01", NULL, "2024-06-01", "24", -1},
        {"2004-02-29", NULL, "2023-02-28", "18", -1},
        {"2004-02-29", NULL, "2023-03-01", "19", -1},
        {"2004-02-29", NULL, "2024-02-29", "20", -1},
        {NULL, "2024-06-01", "2024-06-01", "24", 24},
        {NULL, "2024-06-01", "2024-06-02", "24 or 25", 24},
        {NULL, "2024-06-01", "2025-05-31", "24 or 25", 24},
        {NULL, "2024-06-01", "2025-06-01", "25 or 26", 24},
        {NULL, "2024-06-01", "2024-05-31", "23 or 24", 24},
        {"2000-06-01", "2024-06-01", "2024-06-01", "24", 30},
        {NULL, NULL, "2024-06-01", "not known", 24},
        {NULL, "2024-06-01", "2024-06-01", "not known", -1},
        {NULL, "2024-06-01", "2024-06-02", "not known", INT32_MAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Batch *batch = open_batch(NULL, 64);
        add(batch);
        if (cases[i].born) column_set_integer(&batch->columns[BORN], 0, day(cases[i].born));
        if (cases[i].stated >= 0) column_set_integer(&batch->columns[STATED], 0, cases[i].stated);
        if (cases[i].stated_on) column_set_integer(&batch->columns[STATED_ON], 0, day(cases[i].stated_on));
        batch_derive(batch, day(cases[i].today));
        CHECK_STR(shown(batch, AGE, 0), cases[i].shown);
        CHECK_INT(bits_get(batch->columns[AGE].known, 0), strlen(cases[i].shown) == 2);
        batch_close(batch);
    }
}

/* The true age is always one of the two, whenever the person was born. */
static void test_stated_ages_hold_the_truth(void) {
    for (Day born = day("2003-12-25"); born < day("2005-03-05"); born++)
        for (Day on = day("2023-02-25"); on < day("2023-03-05"); on++) {
            Batch *batch = open_batch(NULL, 64);
            add(batch);
            column_set_integer(&batch->columns[STATED], 0, date_years_between(born, on));
            column_set_integer(&batch->columns[STATED_ON], 0, on);
            for (Day today = day("2024-02-26"); today < day("2024-03-04"); today++) {
                bits_clear(batch->columns[AGE].known, 0);
                batch_derive(batch, today);
                int32_t age = date_years_between(born, today);
                CHECK(batch->columns[AGE].integers[0] <= age && age <= batch->columns[AGE].upper[0]);
            }
            batch_close(batch);
        }
}

/* Every date of birth of two lifetimes, seen from days around the end of February and far away. */
static void test_years_of_every_day(void) {
    static const char *const days[] = {"2024-02-28", "2024-02-29", "2024-03-01", "2023-02-28",
                                       "2023-03-01", "2100-02-28", "0003-05-05", "9999-12-31"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        Day today = day(days[i]), born = today + 800;
        while (born > DATE_LAST)
            born--;
        for (; born > today - 80000 && born >= DATE_FIRST;) {
            Batch *batch = open_batch(NULL, BATCH_RECORDS);
            Day first = born;
            for (int r = 0; r < BATCH_RECORDS && born >= DATE_FIRST; r++)
                column_set_integer(&batch->columns[BORN], add(batch), born--);
            batch_derive(batch, today);
            for (uint32_t r = 0; r < batch->count; r++)
                CHECK_INT(batch->columns[AGE].integers[r], date_years_between(first - (Day)r, today));
            batch_close(batch);
        }
    }
}

static void test_declined_sources(void) {
    Batch *batch = open_batch(NULL, 64);
    for (int i = 0; i < 3; i++)
        add(batch);
    column_set_declined(&batch->columns[BORN], 0);
    column_set_declined(&batch->columns[BORN], 1);
    column_set_integer(&batch->columns[STATED], 1, 20);
    column_set_integer(&batch->columns[STATED_ON], 1, 1000);
    batch_derive(batch, 1000);
    CHECK_STR(shown(batch, AGE, 0), "declined");
    CHECK_STR(shown(batch, AGE, 1), "20");
    CHECK(!bits_get(batch->columns[AGE].declined, 1));
    CHECK_STR(shown(batch, AGE, 2), "not known");
    batch_close(batch);
}

/* What the two batches know of texts is not the same: numbers can't simply be carried over. */
static void test_copies(void) {
    Batch *from = open_batch(NULL, 64), *to = open_batch(NULL, 64);
    batch_set_text(to, TITLE, add(to), "Something else", 14);
    for (int i = 0; i < 2; i++)
        batch_add(from, 7 + i, i ? "second" : "first", i ? 6 : 5);
    batch_set_text(from, TITLE, 1, "Night  Porter", 13);
    column_set_integer(&from->columns[BOROUGH], 1, 1);
    column_set_number(&from->columns[PAY], 1, 13.85);
    column_set_truth(&from->columns[CARER], 1, true);
    column_set_integer(&from->columns[BORN], 1, 0);
    column_set_declined(&from->columns[STATED], 1);
    CHECK(set_set(from, BENEFITS, 1, "UC"));
    CHECK(set_set(from, GROUPS, 1, "b;d"));
    CHECK_INT(batch_copy(to, from, 0), 1);
    CHECK_INT(batch_copy(to, from, 1), 2);
    CHECK_INT(to->ids[2], 8);
    CHECK_STR(batch_reference(to, 1), "first");
    for (int f = 0; f < FIELDS_COUNT; f++)
        if (f != UNREAD && f != AGE) CHECK_STR(shown(to, f, 1), "not known");
    for (int f = 0; f < FIELDS_COUNT; f++) {
        char before[128];
        if (f == UNREAD || f == AGE) continue;
        snprintf(before, sizeof before, "%s", shown(from, f, 1));
        CHECK_STR(shown(to, f, 2), before);
    }
    CHECK_STR(shown(to, TITLE, 2), "Night  Porter");
    CHECK_STR(shown(to, STATED, 2), "declined");
    batch_close(from);
    batch_close(to);
}

static void test_members(void) {
    Batch *batch = open_batch(NULL, 64);
    for (int i = 0; i < 4; i++)
        add(batch);
    CHECK(set_set(batch, GROUPS, 0, "b;d"));
    CHECK(set_set(batch, GROUPS, 1, ""));
    column_set_declined(&batch->columns[GROUPS], 2);
    static const char *const members[] = {"c", "a", "e", "C", "bb"};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        batch_add_member(batch, GROUPS, 0, members[i]);
    CHECK_STR(shown(batch, GROUPS, 0), "a; b; bb; c; d; e");
    batch_add_member(batch, GROUPS, 1, "c");
    batch_add_member(batch, GROUPS, 2, "c");
    CHECK_STR(shown(batch, GROUPS, 1), "c");
    CHECK_STR(shown(batch, GROUPS, 2), "c");
    CHECK_INT(batch->columns[GROUPS].integers[1], batch->columns[GROUPS].integers[2]);
    CHECK(set_set(batch, BENEFITS, 0, "UC"));
    batch_add_member(batch, BENEFITS, 0, "PIP");
    CHECK_STR(shown(batch, BENEFITS, 0), "PIP; UC");
    CHECK(batch_has_member(batch, BENEFITS, 0, batch_find_member(batch, BENEFITS, "PIP")));
    CHECK(batch_has_member(batch, GROUPS, 0, batch_find_member(batch, GROUPS, " BB ")));
    CHECK(!batch_has_member(batch, GROUPS, 1, batch_find_member(batch, GROUPS, "bb")));
    CHECK(!batch_has_member(batch, GROUPS, 3, batch_find_member(batch, GROUPS, "c")));
    CHECK_INT(batch_find_member(batch, GROUPS, "never seen"), -1);
    CHECK_INT(batch_find_member(batch, BENEFITS, "JSA"), -1);
    CHECK(!batch_has_member(batch, GROUPS, 0, -1));
    batch_close(batch);
}

static const Test tests[] = {
    {"columns are filled, shown and cleared", test_columns},
    {"sets are numbers", test_sets},
    {"case and white space do not count, and are kept", test_alike},
    {"texts are forgotten when there are too many", test_forgetting},
    {"ages from dates of birth and stated ages", test_derived_ages},
    {"years are counted as date_years_between does", test_years_of_every_day},
    {"a stated age holds the true one", test_stated_ages_hold_the_truth},
    {"a copy has the same values in a batch of other texts", test_copies},
    {"sets gain members, each once and in order", test_members},
    {"who declined a date of birth declined the age", test_declined_sources},
};

TEST_MAIN(tests)
