/* berth: the table of commands, and help. */
#include "cli/command.h"
#include "cli/console.h"
#include "output/explanation.h"

#define BERTH_VERSION "0.1.0"

static int cmd_help(const Invocation *invocation);

static const Command COMMANDS[] = {
    {"import", "berth import FILE… --into DB [options]",
     "reads lists of candidates and vacancies into a shared dataset",
     "Lists are CSV files with a line of headings. All of them are taken in or, if any cell is refused, "
     "none.",
     IMPORT_OPTIONS, NULL, cmd_import},
    {"eval", "berth eval (--data DB | --in FILE…) [options]", "evaluates every candidate against every rule",
     "The result is advice with its reasons, for the organisations named in the rules to act on.\n"
     "Exit status: 0 done; 1 done, but records had errors or a pack was left out; 2 could not be done.",
     EVAL_OPTIONS, help_eval, cmd_eval},
    {"explain", "berth explain ID… (--data DB | --in FILE…) [options]",
     "says why, criterion by criterion, and what would change it",
     "ID is a person's reference, as it stands in the list that they came from.", EXPLAIN_OPTIONS, NULL,
     cmd_explain},
    {"match", "berth match (ID… | --everyone) (--data DB | --in FILE…) [options]",
     "starts from the person: what is open now, after which step, and what to ask",
     "What a person can start now and where an interview is guaranteed; what finishing one or two programmes "
     "would\n"
     "open; which open vacancies fit their areas, hours, kind of work and pay band; what to ask first, "
     "because most\n"
     "hangs on it; what they miss by one thing; which support is theirs. What a person has to decide stays "
     "open.",
     MATCH_OPTIONS, NULL, cmd_match},
    {"test", "berth test [DIR…] [options]", "runs the tests that stand beside the rules",
     "DIR is a pack or a folder of packs; without it the packs that ship. A pack's tests are its files "
     "NAME_test.lua.\n"
     "Exit status: 0 all passed; 1 a test failed or a pack was left out; 2 could not be done.",
     TEST_OPTIONS, help_test, cmd_test},
    {"check", "berth check [DIR…] [options]", "says what packs read and why, and what in them wants mending",
     "DIR is a pack or a folder of packs; without it, the packs that ship. No list or dataset is needed.\n"
     "Looked for: fields that are read and not used; rules that choose people by what the Equality Act 2010\n"
     "protects, where the pack's lawful_basis names no section of it; rules without source; long sentences\n"
     "and unexplained acronyms in titles, labels and questions.\n"
     "Exit status: 0 nothing found; 1 something found, or a pack left out; 2 could not be done.",
     CHECK_OPTIONS, NULL, cmd_check},
    {"help", "berth help [COMMAND]", "says how a command is used", NULL, NULL, NULL, cmd_help},
    {0},
};

static void add_commands(Buffer *out) {
    buffer_add_string(
        out,
        "berth evaluates lists of people against the rules of local schemes that bring them into good work,\n"
        "and explains each decision.\n\n");
    for (const Command *command = COMMANDS; command->name; command++)
        buffer_format(out, "  berth %-9s %s\n", command->name, command->summary);
    buffer_add_string(out, "\nberth help COMMAND tells more; berth --version says which berth this is.\n");
}

static void add_command(const Command *command, Buffer *out) {
    buffer_format(out, "%s\n%s.\n", command->usage, command->summary);
    if (command->about) buffer_format(out, "%s\n", command->about);
    if (!command->options) return;
    buffer_add_string(out, "\n");
    option_help(command->options, out);
    if (command->add_help) command->add_help(out);
}

static const Command *find_command(const char *name, Error *error) {
    Suggestion suggestion = {0};
    for (const Command *command = COMMANDS; command->name; command++) {
        if (strcmp(command->name, name) == 0) return command;
        suggest_offer(&suggestion, name, command->name);
    }
    char phrase[96];
    error_set(error, "there is no command '%s'%s; berth help lists them", name,
              suggest_phrase(&suggestion, phrase, sizeof phrase));
    return NULL;
}

static int print(Buffer *text) {
    Error error = {0};
    bool good = console_write(text, &error);
    buffer_close(text);
    if (!good) console_error(&error);
    return good ? STATUS_DONE : STATUS_FAILED;
}

static int help_on(const char *name) {
    Buffer out = {0};
    Error error = {0};
    const Command *command = name ? find_command(name, &error) : NULL;
    if (name && !command) {
        console_error(&error);
        return STATUS_FAILED;
    }
    if (command)
        add_command(command, &out);
    else
        add_commands(&out);
    return print(&out);
}

static int cmd_help(const Invocation *invocation) {
    return help_on(invocation->count ? invocation->arguments[0] : NULL);
}

static bool asks_for_help(const Invocation *invocation) {
    for (size_t i = 0; i < invocation->count; i++)
        if (strcmp(invocation->arguments[i], "--help") == 0 || strcmp(invocation->arguments[i], "-h") == 0)
            return true;
    return false;
}

static int run_command(const char *name, char *const *arguments, size_t count) {
    Error error = {0};
    const Command *command = find_command(name, &error);
    if (!command) {
        console_error(&error);
        return STATUS_FAILED;
    }
    Invocation invocation = {command, arguments, count, arena_open()};
    int status = asks_for_help(&invocation) ? help_on(name) : command->run(&invocation);
    arena_close(invocation.arena);
    return status;
}

int main(int count, char **arguments) {
    console_start();
    if (console_is_terminal()) explanation_fit(console_columns());
    if (count < 2) {
        help_on(NULL);
        return STATUS_FAILED;
    }
    if (strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "-h") == 0) return help_on(NULL);
    if (strcmp(arguments[1], "--version") == 0) {
        Buffer out = {0};
        buffer_add_string(&out, "berth " BERTH_VERSION "\n");
        return print(&out);
    }
    return run_command(arguments[1], arguments + 2, (size_t)count - 2);
}
