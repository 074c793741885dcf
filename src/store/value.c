/* A cell to a value, by type. What every type shares comes first: the words for unknown and declined. */
#include "value.h"

#include "base/suggest.h"
#include "base/utf8.h"

enum { LONGEST_WORD = 24, MOST_MEMBERS = 256, SHOWN = 40 };

static const char *const UNKNOWN[] = {
    "na",        "unknown",     "notknown",      "dontknow", "notsure", "don\xE2\x80\x99tknow",
    "notstated", "notrecorded", "notapplicable", "unsure",   "tbc",     "tobeconfirmed"};
static const char *const DECLINED[] = {"pnts",
                                       "prefernottosay",
                                       "iprefernottosay",
                                       "declined",
                                       "prefernottodisclose",
                                       "prefernottoanswer",
                                       "declinedtosay",
                                       "rathernotsay",
                                       "notdisclosed",
                                       "undisclosed",
                                       "refused"};
#define EN_DASH "\xE2\x80\x93"

static const char SEE_NOTES[] = "read as not known";
static const char NONE_OF_THEM[] = "none of the values that rules know: read as not known";
static const char PART_READ[] = "only its first part was read, not the words after it";

#define IS_ONE_OF(word, list) is_one_of(word, list, sizeof(list) / sizeof *(list))

static bool is_one_of(const char *word, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, list[i]) == 0) return true;
    return false;
}

/* Is this one of the words that stand for no value? Tells by the first letter that most cells are not. "NA"
 * without a slash may be a name. */
static bool read_absence(const Field *field, const char *text, size_t length, Buffer *scratch, Value *value) {
    if (length == 0) return true;
    if (length > LONGEST_WORD || !strchr("#nudprstiNUDPRSTI-?.", text[0])) return false;
    buffer_clear(scratch);
    utf8_add_folded(scratch, text, length);
    const char *word = buffer_string(scratch);
    if (!*word) return true; /* "-", "?" */
    bool notes = strcmp(word, "seenotes") == 0, declined = IS_ONE_OF(word, DECLINED);
    if (notes) value->note = SEE_NOTES;
    if (declined) value->state = VALUE_DECLINED;
    bool name = field->type == FIELD_TEXT && strcmp(word, "na") == 0 && !memchr(text, '/', length);
    return notes || declined || (IS_ONE_OF(word, UNKNOWN) && !name);
}

/* "Y - young carer", "Yes (share code)", "no: see below": the length of what comes before the words that
 * explain it, which begin with a dash after a space or with one of `marks`; the whole length where there are
 * none. */
static size_t head_length(const char *text, size_t length, const char *marks) {
    size_t at = 0;
    while (at < length && !strchr(marks, text[at])) {
        bool dash = text[at] == '-' || (length - at >= 3 && memcmp(text + at, EN_DASH, 3) == 0);
        if (dash && at && text[at - 1] == ' ') break;
        at++;
    }
    if (at == length) return length;
    while (at && text[at - 1] == ' ')
        at--;
    return at;
}

static bool read_truth(const char *text, size_t length, Buffer *scratch, Value *value) {
    static const char *const yes[] = {"y", "yes", "true", "1"}, *const no[] = {"n", "no", "none", "false",
                                                                               "0"};
    buffer_clear(scratch);
    utf8_add_folded(scratch, text, length);
    value->integer = IS_ONE_OF(buffer_string(scratch), yes);
    return value->integer || IS_ONE_OF(buffer_string(scratch), no);
}

static bool read_boolean(const char *text, size_t length, Buffer *scratch, Value *value, Error *error) {
    size_t head = head_length(text, length, "(:;,");
    if (head < length) value->note = PART_READ;
    return read_truth(text, head, scratch, value) ||
           error_set(error, "is neither yes nor no: write Y, N, or nothing");
}

static bool read_single(const Field *field, const char *text, size_t length, bool upper, Value *value,
                        Error *error) {
    return field->type == FIELD_INTEGER
               ? number_read_integer(text, length, upper ? &value->integer_upper : &value->integer, error)
               : number_read(text, length, upper ? &value->number_upper : &value->number, error);
}

/* Where a range is cut: "16-20", "16 – 20", "16 to 20". Gives the length of the lower end and where the upper
 * begins. */
static bool find_range(const char *text, size_t length, size_t *lower, size_t *upper) {
    static const char *const marks[] = {EN_DASH, "-", "to"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *found = length > 1 ? memmem(text + 1, length - 1, marks[i], strlen(marks[i])) : NULL;
        if (!found) continue;
        *lower = (size_t)(found - text);
        *upper = *lower + strlen(marks[i]);
        while (*lower && text[*lower - 1] == ' ')
            (*lower)--;
        while (*upper < length && text[*upper] == ' ')
            (*upper)++;
        return true;
    }
    return false;
}

static bool read_range(const Field *field, const char *text, size_t length, Value *value, Error *error) {
    size_t lower = 0, upper = 0;
    if (field->fills == FIELD_NONE || !find_range(text, length, &lower, &upper))
        return read_single(field, text, length, false, value, error);
    value->ranged = true;
    bool read = read_single(field, text, lower, false, value, error) &&
                read_single(field, text + upper, length - upper, true, value, error);
    if (!read) return false;
    bool rising = field->type == FIELD_INTEGER ? value->integer <= value->integer_upper
                                               : value->number <= value->number_upper;
    return rising || error_set(error, "is a range whose first number is the larger: correct it");
}

static bool read_date(const Field *field, const char *text, size_t length, const ValueRules *rules,
                      Value *value, Error *error) {
    if (field->ago && when_read_ago(text, length, rules->day, &value->integer)) return true;
    WrittenDate date;
    Error reason = {0};
    if (when_read(text, length, &date, &reason))
        return when_settle(&date, rules->dates, &value->integer, error);
    if (field->ago)
        return error_set(error, "%s%s", reason.text, ", or as a length of time such as 18 months or 2 years");
    return error_set(error, "%s", reason.text);
}

static void suggest_value(const Field *field, const char *text, Suggestion *suggestion) {
    for (uint32_t i = 0; i < field->value_count; i++) {
        const FieldValue *value = &field->values[i];
        suggest_offer(suggestion, text, value->name);
        for (uint32_t j = 0; j < value->alias_count; j++)
            suggest_offer(suggestion, text, value->aliases[j]);
    }
}

static bool fail_value(const Field *field, const char *text, size_t length, const char *what, Error *error) {
    char phrase[160];
    Buffer word = {0};
    Suggestion suggestion = {0};
    buffer_add(&word, text, length);
    suggest_value(field, buffer_string(&word), &suggestion);
    suggest_phrase(&suggestion, phrase, sizeof phrase);
    buffer_close(&word);
    return error_set(error, "%s%s", what, phrase);
}

static bool read_category(const Field *field, const char *text, size_t length, Value *value, Error *error) {
    size_t head = head_length(text, length, "(");
    value->integer = field_match_value(field, text, length);
    if (value->integer >= 0) return true;
    if (head < length) {
        value->integer = field_match_value(field, text, head);
        if (value->integer >= 0) value->note = PART_READ;
    }
    return value->integer >= 0 ||
           fail_value(field, text, length, "is not one of this column's values: correct it", error);
}

typedef struct Member {
    const char *text;
    size_t length;
} Member;

static int compare_members(const void *a, const void *b) {
    const Member *x = a, *y = b;
    size_t shorter = x->length < y->length ? x->length : y->length;
    int order = memcmp(x->text, y->text, shorter);
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

typedef struct Members {
    Member items[MOST_MEMBERS];
    size_t count;
} Members;

static Member trimmed(const char *text, size_t length) {
    while (length && (text[0] == ' ' || text[0] == '\n' || text[0] == '\r' || text[0] == '\t'))
        text++, length--;
    while (length && strchr(" \n\r\t", text[length - 1]))
        length--;
    return (Member){text, length};
}

static bool add_member(const Field *field, Member member, Members *members, Error *error) {
    if (member.length == 0) return true;
    if (members->count == MOST_MEMBERS) return error_set(error, "has more than 256 members: shorten it");
    if (field->value_count) {
        int32_t index = field_match_value(field, member.text, member.length);
        if (index < 0)
            return fail_value(field, member.text, member.length,
                              "has a part that is not one of this column's values: correct it", error);
        member = (Member){field->values[index].name, strlen(field->values[index].name)};
    }
    members->items[members->count++] = member;
    return true;
}

static bool has_any(const char *text, size_t length, const char *marks) {
    for (size_t i = 0; i < length; i++)
        if (strchr(marks, text[i])) return true;
    return false;
}

/* Parts between the first of the separators; a part that is no value as it stands is taken apart at the next.
 */
static bool split_members(const Field *field, const char *text, size_t length, const char *separators,
                          Members *members, Error *error) {
    const char *end = text + length;
    while (text < end) {
        size_t size = 0;
        while (text + size < end && text[size] != separators[0])
            size++;
        Member part = trimmed(text, size);
        bool apart = has_any(part.text, part.length, separators + 1) &&
                     field_match_value(field, part.text, part.length) < 0;
        bool added = apart ? split_members(field, part.text, part.length, separators + 1, members, error)
                           : add_member(field, part, members, error);
        if (!added) return false;
        text += size + (text + size < end);
    }
    return true;
}

static void join_members(Members *members, Buffer *scratch) {
    qsort(members->items, members->count, sizeof *members->items, compare_members);
    buffer_clear(scratch);
    for (size_t i = 0; i < members->count; i++) {
        if (i && compare_members(&members->items[i - 1], &members->items[i]) == 0) continue;
        if (scratch->length) buffer_add_char(scratch, ';');
        buffer_add(scratch, members->items[i].text, members->items[i].length);
    }
}

static bool read_set(const Field *field, const char *text, size_t length, Buffer *scratch, Value *value,
                     Error *error) {
    Members members = {.count = 0};
    buffer_clear(scratch);
    utf8_add_folded(scratch, text, length);
    static const char *const empty[] = {"none", "nil"}, *const no[] = {"no", "n"};
    const char *word = buffer_string(scratch);
    bool none = IS_ONE_OF(word, empty) || (field->value_count && IS_ONE_OF(word, no));
    none = none && field_match_value(field, text, length) < 0;
    const char *separators = field->value_count ? ";,/&+" : ";,";
    if (!none && !split_members(field, text, length, separators, &members, error)) return false;
    if (!none && members.count == 0)
        return error_set(error, "has no members: write 'none' for an empty list");
    join_members(&members, scratch);
    value->text = buffer_string(scratch);
    value->length = scratch->length;
    return true;
}

static bool read_text(const Field *field, const char *text, size_t length, Buffer *scratch, Value *value,
                      Error *error) {
    bool ni_number = strcmp(field->name, "ni_number") == 0, postcode = strcmp(field->name, "postcode") == 0;
    *value = (Value){.state = VALUE_KNOWN, .text = text, .length = length};
    int32_t known = field->value_count ? field_match_value(field, text, length) : -1;
    if (known >= 0) {
        value->text = field->values[known].name;
        value->length = strlen(value->text);
    }
    if (!ni_number && !postcode) return true;
    buffer_clear(scratch);
    bool read = ni_number ? identifier_ni_number(text, length, scratch, error)
                          : identifier_postcode(text, length, scratch, error);
    value->text = buffer_string(scratch);
    value->length = scratch->length;
    return read;
}

bool value_read(const Field *field, const char *text, size_t length, const ValueRules *rules, Buffer *scratch,
                Value *value, Error *error) {
    *value = (Value){.state = VALUE_UNKNOWN};
    bool listed = field->value_count && length && field_match_value(field, text, length) >= 0;
    if (!listed && read_absence(field, text, length, scratch, value)) return true;
    if (field_is_other(field, text, length)) {
        value->note = NONE_OF_THEM;
        return true;
    }
    value->state = VALUE_KNOWN;
    switch (field->type) {
    case FIELD_BOOLEAN: return read_boolean(text, length, scratch, value, error);
    case FIELD_INTEGER:
    case FIELD_NUMBER: return read_range(field, text, length, value, error);
    case FIELD_DATE: return read_date(field, text, length, rules, value, error);
    case FIELD_CATEGORY: return read_category(field, text, length, value, error);
    case FIELD_SET: return read_set(field, text, length, scratch, value, error);
    default: return read_text(field, text, length, scratch, value, error);
    }
}

void value_show(const char *text, size_t length, Buffer *out) {
    size_t cut = 0;
    uint32_t character;
    for (size_t shown = 0; cut < length && shown < SHOWN; shown++)
        cut += utf8_decode(text + cut, length - cut, &character);
    utf8_add_safe(out, text, cut);
    if (cut < length) buffer_add_string(out, "\xE2\x80\xA6");
}
