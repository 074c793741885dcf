/* Files: read whole or refused, listed in order, replaced whole or not at all. */
#include "base/file.h"

#include "base/thread.h"

#include "../test.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static Arena *arena;
static char folder[64];

static char *path_of(const char *name) {
    return file_join(arena, folder, name);
}

static void open_folder(void) {
    arena = arena_open();
    snprintf(folder, sizeof folder, "/tmp/berth-file-test-XXXXXX");
    CHECK(mkdtemp(folder) != NULL);
}

static void close_folder(void) {
    CHECK_INT(system(arena_format(arena, "rm -rf '%s'", folder)), 0);
    arena_close(arena);
}

static void put(const char *name, const char *text) {
    FILE *file = fopen(path_of(name), "w");
    CHECK(file && fputs(text, file) >= 0 && fclose(file) == 0);
}

/* The file's text by stdio, "(none)" where there is no file. */
static const char *get(const char *name) {
    static char text[256];
    FILE *file = fopen(path_of(name), "r");
    if (!file) return "(none)";
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static int mode_of(const char *name) {
    struct stat facts;
    return stat(path_of(name), &facts) == 0 ? (int)(facts.st_mode & 07777) : -1;
}

/* How many entries the folder has, hidden ones too. */
static int entries(void) {
    FILE *list = popen(arena_format(arena, "ls -A '%s' | wc -l", folder), "r");
    int count = -1;
    CHECK(list && fscanf(list, "%d", &count) == 1);
    pclose(list);
    return count;
}

static void check_unread(const char *path, size_t limit, const char *expected) {
    Error error = {0};
    char *bytes = NULL;
    size_t length = 7;
    CHECK(!file_read(arena, path, limit, &bytes, &length, &error));
    CHECK(strstr(error.text, expected) != NULL);
    CHECK(strstr(error.text, path) != NULL);
    CHECK(!bytes && length == 7);
}

static void test_reading(void) {
    open_folder();
    Error error = {0};
    char *bytes;
    size_t length;
    put("a", "hello");
    CHECK(file_read(arena, path_of("a"), 5, &bytes, &length, &error));
    CHECK_STR(bytes, "hello");
    CHECK_INT(length, 5);
    put("empty", "");
    CHECK(file_read(arena, path_of("empty"), 0, &bytes, &length, &error));
    CHECK_STR(bytes, "");
    CHECK_INT(length, 0);
    CHECK(!error.set);
    check_unread(path_of("a"), 4, "has 5 bytes, the most that is read is 4");
    check_unread(path_of("missing"), 4, "No such file");
    check_unread(folder, 4, "is a folder");
    CHECK(mkfifo(path_of("pipe"), 0600) == 0);
    check_unread(path_of("pipe"), 4, "is not a regular file");
    check_unread("/dev/zero", 4, "is not a regular file");
    check_unread("/proc/self/status", 1 << 20, "changed while it was read"); /* says that it has 0 bytes */
    close_folder();
}

static void test_asking(void) {
    open_folder();
    put("a", "");
    CHECK(file_exists(path_of("a")) && !file_is_folder(path_of("a")));
    CHECK(file_exists(folder) && file_is_folder(folder));
    CHECK(!file_exists(path_of("b")) && !file_is_folder(path_of("b")));
    close_folder();
}

static void test_listing(void) {
    open_folder();
    Error error = {0};
    char **names;
    size_t count = 9;
    CHECK(file_list(arena, folder, &names, &count, &error));
    CHECK_INT(count, 0);
    static const char *const sorted[] = {"B", "a", "a.lua", "aa", "b", "é"};
    for (size_t i = 6; i-- > 0;)
        put(sorted[i], "");
    put(".hidden", "");
    for (int i = 0; i < 100; i++)
        put(arena_format(arena, "z%02d", i), "");
    CHECK(file_list(arena, folder, &names, &count, &error));
    CHECK_INT(count, 106);
    for (size_t i = 0; i < 5; i++)
        CHECK_STR(names[i], sorted[i]);
    CHECK_STR(names[5], "z00");
    CHECK_STR(names[104], "z99");
    CHECK_STR(names[105], sorted[5]);
    CHECK(!file_list(arena, path_of("missing"), &names, &count, &error));
    CHECK(strstr(error.text, "can't list '") != NULL);
    close_folder();
}

static void test_names(void) {
    arena = arena_open();
    CHECK_STR(file_join(arena, "a", "b"), "a/b");
    CHECK_STR(file_join(arena, "a/", "b"), "a/b");
    CHECK_STR(file_join(arena, "/", "b"), "/b");
    CHECK_STR(file_join(arena, "", "b"), "b");
    CHECK_STR(file_name(arena, "rules/hackney/"), "hackney");
    CHECK_STR(file_name(arena, "rules/hackney"), "hackney");
    CHECK_STR(file_name(arena, "hackney//"), "hackney");
    CHECK_STR(file_name(arena, "/hackney"), "hackney");
    CHECK_STR(file_name(arena, "/"), "/");
    CHECK_STR(file_name(arena, "//"), "/");
    CHECK_STR(file_name(arena, ""), "");
    CHECK_STR(file_name(arena, "."), ".");
    arena_close(arena);
}

/* Writes `text` over `name`; says whether it was committed. */
static bool replace(const char *name, const char *text, Error *error) {
    Replacement *r = replacement_open(path_of(name), false, error);
    if (!r) return false;
    if (!replacement_write(r, text, strlen(text), error)) {
        replacement_abandon(r);
        return false;
    }
    return replacement_commit(r, error);
}

static void test_replacing(void) {
    open_folder();
    Error error = {0};
    CHECK(replace("new", "first", &error));
    CHECK_STR(get("new"), "first");
    CHECK_INT(mode_of("new"), 0600);
    CHECK(chmod(path_of("new"), 0640) == 0);
    CHECK(replace("new", "second", &error));
    CHECK_STR(get("new"), "second");
    CHECK_INT(mode_of("new"), 0640);
    CHECK_INT(entries(), 1);
    CHECK(!error.set);
    close_folder();
}

static void test_old_file_stays_until_commit(void) {
    open_folder();
    Error error = {0};
    put("a", "old");
    Replacement *r = replacement_open(path_of("a"), false, &error);
    CHECK(r && replacement_write(r, "new", 3, &error));
    CHECK_STR(get("a"), "old");
    replacement_abandon(r);
    CHECK_STR(get("a"), "old");
    CHECK_INT(entries(), 1);
    r = replacement_open(path_of("b"), false, &error);
    CHECK(r && replacement_write(r, "new", 3, &error));
    CHECK_STR(get("b"), "(none)");
    replacement_abandon(r);
    replacement_abandon(NULL);
    CHECK_INT(entries(), 1);
    close_folder();
}

static void test_restarting(void) {
    open_folder();
    Error error = {0};
    Replacement *r = replacement_open(path_of("a"), false, &error);
    CHECK(r && replacement_write(r, "much longer", 11, &error));
    CHECK(replacement_restart(r, &error));
    CHECK(replacement_write(r, "short", 5, &error));
    CHECK(replacement_commit(r, &error));
    CHECK_STR(get("a"), "short");
    close_folder();
}

static void test_symbolic_link_is_followed(void) {
    open_folder();
    Error error = {0};
    put("target", "old");
    CHECK(symlink("target", path_of("link")) == 0);
    CHECK(replace("link", "new", &error));
    CHECK_STR(get("target"), "new");
    struct stat facts;
    CHECK(lstat(path_of("link"), &facts) == 0 && S_ISLNK(facts.st_mode));
    close_folder();
}

static void check_unwritable(const char *path, const char *expected) {
    Error error = {0};
    CHECK(replacement_open(path, false, &error) == NULL);
    if (!strstr(error.text, expected)) CHECK_STR(error.text, expected);
    CHECK(strncmp(error.text, "can't write '", 13) == 0);
}

static void test_what_can_not_be_replaced(void) {
    open_folder();
    check_unwritable(folder, "Is a directory");
    check_unwritable(path_of("missing/file"), "No such file");
    check_unwritable(path_of("missing/"), "Is a directory");
    check_unwritable("", "No such file");
    close_folder();
}

/* Runs `work` in a child; its exit status. */
static int in_child(void (*work)(void)) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        work();
        _exit(99);
    }
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Makes root into nobody, who owns the folder. */
static bool drop_rights(void) {
    enum { NOBODY = 65534 };
    if (geteuid() != 0) return true;
    return chown(folder, NOBODY, NOBODY) == 0 && setgroups(0, NULL) == 0 && setgid(NOBODY) == 0 &&
           setuid(NOBODY) == 0;
}

static void replace_without_rights(void) {
    Error error = {0};
    if (!drop_rights() || chmod(folder, 0555) != 0) _exit(1);
    if (replace("read-only", "new", &error) || !strstr(error.text, "Permission denied")) _exit(2);
    Error second = {0};
    if (replace("unborn", "new", &second) || !strstr(second.text, "Permission denied")) _exit(3);
    _exit(0);
}

static void test_rights_are_respected(void) {
    open_folder();
    put("read-only", "old");
    CHECK(chmod(path_of("read-only"), 0444) == 0);
    CHECK_INT(in_child(replace_without_rights), 0);
    CHECK_STR(get("read-only"), "old");
    CHECK(chmod(folder, 0755) == 0);
    CHECK_INT(entries(), 1);
    close_folder();
}

static void replace_read_only_file(void) {
    Error error = {0};
    if (!drop_rights()) _exit(1);
    _exit(replace("read-only", "new", &error) ? 2 : 0);
}

/* Nobody's file of a group that is not nobody's: the group's rights can't be kept, so they go. */
static void replace_with_another_group(void) {
    Error error = {0};
    if (!drop_rights() || !replace("a", "new", &error)) _exit(1);
    _exit(mode_of("a") == 0604 ? 0 : 2);
}

static void test_owner_and_group_are_kept(void) {
    if (geteuid() != 0) return; /* nobody else can give files away */
    open_folder();
    Error error = {0};
    struct stat facts;
    put("a", "old");
    CHECK(chown(path_of("a"), 65534, 1) == 0 && chmod(path_of("a"), 0664) == 0);
    CHECK(replace("a", "new", &error));
    CHECK(stat(path_of("a"), &facts) == 0 && facts.st_uid == 65534 && facts.st_gid == 1);
    CHECK_INT(mode_of("a"), 0664);
    CHECK_INT(in_child(replace_with_another_group), 0);
    close_folder();
}

static void test_read_only_file_is_left_alone(void) {
    open_folder();
    put("read-only", "old");
    CHECK(chmod(path_of("read-only"), 0444) == 0);
    CHECK_INT(in_child(replace_read_only_file), 0);
    CHECK_STR(get("read-only"), "old");
    close_folder();
}

/* A full disk, played by a limit on the size of files. */
static void fill_disk(void) {
    static char block[4096];
    struct rlimit limit = {.rlim_cur = 10000, .rlim_max = 10000};
    Error error = {0};
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) _exit(1);
    Replacement *r = replacement_open(path_of("a"), false, &error);
    int written = 0;
    while (replacement_write(r, block, sizeof block, &error) && written < 10)
        written++;
    if (written != 2) _exit(2); /* the third is cut short by the limit */
    if (strcmp(error.text, arena_format(arena, "can't write '%s': File too large", path_of("a"))) != 0)
        _exit(3);
    replacement_abandon(r);
    _exit(0);
}

static void test_full_disk_leaves_the_old_file(void) {
    open_folder();
    put("a", "old");
    CHECK_INT(in_child(fill_disk), 0);
    CHECK_STR(get("a"), "old");
    CHECK_INT(entries(), 1);
    close_folder();
}

static void die_half_way(void) {
    Error error = {0};
    Replacement *r = replacement_open(path_of("a"), false, &error);
    if (!replacement_write(r, "new", 3, &error)) _exit(1);
    kill(getpid(), SIGKILL);
}

static void test_killed_process_leaves_the_old_file(void) {
    open_folder();
    put("a", "old");
    CHECK_INT(in_child(die_half_way), -1);
    CHECK_STR(get("a"), "old");
    int unnamed = open(folder, O_TMPFILE | O_RDWR, 0600);
    if (unnamed >= 0) CHECK_INT(entries(), 1); /* nothing is left behind where the file system can do it */
    if (unnamed >= 0) close(unnamed);
    close_folder();
}

/* As on a file system that has no files without a name. */
static void replace_without_unnamed_files(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EOPNOTSUPP), SCMP_SYS(openat), 1,
                     SCMP_A2(SCMP_CMP_MASKED_EQ, O_TMPFILE, O_TMPFILE));
    if (seccomp_load(filter) != 0) _exit(1);
    if (open(folder, O_TMPFILE | O_RDWR, 0600) >= 0) _exit(2);
    Error error = {0};
    if (!replace("a", "new", &error) || strcmp(get("a"), "new") != 0 || mode_of("a") != 0640) _exit(3);
    if (!replace("b", "new", &error) || strcmp(get("b"), "new") != 0 || mode_of("b") != 0600) _exit(4);
    Replacement *r = replacement_open(path_of("a"), false, &error);
    if (!r || !replacement_write(r, "newer", 5, &error) || entries() != 3) _exit(5);
    replacement_abandon(r);
    if (entries() != 2 || strcmp(get("a"), "new") != 0) _exit(6);
    setenv("TMPDIR", folder, 1);
    r = replacement_open(NULL, true, &error);
    if (!r || !replacement_write(r, "newer", 5, &error) || entries() != 2) _exit(7);
    replacement_abandon(r);
    _exit(0);
}

static void test_without_unnamed_files(void) {
    open_folder();
    put("a", "old");
    CHECK(chmod(path_of("a"), 0640) == 0);
    CHECK_INT(in_child(replace_without_unnamed_files), 0);
    close_folder();
}

static void test_names_left_behind_do_not_matter(void) {
    open_folder();
    Error error = {0};
    for (int i = 0; i < 3; i++)
        put(arena_format(arena, ".berth-%ld-%d", (long)getpid(), i), "left");
    CHECK(replace("a", "new", &error));
    CHECK_STR(get("a"), "new");
    CHECK_INT(entries(), 4);
    close_folder();
}

static void write_without_hold(void) {
    Error error = {0};
    if (dup2(open(path_of("out"), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO) < 0) _exit(1);
    Replacement *r = replacement_open(NULL, false, &error);
    if (!r || !replacement_write(r, "one", 3, &error) || strcmp(get("out"), "one") != 0) _exit(2);
    if (replacement_restart(r, &error) || !strstr(error.text, "can't start again")) _exit(3);
    Error none = {0};
    if (!replacement_commit(r, &none) || fcntl(STDOUT_FILENO, F_GETFD) < 0) _exit(4);
    _exit(0);
}

static void write_with_hold(void) {
    Error error = {0};
    if (dup2(open(path_of("out"), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO) < 0) _exit(1);
    Replacement *r = replacement_open(NULL, true, &error);
    if (!r || !replacement_write(r, "one and more", 12, &error) || get("out")[0]) _exit(2);
    if (!replacement_restart(r, &error) || !replacement_write(r, "two", 3, &error)) _exit(3);
    if (get("out")[0] || !replacement_commit(r, &error) || strcmp(get("out"), "two") != 0) _exit(4);
    r = replacement_open(NULL, true, &error);
    if (!r || !replacement_write(r, "three", 5, &error)) _exit(5);
    replacement_abandon(r);
    if (strcmp(get("out"), "two") != 0 || fcntl(STDOUT_FILENO, F_GETFD) < 0) _exit(6);
    _exit(0);
}

static void test_standard_output(void) {
    open_folder();
    CHECK_INT(in_child(write_without_hold), 0);
    CHECK(unlink(path_of("out")) == 0);
    CHECK_INT(in_child(write_with_hold), 0);
    close_folder();
}

static void write_to_full_output(void) {
    Error error = {0}, held = {0}, plain = {0};
    if (dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO) < 0) _exit(1);
    Replacement *r = replacement_open(NULL, false, &error);
    if (replacement_write(r, "x", 1, &error)) _exit(2);
    if (strcmp(error.text, "can't write standard output: No space left on device") != 0) _exit(3);
    replacement_abandon(r);
    r = replacement_open(NULL, true, &held);
    if (!replacement_write(r, "x", 1, &held) || replacement_commit(r, &held)) _exit(4);
    if (strcmp(held.text, error.text) != 0) _exit(5);
    if (file_write(STDOUT_FILENO, "x", 1, &plain)) _exit(6);
    if (strcmp(plain.text, "can't write: No space left on device") != 0) _exit(7);
    _exit(0);
}

static void test_full_output(void) {
    CHECK_INT(in_child(write_to_full_output), 0);
}

/* Without root's rights: code that is wrong would replace the machine's own /dev/null. */
static void write_to_devices(void) {
    CHECK(drop_rights());
    Error error = {0};
    CHECK(symlink("/dev/null", path_of("null")) == 0 && symlink("/dev/full", path_of("full")) == 0);
    CHECK(mkfifo(path_of("pipe"), 0600) == 0);
    int reader = open(path_of("pipe"), O_RDONLY | O_NONBLOCK);
    CHECK(replace("null", "x", &error));
    CHECK(replace("pipe", "through", &error));
    char text[16] = "";
    CHECK_INT(read(reader, text, sizeof text - 1), 7);
    CHECK_STR(text, "through");
    struct stat facts;
    CHECK(stat("/dev/null", &facts) == 0 && S_ISCHR(facts.st_mode));
    CHECK(lstat(path_of("pipe"), &facts) == 0 && S_ISFIFO(facts.st_mode));
    CHECK(!replace("full", "x", &error));
    CHECK(strstr(error.text, "/full': No space left on device") != NULL);
    /* What the shell's >(command) gives: a pipe by the number of its descriptor. */
    int ends[2];
    CHECK(pipe(ends) == 0);
    close(reader);
    Error none = {0};
    Replacement *r = replacement_open(arena_format(arena, "/dev/fd/%d", ends[1]), false, &none);
    CHECK(r && replacement_write(r, "pipe", 5, &none) && replacement_commit(r, &none));
    CHECK_INT(read(ends[0], text, sizeof text), 5);
    CHECK_STR(text, "pipe");
    close(ends[0]);
    close(ends[1]);
    _exit(test_failures ? 1 : 0);
}

static void test_devices_are_written_to(void) {
    open_folder();
    CHECK_INT(in_child(write_to_devices), 0);
    close_folder();
}

typedef struct Pipe {
    int ends[2];
    const char *bytes;
    size_t length, wrong;
    bool written;
} Pipe;

static volatile sig_atomic_t is_interrupted;

static void interrupt(int number) {
    (void)number;
    is_interrupted = 1;
}

/* Share 0 writes to a pipe that holds 4 KiB; share 1 reads slowly and interrupts share 0. */
static void write_and_read(void *context, unsigned index) {
    Pipe *job = context;
    if (index == 0) {
        Error error = {0};
        job->written = file_write(job->ends[1], job->bytes, job->length, &error);
        close(job->ends[1]);
        return;
    }
    char bytes[1500];
    size_t at = 0;
    for (ssize_t got; (got = read(job->ends[0], bytes, sizeof bytes)) > 0; at += (size_t)got) {
        job->wrong += at + (size_t)got > job->length || memcmp(bytes, job->bytes + at, (size_t)got) != 0;
        usleep(200);
        kill(getpid(), SIGUSR1);
    }
    job->wrong += at != job->length;
}

static void check_pipe(int flags) {
    static char bytes[100000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 31 >> 3);
    Pipe job = {.bytes = bytes, .length = sizeof bytes};
    Error error = {0};
    CHECK(pipe(job.ends) == 0);
    fcntl(job.ends[1], F_SETPIPE_SZ, 4096);
    fcntl(job.ends[1], F_SETFL, flags);
    CHECK(thread_run(2, write_and_read, &job, &error));
    CHECK(job.written);
    CHECK_INT(job.wrong, 0);
    close(job.ends[0]);
}

static void test_short_writes_and_interrupts(void) {
    struct sigaction action = {.sa_handler = interrupt}, old;
    sigaction(SIGUSR1, &action, &old); /* without SA_RESTART, so that write is interrupted */
    check_pipe(0);
    check_pipe(O_NONBLOCK);
    CHECK(is_interrupted);
    sigaction(SIGUSR1, &old, NULL);
}

static void test_closed_pipe(void) {
    int ends[2];
    CHECK(pipe(ends) == 0);
    close(ends[0]);
    void (*old)(int) = signal(SIGPIPE, SIG_IGN);
    Error error = {0};
    CHECK(!file_write(ends[1], "x", 1, &error));
    CHECK_STR(error.text, "can't write: Broken pipe");
    signal(SIGPIPE, old);
    close(ends[1]);
}

static const Test tests[] = {
    {"files are read whole or refused", test_reading},
    {"what a path is", test_asking},
    {"folders are listed in byte order", test_listing},
    {"paths are joined and named", test_names},
    {"a file is replaced, its mode kept", test_replacing},
    {"the old file stays until commit", test_old_file_stays_until_commit},
    {"a result starts again", test_restarting},
    {"a symbolic link is followed", test_symbolic_link_is_followed},
    {"what can't be replaced", test_what_can_not_be_replaced},
    {"rights are respected", test_rights_are_respected},
    {"owner and group are kept", test_owner_and_group_are_kept},
    {"a read-only file is left alone", test_read_only_file_is_left_alone},
    {"a full disk leaves the old file", test_full_disk_leaves_the_old_file},
    {"a killed process leaves the old file", test_killed_process_leaves_the_old_file},
    {"where files always have a name", test_without_unnamed_files},
    {"names left behind do not matter", test_names_left_behind_do_not_matter},
    {"standard output at once and held", test_standard_output},
    {"standard output that is full", test_full_output},
    {"devices and pipes are written to, not replaced", test_devices_are_written_to},
    {"short writes and interrupts", test_short_writes_and_interrupts},
    {"a closed pipe", test_closed_pipe},
};

TEST_MAIN(tests)
