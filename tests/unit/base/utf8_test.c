/* UTF-8: every character and every short sequence of bytes, and the well-known ill-formed ones. */
#include "base/utf8.h"

#include "../test.h"

enum { CHARACTERS = 0x110000, SURROGATES = 0x800 };

/* RFC 3629, section 3, written out. */
static size_t encode(uint32_t c, char out[4]) {
    size_t size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    for (size_t i = size; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(leads[size] | c);
    return size;
}

static void test_every_character(void) {
    size_t wrong = 0;
    for (uint32_t c = 1; c < CHARACTERS; c++) {
        bool surrogate = c >= 0xD800 && c < 0xE000;
        char bytes[4];
        size_t size = encode(c, bytes);
        uint32_t decoded = 0;
        wrong += utf8_check(bytes, size, NULL) == surrogate;
        if (surrogate) continue;
        wrong += utf8_decode(bytes, size, &decoded) != size || decoded != c;
        wrong += utf8_count(bytes, size) != 1;
    }
    CHECK_INT(wrong, 0);
}

/* That nothing else is accepted follows from how many sequences of each length there are. */
static void test_every_short_sequence(void) {
    size_t two = 0, three = 0, four = 0;
    for (unsigned i = 0; i < 1U << 24; i++) {
        char bytes[4] = {(char)(i >> 16), (char)(i >> 8), (char)i, (char)0xBF};
        bool is_ascii = i >> 16 < 0x80;
        if ((i & 0xFF) == 0 && !is_ascii && (i >> 8 & 0xFF) >= 0x80) two += utf8_check(bytes, 2, NULL);
        if (!is_ascii && (i >> 8 & 0xFF) >= 0x80 && (i & 0xFF) >= 0x80 && !utf8_check(bytes, 2, NULL)) {
            three += utf8_check(bytes, 3, NULL);
            four += utf8_check(bytes, 4, NULL) && !utf8_check(bytes, 3, NULL);
        }
    }
    CHECK_INT(two, 0x800 - 0x80);
    CHECK_INT(three, 0x10000 - 0x800 - SURROGATES);
    CHECK_INT(four, 0x100000 / 64); /* the last byte was always BF */
}

typedef struct IllFormed {
    const char *bytes;
    size_t length, bad; /* where the first ill-formed sequence begins */
} IllFormed;

/* After The Unicode Standard, tables 3-7 to 3-11, and Markus Kuhn's UTF-8 decoder stress test. */
static const IllFormed ill_formed[] = {
    {"\x80", 1, 0}, /* continuation without a lead */
    {"\xBF", 1, 0},
    {"a\xBF", 2, 1},
    {"\xC0\x80", 2, 0}, /* overlong zero */
    {"\xC0\xAF", 2, 0}, /* overlong slash */
    {"\xC1\xBF", 2, 0}, /* the greatest overlong form of two bytes */
    {"\xE0\x80\xAF", 3, 0},
    {"\xE0\x9F\xBF", 3, 0},
    {"\xF0\x80\x80\xAF", 4, 0},
    {"\xF0\x8F\xBF\xBF", 4, 0},
    {"\xF8\x80\x80\x80\xAF", 5, 0}, /* five and six bytes */
    {"\xF8\x88\x80\x80\x80", 5, 0},
    {"\xFC\x80\x80\x80\x80\xAF", 6, 0},
    {"\xFC\x84\x80\x80\x80\x80", 6, 0},
    {"\xED\xA0\x80", 3, 0}, /* surrogates, alone and as a pair */
    {"\xED\xBF\xBF", 3, 0},
    {"\xED\xA0\x80\xED\xB0\x80", 6, 0},
    {"\xF4\x90\x80\x80", 4, 0}, /* U+110000 */
    {"\xF5\x80\x80\x80", 4, 0},
    {"\xF7\xBF\xBF\xBF", 4, 0},
    {"\xFE", 1, 0},
    {"\xFF", 1, 0},
    {"\xC3", 1, 0}, /* cut off */
    {"\xE2\x82", 2, 0},
    {"\xF0\x9F\x98", 3, 0},
    {"\xE2\x28\xA1", 3, 0}, /* a lead without its continuation */
    {"\xE2\x82\x28", 3, 0},
    {"\xF0\x28\x8C\xBC", 4, 0},
    {"\xF0\x9F\x98\x28", 4, 0},
    {"a\0b", 3, 1}, /* zero bytes are refused too */
    {"\xC2\xA3\xE2\x82\xAC\xE2\x82", 7, 5},
    {"12345678\0", 9, 8},
    {"1234567\0", 8, 7},
    {"12345678abcdefg\x80z", 17, 15},
};

static void test_ill_formed(void) {
    for (size_t i = 0; i < sizeof ill_formed / sizeof *ill_formed; i++) {
        size_t bad = 999;
        CHECK(!utf8_check(ill_formed[i].bytes, ill_formed[i].length, &bad));
        CHECK_INT(bad, ill_formed[i].bad);
        CHECK(!utf8_check(ill_formed[i].bytes, ill_formed[i].length, NULL));
    }
}

/* A wrong byte at each place of a long text, for the path that takes eight bytes at once. */
static void test_wrong_byte_anywhere(void) {
    char text[64];
    for (size_t length = 0; length <= sizeof text; length++) {
        memset(text, 'x', sizeof text);
        size_t untouched = 999;
        CHECK(utf8_check(text, length, &untouched));
        CHECK_INT(untouched, 999);
        for (size_t at = 0; at < length; at++) {
            for (int wrong = 0; wrong <= 0xFF; wrong += 0xFF) {
                size_t bad = 999;
                text[at] = (char)wrong;
                CHECK(!utf8_check(text, length, &bad));
                CHECK_INT(bad, at);
            }
            text[at] = '\x01';
            CHECK(utf8_check(text, length, NULL));
        }
    }
}

static void test_decoding_what_is_not_utf8(void) {
    uint32_t c = 0;
    CHECK_INT(utf8_decode("\xE2\x82", 2, &c), 1);
    CHECK_INT(c, 0xFFFD);
    CHECK_INT(utf8_decode("\x80", 1, &c), 1);
    CHECK_INT(c, 0xFFFD);
}

static void test_counting(void) {
    CHECK_INT(utf8_count("", 0), 0);
    CHECK_INT(utf8_count("a£€😀", 10), 4);
}

static void check_safe(const char *text, size_t length, const char *expected) {
    Buffer buffer = {0};
    utf8_add_safe(&buffer, text, length);
    CHECK_STR(buffer_string(&buffer), expected);
    CHECK_INT(buffer.length, strlen(expected));
    buffer_close(&buffer);
}

static void test_safe_text(void) {
    check_safe("", 0, "");
    check_safe("plain £ text 😀", 18, "plain £ text 😀");
    check_safe("\x1B[31mred", 8, "\\x1B[31mred");
    check_safe("a\0b\nc\td\x7F", 8, "a\\x00b\\x0Ac\\x09d\\x7F");
    check_safe("\xC2\x85\xC2\x9B\xC2\xA0", 6, "\\u{0085}\\u{009B}\xC2\xA0");
    check_safe("\u2028\u2029\u2027\u202F", 12, "\\u{2028}\\u{2029}\u2027\u202F");
    check_safe("\xFFok\xE2\x82", 5, "\\xFFok\\xE2\\x82");
    check_safe("\xEF\xBF\xBD\xEF\xBF\xBE\xEF\xBF\xBF", 9, "\xEF\xBF\xBD\\u{FFFE}\\u{FFFF}");
    check_safe("\xF0\x9F\xBF\xBF\xF0\x9F\xBF\xBD", 8, "\\u{1FFFF}\xF0\x9F\xBF\xBD");
}

/* Unicode 15, PropList.txt: Bidi_Control. */
static void test_bidirectional_controls_are_shown(void) {
    static const uint32_t controls[] = {0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
                                        0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069};
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
        char bytes[4], expected[16];
        size_t size = encode(controls[i], bytes);
        snprintf(expected, sizeof expected, "\\u{%04X}", (unsigned)controls[i]);
        check_safe(bytes, size, expected);
    }
}

static void check_folded(const char *text, const char *expected) {
    Buffer buffer = {0};
    utf8_add_folded(&buffer, text, strlen(text));
    CHECK_STR(buffer_string(&buffer), expected);
    buffer_close(&buffer);
}

static void check_alike(const char *text, const char *expected) {
    Buffer buffer = {0};
    buffer_add_string(&buffer, "<");
    utf8_add_alike(&buffer, text, strlen(text));
    CHECK_STR(buffer_string(&buffer) + 1, expected);
    buffer_close(&buffer);
}

static void test_alike_text(void) {
    check_alike("Islington  Working", "islington working");
    check_alike(" islington\tWORKING\r\n", "islington working");
    check_alike("Islington\xC2\xA0 Working\xC2\xA0", "islington working");
    check_alike("E-mail: \xC3\x89t\xC3\xA9", "e-mail: \xC3\x89t\xC3\xA9");
    check_alike("\xC2", "\xC2");
    check_alike(" \t ", "");
    check_alike("", "");
}

static void test_folded_text(void) {
    check_folded("D.O.B", "dob");
    check_folded("dob", "dob");
    check_folded(" Date of Birth (dd/mm/yyyy) ", "dateofbirthddmmyyyy");
    check_folded("Café £", "café£");
    check_folded("@[`{/:AZaz09", "azaz09");
    check_folded("--", "");
}

static const Test tests[] = {
    {"every character is read back", test_every_character},
    {"no short sequence but those of the characters", test_every_short_sequence},
    {"ill-formed sequences and where they begin", test_ill_formed},
    {"a wrong byte anywhere is found", test_wrong_byte_anywhere},
    {"decoding what is not UTF-8 reads one byte", test_decoding_what_is_not_utf8},
    {"counting characters", test_counting},
    {"text made safe for terminals", test_safe_text},
    {"bidirectional controls are shown", test_bidirectional_controls_are_shown},
    {"text folded for matching", test_folded_text},
    {"text as texts are compared", test_alike_text},
};

TEST_MAIN(tests)
