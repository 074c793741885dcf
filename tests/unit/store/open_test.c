/* Opening: what is refused, with which words, and that nothing is changed by it; readers that agree while
 * others write. */
#include "../test.h"
#include "base/file.h"
#include "fixture.h"
#include "store/connection.h"

#include <errno.h>
#include <sys/wait.h>

#define HEAD "Client Ref,Borough,Carer?\n"

/* Contents of a file, to see that it stays as it was. In the arena. */
static char *contents(Fixture *f, const char *path, size_t *length) {
    char *bytes = NULL;
    Error error = {0};
    return file_read(f->arena, path, 64 << 20, &bytes, length, &error) ? bytes : NULL;
}

static void check_refused(Fixture *f, bool to_write, const char *words) {
    size_t before = 0, after = 0;
    char *old = contents(f, f->data, &before);
    Error error = {0};
    Store *store = to_write ? store_open_write(f->data, &error) : store_open(f->data, &error);
    CHECK(!store);
    CHECK_HAS(error.text, words);
    CHECK_HAS(error.text, f->data);
    char *now = contents(f, f->data, &after);
    CHECK(before == after && (!old || !now ? old == now : memcmp(old, now, before) == 0));
    store_close(store);
}

static void test_missing(void) {
    Fixture f = fixture_open();
    check_refused(&f, false, "there is no dataset");
    CHECK(access(f.data, F_OK) != 0);
    snprintf(f.data, sizeof f.data, "%s", f.folder);
    check_refused(&f, false, "is not a file");
    check_refused(&f, true, "is not a file");
    snprintf(f.data, sizeof f.data, "/nonexistent/people.db");
    check_refused(&f, true, "can't be made: No such file");
    f.data[0] = '\0';
    CHECK(!store_open_write("", &f.error));
    fixture_close(&f);
}

static void test_foreign(void) {
    Fixture f = fixture_open();
    fixture_write(f.data, "", 0);
    check_refused(&f, false, "is empty");
    fixture_write(f.data, HEAD "A,Hackney,Y\n", 36);
    check_refused(&f, false, "not a dataset of berth's");
    check_refused(&f, true, "not a dataset of berth's");
    unlink(f.data);
    CHECK(fixture_run(&f, "CREATE TABLE t (x); INSERT INTO t VALUES (1)"));
    check_refused(&f, false, "a database of another program");
    check_refused(&f, true, "a database of another program");
    CHECK(fixture_run(&f, "DROP TABLE t; PRAGMA application_id = 77"));
    check_refused(&f, false, "a database of another program");
    check_refused(&f, true, "a database of another program");
    unlink(f.data);
    fixture_write(f.data,
                  "SQLite format 3\0rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish "
                  "rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish rubbish",
                  160);
    check_refused(&f, false, "not a dataset of berth's");
    check_refused(&f, true, "not a dataset of berth's");
    fixture_close(&f);
}

static void test_versions(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    CHECK_STR(fixture_ask(&f, "PRAGMA application_id"), "1651668072");
    CHECK_STR(fixture_ask(&f, "PRAGMA journal_mode"), "wal");
    CHECK(fixture_run(&f, "PRAGMA user_version = 99"));
    check_refused(&f, false, "a newer berth");
    check_refused(&f, true, "a newer berth");
    CHECK(fixture_run(&f, "PRAGMA user_version = 0"));
    check_refused(&f, false, "an older berth");
    fixture_close(&f);
}

static void test_wrong_tables(void) {
    static const struct {
        const char *sql, *words;
    } cases[] = {
        {"ALTER TABLE person RENAME TO other; CREATE VIEW person AS SELECT * FROM other",
         "'person' is not one of berth's"},
        {"DROP TABLE person_special; CREATE TABLE person_special (id INTEGER PRIMARY KEY, held_since, "
         "declined)",
         "'person_special' is not one of berth's"},
        {"DROP TABLE vacancy; CREATE VIRTUAL TABLE vacancy USING fts5 (id, reference)",
         "'vacancy' is not one of"},
        {"DROP TABLE category", "it has no table 'category'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Fixture f = fixture_open();
        CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
        CHECK(fixture_run(&f, cases[i].sql));
        check_refused(&f, false, cases[i].words);
        check_refused(&f, true, cases[i].words);
        fixture_close(&f);
    }
}

/* What somebody hid in the schema does nothing. */
static void test_triggers(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    CHECK(fixture_run(
        &f, "CREATE TABLE stolen (x); CREATE TRIGGER t AFTER INSERT ON person BEGIN INSERT INTO stolen "
            "VALUES (new.reference); END"));
    CHECK(fixture_put(&f, HEAD "B,Hackney,Y\n", NULL));
    CHECK_STR(fixture_ask(&f, "SELECT count(*) FROM stolen"), "0");
    Store *store = store_open(f.data, &f.error);
    CHECK(!store_run(store, "ATTACH ':memory:' AS other", &f.error));
    fixture_forget(&f);
    CHECK(!store_run(store, "DELETE FROM person", &f.error));
    fixture_forget(&f);
    CHECK(!store_run(store, "SELECT load_extension('x')", &f.error));
    store_close(store);
    CHECK_STR(fixture_ask(&f, "SELECT count(*) FROM person"), "2");
    fixture_close(&f);
}

static void test_locked(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    Store *first = store_open_write(f.data, &f.error), *second = store_open_write(f.data, &f.error);
    store_set_busy(second, 50);
    CHECK(import_begin(first, &f.error));
    CHECK(!fixture_import(&f, second, HEAD "B,Hackney,Y\n", NULL));
    CHECK_HAS(f.error.text, "is being changed by another program: try again when it is done");
    fixture_forget(&f);
    /* Reading goes on meanwhile. */
    Store *reader = store_open(f.data, &f.error);
    CHECK(reader);
    store_close(reader);
    CHECK(fixture_import(&f, first, HEAD "C,Hackney,Y\n", NULL));
    CHECK(import_end(first, true, &f.error));
    CHECK(fixture_import(&f, second, HEAD "B,Hackney,Y\n", NULL));
    store_close(first);
    store_close(second);
    CHECK_STR(fixture_ask(&f, "SELECT group_concat(reference) FROM person"), "A,B,C");
    fixture_close(&f);
}

/* Runs as an ordinary user in a child, since nothing is read-only for root. Gives the child's status. */
static int as_nobody(int (*run)(Fixture *f), Fixture *f) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(99);
        int status = run(f);
        fflush(stdout);
        _exit(status);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

static int read_it(Fixture *f) {
    Error error = {0};
    Store *store = store_open(f->data, &error);
    int64_t id = 0;
    bool found = store && store_find(store, SUBJECT_CANDIDATE, "A", &id, &error) && id == 1;
    if (error.set) printf("# %s\n", error.text);
    store_close(store);
    return found ? 0 : strstr(error.text, "changes that are not yet part of it") ? 2 : 1;
}

static int write_it(Fixture *f) {
    Error error = {0};
    Store *store = store_open_write(f->data, &error);
    store_close(store);
    return store ? 0 : strstr(error.text, "can't be written to") ? 2 : 1;
}

static void test_read_only(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    CHECK(chmod(f.data, 0444) == 0 && chmod(f.folder, 0555) == 0);
    CHECK_INT(as_nobody(read_it, &f), 0);
    CHECK_INT(as_nobody(write_it, &f), 2);
    char log[128];
    snprintf(log, sizeof log, "%s-wal", f.data);
    fixture_write(log, "", 0);
    CHECK_INT(as_nobody(read_it, &f), 0);
    fixture_write(log, "something", 9);
    CHECK_INT(as_nobody(read_it, &f), 2);
    CHECK(unlink(log) == 0 && chmod(f.folder, 0777) == 0);
    CHECK_INT(as_nobody(read_it, &f), 0);
    CHECK_INT(as_nobody(write_it, &f), 2);
    CHECK(chmod(f.data, 0400) == 0);
    CHECK(getuid() != 0 || as_nobody(read_it, &f) == 1);
    CHECK(chmod(f.folder, 0700) == 0);
    fixture_close(&f);
}

static void test_odd_names(void) {
    static const char *const names[] = {"a b%20?mode=memory#x.db", ":memory:", "file:x.db?mode=memory",
                                        "caf\xC3\xA9.db"};
    Fixture f = fixture_open();
    char before[256];
    CHECK(getcwd(before, sizeof before) && chdir(f.folder) == 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(f.data, sizeof f.data, "%s", names[i]);
        CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
        CHECK(access(names[i], F_OK) == 0);
        Store *store = store_open(names[i], &f.error);
        CHECK(store);
        CHECK_STR(store_path(store), names[i]);
        store_close(store);
        CHECK(chmod(f.folder, 0555) == 0);
        CHECK(getuid() != 0 || chmod(names[i], 0444) == 0);
        CHECK_INT(as_nobody(read_it, &f), 0);
        CHECK(chmod(f.folder, 0700) == 0);
    }
    CHECK(chdir(before) == 0);
    fixture_close(&f);
}

static void test_permissions(void) {
    Fixture f = fixture_open();
    struct stat file;
    mode_t mask = umask(0);
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    CHECK(stat(f.data, &file) == 0 && (file.st_mode & 0777) == 0660);
    umask(mask);
    fixture_close(&f);
}

static void test_temporary(void) {
    Fixture f = fixture_open();
    setenv("TMPDIR", f.folder, 1);
    Store *store = store_open_temporary(3, &f.error), *stores[3];
    CHECK(store && strncmp(store_path(store), f.folder, strlen(f.folder)) == 0);
    /* Nobody can open it before the first record is in it. */
    char path[128];
    snprintf(path, sizeof path, "%s", store_path(store));
    CHECK_INT(access(path, F_OK), -1);
    *strrchr(path, '/') = '\0';
    CHECK_INT(access(path, F_OK), -1);
    CHECK(fixture_import(&f, store, HEAD "A,Hackney,Y\n", NULL));
    CHECK(!fixture_import(&f, store, HEAD "B,Hackney,Y\nC,Hackney,perhaps\n", NULL));
    fixture_forget(&f);
    CHECK(store_open_readers(store, stores, 3, &f.error));
    for (int i = 0; i < 3; i++) {
        int64_t id = 0, people = 0;
        CHECK(store_find(stores[i], SUBJECT_CANDIDATE, "A", &id, &f.error));
        CHECK_INT(id, 1);
        CHECK(store_number(stores[i], "SELECT count(*) FROM person", &people, &f.error));
        CHECK_INT(people, 1);
    }
    for (int i = 0; i < 3; i++)
        store_close(stores[i]);
    setenv("TMPDIR", "/nonexistent", 1);
    CHECK(!store_open_temporary(1, &f.error));
    CHECK_HAS(f.error.text, "'/nonexistent'");
    unsetenv("TMPDIR");
    fixture_close(&f);
}

/* One process imports again and again; readers opened meanwhile always see one state. */
static void test_readers_agree(void) {
    enum { ROUNDS = 40, READERS = 4 };
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        char list[64];
        for (int i = 0; i < 400; i++) {
            snprintf(list, sizeof list, HEAD "R%d,Hackney,Y\n", i);
            fixture_put(&f, list, NULL);
        }
        _exit(0);
    }
    int64_t least = INT64_MAX, most = 0;
    /* On a busy machine the first rounds may be over before the first import. */
    for (int round = 0; round < ROUNDS || (most <= least && round < 100 * ROUNDS); round++) {
        Store *stores[READERS];
        Store *first = store_open(f.data, &f.error);
        bool ok = first && store_open_readers(first, stores, READERS, &f.error);
        CHECK(ok);
        int64_t expected = 0, people = 0;
        for (int i = 0; ok && i < READERS; i++) {
            CHECK(store_number(stores[i], "SELECT count(*) FROM person", &people, &f.error));
            if (i == 0) expected = people;
            CHECK_INT(people, expected);
            store_close(stores[i]);
        }
        if (expected < least) least = expected;
        if (expected > most) most = expected;
    }
    fixture_print(&f);
    int status = 1;
    waitpid(child, &status, 0);
    CHECK_INT(status, 0);
    CHECK(most > least);
    CHECK_STR(fixture_ask(&f, "SELECT count(*) FROM person"), "401");
    fixture_close(&f);
}

/* Reading leaves the main file as it was, also where a writer was killed and left its log. */
static void test_unchanged_by_reading(void) {
    Fixture f = fixture_open();
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        Store *store = store_open_write(f.data, &f.error);
        _exit(store && fixture_import(&f, store, HEAD "B,Hackney,Y\n", NULL) ? 0 : 1);
    }
    int status = 1;
    waitpid(child, &status, 0);
    CHECK_INT(status, 0);
    size_t before = 0, after = 0;
    char *old = contents(&f, f.data, &before);
    Store *store = store_open(f.data, &f.error);
    int64_t people = 0;
    CHECK(store_number(store, "SELECT count(*) FROM person", &people, &f.error));
    CHECK_INT(people, 2);
    store_close(store);
    char *now = contents(&f, f.data, &after);
    CHECK(before == after && memcmp(old, now, before) == 0);
    fixture_close(&f);
}

static void test_nothing_left_beside(void) {
    Fixture f = fixture_open();
    char **names = NULL;
    size_t count = 0;
    CHECK(fixture_put(&f, HEAD "A,Hackney,Y\n", NULL));
    Store *stores[3], *first = store_open(f.data, &f.error);
    CHECK(store_open_readers(first, stores, 3, &f.error));
    for (int i = 0; i < 3; i++)
        store_close(stores[i]);
    CHECK(file_list(f.arena, f.folder, &names, &count, &f.error));
    CHECK_INT(count, 2);
    CHECK_STR(names[0], "list.csv");
    CHECK_STR(names[1], "people.db");
    fixture_close(&f);
}

static const Test tests[] = {
    {"missing files and folders", test_missing},
    {"files that are no dataset", test_foreign},
    {"newer and older datasets", test_versions},
    {"tables that are none of berth's", test_wrong_tables},
    {"nothing in the file is run", test_triggers},
    {"a locked dataset", test_locked},
    {"read-only files and folders", test_read_only},
    {"names are names", test_odd_names},
    {"who may read a dataset", test_permissions},
    {"a temporary dataset is read by several and leaves nothing", test_temporary},
    {"readers agree while another writes", test_readers_agree},
    {"reading leaves the main file unchanged", test_unchanged_by_reading},
    {"reading leaves nothing beside the dataset", test_nothing_left_beside},
};

TEST_MAIN(tests)
