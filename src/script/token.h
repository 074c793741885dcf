/* The tokens of a pack's source, and what brackets and blocks they stand in.
 *
 * Any bytes have tokens; what Lua could not read is among them, so that a message can point at it.
 * Thread rule: any thread. */
#ifndef BERTH_SCRIPT_TOKEN_H
#define BERTH_SCRIPT_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TOKEN_NONE = UINT32_MAX };

typedef enum TokenKind {
    TOKEN_NAME,
    TOKEN_KEYWORD,
    TOKEN_NUMBER,
    TOKEN_TEXT,
    TOKEN_OPEN_TEXT, /* a quote that nothing closes */
    TOKEN_SYMBOL,
    TOKEN_STRANGE, /* a character that has no place outside texts and comments */
} TokenKind;

typedef struct Token {
    uint8_t kind;
    bool in_function; /* inside a function's parameters or body */
    bool called;      /* a text, '{' or '(' that what stands before it is called with */
    bool callable;    /* '(', '{' or a text after it calls it */
    uint32_t at, length;
    uint32_t line, last_line, column; /* from 1; where it begins, where it ends */
    uint32_t inside;                  /* the bracket, or the word that opens a block, that it stands in */
    uint32_t partner;                 /* a bracket's or block's other end */
} Token;

/* Free it with tokens_close. */
typedef struct Tokens {
    const char *bytes;
    Token *items;
    uint32_t count, capacity;
    uint32_t fault; /* the first one that closes something else than what is open, `count` where something
                       stays open at the end, TOKEN_NONE where all is closed */
    uint32_t open;  /* what is open there */
} Tokens;

/* `bytes` must live as long as the tokens. */
Tokens tokens_read(const char *bytes, size_t length);
void tokens_close(Tokens *tokens);

/* Is token number `index` there, and is this its text? */
bool token_is(const Tokens *tokens, uint32_t index, const char *text);

/* Can an operand end with this token? */
bool token_ends_operand(const Tokens *tokens, uint32_t index);

#endif
