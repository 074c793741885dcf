/* What the standard vocabulary (stdlib/vocabulary.lua) needs beside the language itself. */
#ifndef BERTH_SCRIPT_VOCABULARY_H
#define BERTH_SCRIPT_VOCABULARY_H

#include <lua.h>

/* Registers `choice(what, table, name)`: table[name], or an error at the pack's line with "did you mean". */
void vocabulary_define(lua_State *L);

#endif
