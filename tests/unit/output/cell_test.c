/* CSV cells, after RFC 4180 section 2 and OWASP's list of characters that begin a formula. */
#include "output/cell.h"

#include "../test.h"

static void check_cell(const char *text, const char *expected) {
    Buffer out = {0};
    cell_add(&out, text, strlen(text));
    CHECK_STR(buffer_string(&out), expected);
    buffer_close(&out);
}

static void test_plain(void) {
    check_cell("eligible", "eligible");
    check_cell("", "");
    check_cell("St Thomas' Hospital", "St Thomas' Hospital");
    check_cell("12.5", "12.5");
}

static void test_quoted(void) {
    check_cell("a,b", "\"a,b\"");
    check_cell("say \"yes\"", "\"say \"\"yes\"\"\"");
    check_cell("two\nlines", "\"two\nlines\"");
    check_cell("carriage\rreturn", "\"carriage\rreturn\"");
}

static void test_formula(void) {
    check_cell("=1+1", "'=1+1");
    check_cell("+44", "'+44");
    check_cell("-1", "'-1");
    check_cell("@SUM(A1)", "'@SUM(A1)");
    check_cell("\tx", "'\tx");
    check_cell("\rx", "\"'\rx\"");
    check_cell("\nx", "\"'\nx\"");
    check_cell("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    check_cell("a=b", "a=b");
}

static const Test tests[] = {
    {"plain text stays as it is", test_plain},
    {"commas, quotes and line breaks are quoted", test_quoted},
    {"what a spreadsheet would run is neutralised", test_formula},
};

TEST_MAIN(tests)
