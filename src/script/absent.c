/* Names of Lua's own libraries that packs don't have, and what to do without them. */
#include "script/sandbox.h"

#define NO_FILES    "packs can't use files, other programs or the network"
#define NO_CODE     "a pack's code is its .lua files, which share their names"
#define NO_TABLES   "packs can't change how tables and texts work"
#define NO_OUTPUT   "packs write nothing: labels and reasons are shown by berth"
#define NO_PATTERNS "packs have string.matches, with PCRE2 patterns, and string.find, for plain text"
#define NO_CHANCE   "a rule says the same on any run and machine"
#define NO_EXACT    "its last digits differ from machine to machine, and decisions must not"
#define NO_THREADS  "criteria are declared, so there is nothing to wait for"
#define NO_NEXT     "use pairs, which goes over keys in order"

#define NO_TESTS                                                                                             \
    "tests stand in files of their own, whose names end in '_test.lua', and 'berth test' reads those"

static const struct {
    const char *name, *instead;
} absent[] = {
    {"_G", "names of a pack are plain names"},
    {"_VERSION", "the language's version is 'language' in pack.lua"},
    {"arg", NO_FILES},
    {"collectgarbage", "berth looks after memory"},
    {"coroutine", NO_THREADS},
    {"debug", NO_TABLES},
    {"dofile", NO_CODE},
    {"getmetatable", NO_TABLES},
    {"io", NO_FILES},
    {"load", NO_CODE},
    {"loadfile", NO_CODE},
    {"loadstring", NO_CODE},
    {"module", NO_CODE},
    {"next", NO_NEXT},
    {"os", NO_FILES "; the day of the run is 'today', in a check function"},
    {"package", NO_CODE},
    {"print", NO_OUTPUT},
    {"rawequal", NO_TABLES},
    {"rawget", NO_TABLES},
    {"rawlen", NO_TABLES},
    {"rawset", NO_TABLES},
    {"require", NO_CODE},
    {"setmetatable", NO_TABLES},
    {"test", NO_TESTS},
    {"declined", "it is for the values of a test; " NO_TESTS},
    {"unpack", "it is table.unpack"},
    {"warn", NO_OUTPUT},
    {"xpcall", "use pcall"},
    {"bit32", "use Lua's own operators"},
    {"math.random", NO_CHANCE},
    {"math.randomseed", NO_CHANCE},
    {"math.exp", NO_EXACT},
    {"math.log", NO_EXACT},
    {"math.sin", NO_EXACT},
    {"math.cos", NO_EXACT},
    {"math.tan", NO_EXACT},
    {"math.asin", NO_EXACT},
    {"math.acos", NO_EXACT},
    {"math.atan", NO_EXACT},
    {"math.pow", "write it as a multiplication"},
    {"math.modf", "use math.floor"},
    {"math.ult", "compare with < and >"},
    {"string.dump", NO_CODE},
    {"string.gmatch", NO_PATTERNS},
    {"string.gsub", NO_PATTERNS},
    {"string.match", NO_PATTERNS},
    {"string.pack", "packs have texts, and no bytes"},
    {"string.packsize", "packs have texts, and no bytes"},
    {"string.unpack", "packs have texts, and no bytes"},
    {"table.getn", "write #list"},
    {"table.maxn", "write #list"},
    {"table.move", "use table.insert in a loop"},
    {"table.pack", "write { … }"},
    {"utf8.charpattern", NO_PATTERNS},
    {"utf8.codepoint", "packs have utf8.char and utf8.len"},
    {"utf8.codes", "packs have utf8.char and utf8.len"},
    {"utf8.offset", "packs have utf8.char and utf8.len"},
};

const char *sandbox_instead(const char *name) {
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        if (strcmp(absent[i].name, name) == 0) return absent[i].instead;
    return NULL;
}

/* Upvalues: the library's name, and its table. */
static int unknown_member(lua_State *L) {
    char full[64], phrase[128];
    size_t length;
    if (lua_type(L, 2) != LUA_TSTRING) return host_raise(L, "a name must be a text");
    const char *library = lua_tostring(L, lua_upvalueindex(1)), *name = lua_tolstring(L, 2, &length);
    snprintf(full, sizeof full, "%s.%.40s", library, name);
    const char *quoted = sandbox_quoted(L, name, length);
    if (quoted[0] != '\'') return host_raise(L, "'%s' has nothing of that name", library);
    const char *instead = sandbox_instead(full);
    if (instead) return host_raise(L, "'%s' is not known: %s", full, instead);
    Suggestion best = {0};
    sandbox_offer_names(L, lua_upvalueindex(2), name, &best);
    return host_raise(L, "'%s' has no %s%s", library, quoted, suggest_phrase(&best, phrase, sizeof phrase));
}

void sandbox_explain_members(lua_State *L, const char *library) {
    lua_createtable(L, 0, 1);
    lua_pushstring(L, library);
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, unknown_member, 2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}
