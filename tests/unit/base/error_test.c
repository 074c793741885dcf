/* Errors: the first one wins, long ones are cut between characters; message lists. */
#include "base/error.h"

#include "base/utf8.h"

#include "../test.h"

static void test_first_error_wins(void) {
    Error error = {0};
    CHECK(!error_set(&error, "no field '%s'", "age"));
    CHECK(!error_set(&error, "second"));
    CHECK(!error_set_at(&error, "b.lua", 1, 2, "third"));
    CHECK(error.set);
    CHECK_STR(error.text, "no field 'age'");
    CHECK_STR(error.file, "");
    CHECK_INT(error.line, 0);
}

static void test_place(void) {
    Error error = {0};
    CHECK(!error_set_at(&error, "rules/hackney/main.lua", 12, 3, "unknown name '%s'", "agee"));
    CHECK_STR(error.file, "rules/hackney/main.lua");
    CHECK_INT(error.line, 12);
    CHECK_INT(error.column, 3);
    CHECK_STR(error.text, "unknown name 'agee'");
    Error nowhere = {0};
    error_set_at(&nowhere, NULL, 0, 0, "x");
    CHECK_STR(nowhere.file, "");
}

/* `character` over and over, from each offset, so that the cut falls on each of its bytes. */
static void check_cut(const char *character) {
    char text[2000];
    size_t size = strlen(character);
    for (size_t offset = 0; offset < size; offset++) {
        memset(text, 'a', offset);
        size_t length = offset;
        for (; length + size < sizeof text; length += size)
            memcpy(text + length, character, size);
        text[length] = '\0';
        Error error = {0};
        error_set_at(&error, text, 0, 0, "%s", text);
        size_t text_room = sizeof error.text - 1, file_room = sizeof error.file - 1;
        CHECK(utf8_check(error.text, strlen(error.text), NULL));
        CHECK_INT(strlen(error.text), text_room - (text_room - offset) % size);
        CHECK(utf8_check(error.file, strlen(error.file), NULL));
        CHECK_INT(strlen(error.file), file_room - (file_room - offset) % size);
    }
}

static void test_long_text_is_cut_between_characters(void) {
    check_cut("a");
    check_cut("£");
    check_cut("€");
    check_cut("😀");
}

static void test_messages(void) {
    Arena *arena = arena_open();
    Messages messages = {.arena = arena};
    char file[] = "a.csv";
    for (uint32_t i = 0; i < 100; i++)
        messages_add(&messages, i % 2 ? MESSAGE_WARNING : MESSAGE_ERROR, file, i + 1, 2, "row %u", i);
    file[0] = 'x';
    messages_add(&messages, MESSAGE_NOTE, NULL, 0, 0, "note");
    CHECK_INT(messages.count, 101);
    CHECK_INT(messages.errors, 50);
    CHECK_STR(messages.items[0].file, "a.csv");
    CHECK_STR(messages.items[99].text, "row 99");
    CHECK_INT(messages.items[99].line, 100);
    CHECK_INT(messages.items[99].column, 2);
    CHECK(messages.items[100].file == NULL);
    CHECK_STR(message_level_name(messages.items[0].level), "error");
    CHECK_STR(message_level_name(messages.items[1].level), "warning");
    CHECK_STR(message_level_name(messages.items[100].level), "note");
    arena_close(arena);
}

static void test_error_becomes_message(void) {
    Arena *arena = arena_open();
    Messages messages = {.arena = arena};
    Error error = {0}, placeless = {0};
    error_set_at(&error, "a.lua", 4, 5, "100%% wrong");
    error_set(&placeless, "no place");
    messages_add_error(&messages, &error);
    messages_add_error(&messages, &placeless);
    error = (Error){0};
    CHECK_INT(messages.errors, 2);
    CHECK_STR(messages.items[0].text, "100% wrong");
    CHECK_STR(messages.items[0].file, "a.lua");
    CHECK_INT(messages.items[0].line, 4);
    CHECK_INT(messages.items[0].column, 5);
    CHECK(messages.items[1].file == NULL);
    arena_close(arena);
}

static const Test tests[] = {
    {"the first error wins", test_first_error_wins},
    {"an error has a place", test_place},
    {"long text is cut between characters", test_long_text_is_cut_between_characters},
    {"messages are gathered and counted", test_messages},
    {"an error becomes a message", test_error_becomes_message},
};

TEST_MAIN(tests)
