/* A pack while it loads. */
#include "loading.h"

#include "base/memory.h"
#include "base/utf8.h"

static const char loading_key = 0;

static void set(lua_State *L, Loading *loading) {
    lua_pushlightuserdata(L, loading);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &loading_key);
}

Loading *loading_open(lua_State *L) {
    set(L, NULL); /* makes room, so that nothing can be raised once there is something to lose */
    Loading *loading = memory_allocate(sizeof *loading);
    plan_draft_open(&loading->draft);
    loading->folded = map_open();
    set(L, loading);
    return loading;
}

void loading_begin_pack(lua_State *L, const char *pack_id) {
    Loading *loading = loading_of(L);
    loading->id = plan_draft_string(&loading->draft, pack_id, strlen(pack_id));
    loading->in_pack = true;
}

Loading *loading_of(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &loading_key);
    Loading *loading = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return loading;
}

void loading_close(lua_State *L) {
    Loading *loading = loading_of(L);
    if (!loading) return;
    set(L, NULL);
    plan_draft_close(&loading->draft);
    Buffer *buffers[] = {&loading->listed,        &loading->made,       &loading->made_links,
                         &loading->made_literals, &loading->stages,     &loading->offers,
                         &loading->pending,       &loading->made_rates, &loading->scratch};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buffer_close(buffers[i]);
    map_close(loading->folded);
    free(loading);
}

PlanPlace loading_place(lua_State *L) {
    const char *file;
    uint32_t line;
    if (!host_place(L, &file, &line)) return (PlanPlace){0};
    return (PlanPlace){.file = loading_string(L, file, strlen(file)), .line = line};
}

Loading *loading_expect_open(lua_State *L) {
    Loading *loading = loading_of(L);
    if (loading->finished)
        host_raise(L, "rules can only be declared while the pack loads, not inside a check");
    if (loading->in_pack && !loading->declared)
        host_raise(L,
                   "a pack begins with pack { … } in its file 'pack.lua'; declare it before anything else");
    if (loading->in_tests)
        host_raise(L,
                   "a file of tests holds tests alone: rules and what they are made of stand in the pack's "
                   "other files");
    return loading;
}

Loading *loading_expect_tests(lua_State *L) {
    Loading *loading = loading_of(L);
    if (loading->finished)
        host_raise(L, "tests can only be declared while the pack loads, not inside a check");
    return loading;
}

PlanString loading_string(lua_State *L, const char *bytes, size_t length) {
    Loading *loading = loading_of(L);
    host_charge(L, length / 16);
    if (!utf8_check(bytes, length, NULL)) host_raise(L, "a text is not UTF-8, or has a zero byte in it");
    if (loading->draft.strings.length + length + 1 > LOADING_MOST_strings)
        host_raise(L, "the pack has too much text: it may have %d bytes", LOADING_MOST_strings);
    return plan_draft_string(&loading->draft, bytes, length);
}

PlanString loading_line(lua_State *L, const char *what, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] < 0x20 || bytes[i] == 0x7F)
            host_raise(L, "%s is one line of text: it has a line break or control character in it", what);
    return loading_string(L, bytes, length);
}

const char *loading_text(const Loading *loading, PlanString string) {
    return loading->draft.strings.bytes + string;
}

uint32_t loading_add(lua_State *L, Buffer *buffer, const void *items, size_t size, size_t count,
                     uint32_t most, const char *name) {
    if (buffer->length / size + count > most)
        host_raise(L, "the pack has too many %s: it may have %d", name, (int)most);
    host_charge(L, count);
    return plan_draft_add(buffer, items, size, count);
}
