/* The command line's grammar: `--name value`, `--name=value`, `--flag`, lists up to the next option. */
#include "cli/option.h"

#include "base/date.h"
#include "base/suggest.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdint.h>

static const Option *find_option(const Option *table, const char *argument, size_t length) {
    for (; table->name; table++)
        if (strlen(table->name) == length && memcmp(table->name, argument, length) == 0) return table;
    return NULL;
}

static bool unknown_option(const Option *table, const char *argument, size_t length, Arena *arena,
                           Error *error) {
    const char *name = arena_copy(arena, argument, length);
    Suggestion suggestion = {0};
    for (; table->name; table++)
        suggest_offer(&suggestion, name, table->name);
    char phrase[96];
    return error_set(error, "unknown option '%s'%s", name,
                     suggest_phrase(&suggestion, phrase, sizeof phrase));
}

static bool take_number(const Option *option, const char *value, unsigned *number, Error *error) {
    char *end;
    errno = 0;
    unsigned long parsed = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end || errno || parsed == 0 || parsed > OPTION_MOST)
        return error_set(error, "'%s' takes a number from 1 to %d, not '%s'", option->name, OPTION_MOST,
                         value);
    *number = (unsigned)parsed;
    return true;
}

static bool take_choice(const Option *option, const char *value, int *choice, Error *error) {
    Suggestion suggestion = {0};
    for (int i = 1; option->choices[i]; i++) {
        if (strcmp(option->choices[i], value) == 0) {
            *choice = i;
            return true;
        }
        suggest_offer(&suggestion, value, option->choices[i]);
    }
    char phrase[96];
    return error_set(error, "'%s' takes %s, not '%s'%s", option->name, option->value, value,
                     suggest_phrase(&suggestion, phrase, sizeof phrase));
}

static bool take_value(const Option *option, const char *value, void *member, Error *error) {
    switch (option->kind) {
    case OPTION_TEXT: *(const char **)member = value; return true;
    case OPTION_NUMBER: return take_number(option, value, member, error);
    case OPTION_CHOICE: return take_choice(option, value, member, error);
    case OPTION_DAY:
        return date_parse(value, strlen(value), member) ||
               error_set(error, "'%s' takes a day such as 2026-03-31, not '%s'", option->name, value);
    case OPTION_FLAG:
    case OPTION_LIST: break;
    }
    return false;
}

static void add_to_list(OptionList *list, const char *item, size_t room, Arena *arena) {
    if (!list->items) list->items = arena_allocate_array(arena, room, sizeof *list->items);
    list->items[list->count++] = item;
}

static bool is_option(const char *argument) {
    return argument[0] == '-' && argument[1] != '\0';
}

/* Takes the option at `arguments[*at]` with what belongs to it, and moves `at` to the last argument taken. */
static bool take_option(const Option *table, char *const *arguments, size_t count, size_t *at, void *target,
                        Arena *arena, Error *error) {
    const char *argument = arguments[*at], *equals = strchr(argument, '=');
    size_t length = equals ? (size_t)(equals - argument) : strlen(argument);
    const Option *option = find_option(table, argument, length);
    if (!option) return unknown_option(table, argument, length, arena, error);
    void *member = (char *)target + option->offset;
    if (option->kind == OPTION_FLAG) {
        if (equals) return error_set(error, "'%s' takes no value", option->name);
        *(bool *)member = true;
        return true;
    }
    if (option->kind == OPTION_LIST) {
        OptionList *list = member;
        size_t before = list->count;
        if (equals) add_to_list(list, equals + 1, count, arena);
        while (!equals && *at + 1 < count && !is_option(arguments[*at + 1]))
            add_to_list(list, arguments[++*at], count, arena);
        return list->count > before || error_set(error, "'%s' needs %s", option->name, option->value);
    }
    if (!equals && (*at + 1 == count || is_option(arguments[*at + 1])))
        return error_set(error, "'%s' needs %s", option->name, option->value);
    return take_value(option, equals ? equals + 1 : arguments[++*at], member, error);
}

bool option_parse(const Option *table, char *const *arguments, size_t count, void *target,
                  OptionList *operands, Arena *arena, Error *error) {
    bool only_operands = false;
    for (size_t i = 0; i < count; i++) {
        if (only_operands || !is_option(arguments[i]))
            add_to_list(operands, arguments[i], count, arena);
        else if (strcmp(arguments[i], "--") == 0)
            only_operands = true;
        else if (!take_option(table, arguments, count, &i, target, arena, error))
            return false;
    }
    return true;
}

void option_help(const Option *table, Buffer *out) {
    for (; table->name; table++) {
        int width = (int)strlen(table->name) +
                    (table->value ? 1 + (int)utf8_count(table->value, strlen(table->value)) : 0);
        buffer_format(out, "  %s%s%s", table->name, table->value ? " " : "",
                      table->value ? table->value : "");
        if (width > 24)
            buffer_format(out, "\n%28s", "");
        else
            buffer_format(out, "%*s", 26 - width, "");
        buffer_format(out, "%s\n", table->help);
    }
}
