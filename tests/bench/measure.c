/* Measures commands against one another: measure ROUNDS FILE
 *
 * Each line of FILE is a name, a file for standard output and a command of plain words, with tabs between the
 * three. The commands take turns, ROUNDS times, so that a busy moment of the machine hits all alike. Prints a
 * line a command: name, best wall-clock time in milliseconds, highest peak memory in KiB of it or of a
 * process that it waited for. */
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_COMMANDS = 32, MOST_WORDS = 32, LONGEST_LINE = 4096 };

typedef struct Command {
    char line[LONGEST_LINE];
    const char *name, *output;
    char *words[MOST_WORDS + 1];
    double best; /* milliseconds */
    long peak;   /* KiB */
} Command;

static _Noreturn void fail(const char *what, const char *subject) {
    fprintf(stderr, "measure: %s '%s'\n", what, subject);
    exit(2);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void parse(Command *command) {
    char *rest = command->line;
    command->name = strsep(&rest, "\t");
    command->output = strsep(&rest, "\t");
    if (!rest) fail("a line needs a name, a file and a command:", command->line);
    size_t count = 0;
    for (char *word; (word = strsep(&rest, " \n"));)
        if (*word && count < MOST_WORDS) command->words[count++] = word;
    if (count == 0) fail("there is no command for", command->name);
}

static size_t read_commands(const char *path, Command *commands) {
    FILE *file = fopen(path, "r");
    if (!file) fail("can't read", path);
    size_t count = 0;
    while (count < MOST_COMMANDS && fgets(commands[count].line, LONGEST_LINE, file))
        parse(&commands[count++]);
    fclose(file);
    return count;
}

static _Noreturn void run(const Command *command) {
    int output = open(command->output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (output < 0) fail("can't write", command->output);
    dup2(output, STDOUT_FILENO);
    close(output);
    execvp(command->words[0], command->words);
    fail("can't run", command->words[0]);
}

static void measure(Command *command) {
    double began = now();
    pid_t child = fork();
    if (child < 0) fail("can't start", command->name);
    if (child == 0) run(command);
    int status;
    struct rusage usage;
    while (wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR) fail("lost", command->name);
    double took = now() - began;
    if (status != 0) fail("this did not end well:", command->name);
    if (command->best == 0 || took < command->best) command->best = took;
    if (usage.ru_maxrss > command->peak) command->peak = usage.ru_maxrss;
}

int main(int count, char **words) {
    static Command commands[MOST_COMMANDS];
    if (count != 3) fail("usage: measure", "ROUNDS FILE");
    long rounds = strtol(words[1], NULL, 10);
    size_t length = read_commands(words[2], commands);
    for (long round = 0; round < rounds; round++)
        for (size_t i = 0; i < length; i++)
            measure(&commands[i]);
    for (size_t i = 0; i < length; i++)
        printf("%s\t%.1f\t%ld\n", commands[i].name, commands[i].best, commands[i].peak);
    return 0;
}
