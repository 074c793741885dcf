/* Words of the standard vocabulary: what each may be given, told to an author in the words that he wrote. */
#ifndef BERTH_SCRIPT_WORD_H
#define BERTH_SCRIPT_WORD_H

#include <lua.h>

/* Registers `words`, with which the vocabulary declares what its functions take:
 *
 *     words { { "resident_in", "texts", 'resident_in { "Hackney", "Newham" }' }, … }
 *
 * a row being a function's name, what it takes (the kinds of word.c), and an example of it or, for one that
 * takes nothing, what to write instead of giving it something. From then on each of these names checks what
 * it is given before the function gets it. */
void word_define(lua_State *L);

#endif
