/* Bytes that claim to be a plan: they are refused, or everything that berth does with a plan stands them.
 *
 * Chance alone does not find its way past a plan's many cross-references, so most inputs are a list of
 * changes to a good plan: six bytes each, where (three), how (one) and what (two). An input that begins with
 * a zero is taken as it stands. */
#include "../unit/rule/everything.h"
#include "../unit/rule/trial.h"

enum { CHANGE = 6 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void change(char *plan, size_t length, const uint8_t *how) {
    size_t at = ((size_t)how[0] << 16 | (size_t)how[1] << 8 | how[2]) % length;
    uint16_t value = (uint16_t)(how[4] << 8 | how[5]);
    switch (how[3] % 4) {
    case 0: plan[at] = (char)how[5]; break;
    case 1: plan[at] = (char)(plan[at] + (how[5] % 2 ? 1 : -1)); break;
    case 2: /* a 32-bit number becomes a small one, or a large one */
        at = at / 4 * 4;
        if (at + 4 <= length) memcpy(plan + at, &(uint32_t){how[4] % 2 ? value : -(uint32_t)value}, 4);
        break;
    default: /* a 32-bit number becomes another one of the plan's */
        at = at / 4 * 4;
        if (at + 4 <= length && (size_t)value * 4 + 4 <= length)
            memmove(plan + at, plan + (size_t)value * 4, 4);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (length && bytes[0] == 0) {
        trial_run((const char *)bytes + 1, length - 1);
        return 0;
    }
    Draft good;
    draft_everything(&good);
    draft_plan(&good);
    for (size_t i = 1; i + CHANGE <= length; i += CHANGE)
        change(good.bytes.bytes, good.bytes.length, bytes + i);
    trial_run(good.bytes.bytes, good.bytes.length);
    draft_close(&good);
    return 0;
}
