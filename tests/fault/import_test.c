/* What can go wrong around an import: killed at any instant, and a disk that is full after so many bytes.
 * Each time the dataset is there whole, with the old records or with all of the new ones. */
#include "../unit/store/fixture.h"
#include "../unit/test.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { OLD = 100, NEW = 20000 };

static void write_list(Fixture *f, int first, int count) {
    Buffer list = {0};
    buffer_add_string(&list, "Reference,Forename,Borough,Benefit,Carer?,EHCP\n");
    for (int i = first; i < first + count; i++)
        buffer_format(&list, "R%07d,Name%d,%s,UC;PIP,Y,N\n", i, i, i % 3 ? "Hackney" : "TH");
    fixture_write(f->list, list.bytes, list.length);
    buffer_close(&list);
}

static bool update(void *context, uint64_t done, uint64_t total) {
    (void)done;
    (void)total;
    int *pipe = context;
    char byte = '.';
    return *pipe < 0 || write(*pipe, &byte, 1) == 1;
}

/* Opens, imports the list and closes; `pipe` hears of every step. */
static bool import_list(Fixture *f, int pipe) {
    const Progress progress = {.update = update, .context = &pipe};
    const ImportOptions options = {.day = 20000};
    fixture_forget(f);
    Store *store = store_open_write(f->data, &f->error);
    bool ok = store && import_csv(store, &f->dictionary, f->list, &options, &f->report, &f->messages,
                                  &progress, &f->error);
    store_close(store);
    return ok;
}

/* Opens, closes and looks: is the dataset sound, and does it hold what it says? Gives how many people there
 * are. */
static long check_sound(Fixture *f) {
    fixture_forget(f);
    Store *store = store_open_write(f->data, &f->error);
    CHECK(store);
    store_close(store);
    fixture_print(f);
    CHECK_STR(fixture_ask(f, "PRAGMA integrity_check"), "ok");
    long people = strtol(fixture_ask(f, "SELECT people FROM dataset"), NULL, 10);
    char expected[32];
    snprintf(expected, sizeof expected, "%ld", people);
    CHECK_STR(fixture_ask(f, "SELECT count(*) FROM person"), expected);
    CHECK_STR(fixture_ask(f, "SELECT count(*) FROM person_identity"), expected);
    CHECK_STR(fixture_ask(f, "SELECT coalesce(sum(added), 0) FROM import"), expected);
    return people;
}

/* Imports in a child, kills it after `steps` steps and `wait` microseconds. Did it die of that? */
static bool kill_import(Fixture *f, int steps, useconds_t wait) {
    int ends[2];
    if (pipe(ends) != 0) exit(2);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        _exit(import_list(f, ends[1]) ? 0 : 1);
    }
    close(ends[1]);
    char byte;
    for (int i = 0; i < steps && read(ends[0], &byte, 1) == 1; i++)
        continue;
    usleep(wait);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    close(ends[0]);
    return WIFSIGNALED(status);
}

static void test_killed(void) {
    Fixture f = fixture_open();
    int killed = 0, whole = 0;
    write_list(&f, 0, OLD);
    CHECK(import_list(&f, -1));
    write_list(&f, 0, OLD + NEW);
    for (int round = 0; round < 60; round++) {
        /* From the middle of the rows to the time after the last of them. */
        killed += kill_import(&f, round % 15, (useconds_t)(round / 15) * 4000);
        long people = check_sound(&f);
        CHECK(people == OLD || people == OLD + NEW);
        if (people == OLD) continue;
        whole++;
        CHECK(fixture_run(&f,
                          "DELETE FROM person WHERE id > 100; DELETE FROM person_identity WHERE id > 100;"
                          "DELETE FROM person_special WHERE id > 100; DELETE FROM import WHERE added > 100;"
                          "UPDATE dataset SET people = 100"));
    }
    printf("# killed %d times, whole %d times\n", killed, whole);
    CHECK(killed > 20);
    fixture_close(&f);
}

static bool stop(void *context, uint64_t done, uint64_t total) {
    (void)context;
    return done < total / 2;
}

static void test_stopped(void) {
    Fixture f = fixture_open();
    write_list(&f, 0, OLD);
    CHECK(import_list(&f, -1));
    write_list(&f, 0, OLD + NEW);
    const Progress progress = {.update = stop};
    const ImportOptions options = {.day = 20000};
    Store *store = store_open_write(f.data, &f.error);
    CHECK(!import_csv(store, &f.dictionary, f.list, &options, &f.report, &f.messages, &progress, &f.error));
    CHECK_HAS(f.error.text, "stopped");
    store_close(store);
    CHECK_INT(check_sound(&f), OLD);
    fixture_close(&f);
}

static void test_killed_at_birth(void) {
    Fixture f = fixture_open();
    write_list(&f, 0, OLD);
    for (int round = 0; round < 40; round++) {
        unlink(f.data);
        kill_import(&f, 0, (useconds_t)round * 400);
        if (access(f.data, F_OK) != 0) continue;
        long people = check_sound(&f);
        CHECK(people == 0 || people == OLD);
        CHECK(import_list(&f, -1));
        CHECK_INT(check_sound(&f), OLD);
        char log[128];
        snprintf(log, sizeof log, "%s-wal", f.data);
        unlink(log);
        snprintf(log, sizeof log, "%s-shm", f.data);
        unlink(log);
    }
    fixture_close(&f);
}

/* No file may grow beyond `bytes`: as a full disk would have it, with a short write first. */
static int import_in_little_room(Fixture *f, rlim_t bytes) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGXFSZ, SIG_IGN);
        const struct rlimit room = {bytes, bytes};
        if (setrlimit(RLIMIT_FSIZE, &room) != 0) _exit(9);
        bool ok = import_list(f, -1);
        bool told = f->error.set && strstr(f->error.text, f->data) && f->error.text[0] != '\0';
        _exit(ok ? 0 : told ? 1 : 2);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

static void test_full_disk(void) {
    Fixture f = fixture_open();
    int refused = 0;
    write_list(&f, 0, OLD);
    CHECK(import_list(&f, -1));
    write_list(&f, 0, OLD + NEW);
    for (rlim_t room = 0; room < 12 << 20; room = room < 100000 ? room + 7000 : room * 5 / 4) {
        int status = import_in_little_room(&f, room);
        CHECK(status == 0 || status == 1);
        if (status > 1) printf("# status %d with room for %lu bytes\n", status, (unsigned long)room);
        long people = check_sound(&f);
        CHECK_INT(people, status == 0 ? OLD + NEW : OLD);
        refused += status == 1;
        if (status == 0) break;
    }
    CHECK(refused > 20);
    fixture_close(&f);
}

static void test_no_room_for_a_new_one(void) {
    Fixture f = fixture_open();
    write_list(&f, 0, OLD);
    for (rlim_t room = 0; room < 60000; room += 3000) {
        int status = import_in_little_room(&f, room);
        CHECK(status == 0 || status == 1);
        /* Where there was nothing, there is nothing, or a sound dataset. */
        if (access(f.data, F_OK) == 0) CHECK_INT(check_sound(&f), status == 0 ? OLD : 0);
        unlink(f.data);
    }
    fixture_close(&f);
}

static const Test tests[] = {
    {"killed in the middle of an import, the dataset is whole", test_killed},
    {"an import that is told to stop leaves nothing", test_stopped},
    {"killed while a dataset is made, it can be made again", test_killed_at_birth},
    {"a full disk leaves the dataset as it was", test_full_disk},
    {"a full disk leaves no half of a new dataset", test_no_room_for_a_new_one},
};

TEST_MAIN(tests)
