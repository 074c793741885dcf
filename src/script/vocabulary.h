/* What the standard vocabulary (stdlib/vocabulary.lua) needs beside the language itself. */
#ifndef BERTH_SCRIPT_VOCABULARY_H
#define BERTH_SCRIPT_VOCABULARY_H

#include <lua.h>

/* Registers what is for words that read like the language's own, with "did you mean" at the pack's line:
 *
 *     choice(what, table, name)               table[name]
 *     options(what, table, needed, optional)  the table has all keys of the one list, and none but those of
 * both named(what, table)                      the table, to read from
 *
 * and `words` (word.h). */
void vocabulary_define(lua_State *L);

/* Packs have `choice` alone of these. */
void vocabulary_begin_pack(lua_State *L);

#endif
