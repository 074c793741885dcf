/* Buffers against a plain array. */
#include "base/buffer.h"

#include "../test.h"

static void test_empty(void) {
    Buffer buffer = {0};
    CHECK_STR(buffer_string(&buffer), "");
    buffer_clear(&buffer);
    buffer_add(&buffer, NULL, 0);
    buffer_add_string(&buffer, "");
    CHECK_STR(buffer_string(&buffer), "");
    CHECK_INT(buffer.length, 0);
    buffer_close(&buffer);
    buffer_close(&buffer);
    CHECK(buffer.bytes == NULL);
}

static void test_adding_matches_array(void) {
    static char expected[100000];
    size_t length = 0;
    Buffer buffer = {0};
    for (unsigned i = 0; length + 200 < sizeof expected; i++) {
        char piece[200];
        size_t size = i * 31 % sizeof piece;
        memset(piece, (int)(i % 256), size);
        memcpy(expected + length, piece, size);
        buffer_add(&buffer, piece, size);
        length += size;
        expected[length++] = (char)('a' + i % 26);
        buffer_add_char(&buffer, (char)('a' + i % 26));
        CHECK(buffer.bytes[buffer.length] == '\0');
        CHECK(buffer.length < buffer.capacity);
    }
    CHECK_INT(buffer.length, length);
    CHECK(memcmp(buffer.bytes, expected, length) == 0);
    buffer_close(&buffer);
}

/* Each length around the borders where the buffer grows. */
static void test_format(void) {
    for (int width = 1; width < 300; width++) {
        Buffer buffer = {0};
        buffer_add_string(&buffer, "<");
        buffer_format(&buffer, "%*d%s", width, 7, ">");
        CHECK_INT(buffer.length, width + 2);
        CHECK_INT(strlen(buffer_string(&buffer)), width + 2);
        CHECK(buffer.bytes[width] == '7' && buffer.bytes[width + 1] == '>');
        buffer_format(&buffer, "%s", "");
        CHECK_INT(buffer.length, width + 2);
        buffer_close(&buffer);
    }
}

static void test_clear_keeps_memory(void) {
    Buffer buffer = {0};
    buffer_add_string(&buffer, "berth");
    char *bytes = buffer.bytes;
    buffer_clear(&buffer);
    CHECK_STR(buffer_string(&buffer), "");
    buffer_add_string(&buffer, "bert");
    CHECK(buffer.bytes == bytes);
    CHECK_STR(buffer_string(&buffer), "bert");
    buffer_close(&buffer);
}

static void test_reserved_room_can_be_written(void) {
    Buffer buffer = {0};
    buffer_add_string(&buffer, "ab");
    buffer_reserve(&buffer, 1000);
    memset(buffer.bytes + buffer.length, 'c', 1001); /* the sanitizers look on */
    buffer.length += 1000;
    buffer.bytes[buffer.length] = '\0';
    CHECK(strncmp(buffer_string(&buffer), "abccc", 5) == 0);
    CHECK_INT(strlen(buffer_string(&buffer)), 1002);
    buffer_close(&buffer);
}

static const Test tests[] = {
    {"an empty buffer is an empty string", test_empty},
    {"adding matches a plain array", test_adding_matches_array},
    {"formatting at each length", test_format},
    {"clearing keeps the memory", test_clear_keeps_memory},
    {"reserved room can be written to", test_reserved_room_can_be_written},
};

TEST_MAIN(tests)
