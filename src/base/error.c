/* Errors and messages. */
#include "error.h"

enum { FIRST_MESSAGES = 16 };

/* Takes back the character that the end of the buffer cut through, if there is one. */
static void cut_at_border(char *text, size_t length) {
    size_t lead = length;
    while (lead > 0 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80)
        lead--;
    if (lead == 0) return;
    unsigned char byte = (unsigned char)text[--lead];
    size_t whole = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    if (length - lead < whole) text[lead] = '\0';
}

__attribute__((format(printf, 3, 0))) static void fill(char *text, size_t size, const char *format,
                                                       va_list arguments) {
    int length = vsnprintf(text, size, format, arguments);
    if (length >= 0 && (size_t)length >= size) cut_at_border(text, size - 1);
}

static void fill_file(char *text, size_t size, const char *file) {
    size_t length = strlen(file);
    size_t kept = length < size ? length : size - 1;
    memcpy(text, file, kept);
    text[kept] = '\0';
    if (kept < length) cut_at_border(text, kept);
}

bool error_set(Error *error, const char *format, ...) {
    if (error->set) return false;
    va_list arguments;
    va_start(arguments, format);
    *error = (Error){.set = true};
    fill(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    return false;
}

bool error_set_at(Error *error, const char *file, uint32_t line, uint32_t column, const char *format, ...) {
    if (error->set) return false;
    va_list arguments;
    va_start(arguments, format);
    *error = (Error){.set = true, .line = line, .column = column};
    if (file) fill_file(error->file, sizeof error->file, file);
    fill(error->text, sizeof error->text, format, arguments);
    va_end(arguments);
    return false;
}

const char *message_level_name(MessageLevel level) {
    switch (level) {
    case MESSAGE_ERROR: return "error";
    case MESSAGE_WARNING: return "warning";
    case MESSAGE_NOTE: break;
    }
    return "note";
}

static void make_room(Messages *messages) {
    if (messages->count < messages->capacity) return;
    uint32_t capacity = messages->capacity ? messages->capacity * 2 : FIRST_MESSAGES;
    Message *items = arena_allocate_array(messages->arena, capacity, sizeof *items);
    if (messages->count) memcpy(items, messages->items, messages->count * sizeof *items);
    messages->items = items;
    messages->capacity = capacity;
}

static void add(Messages *messages, Message message) {
    make_room(messages);
    messages->items[messages->count++] = message;
    if (message.level == MESSAGE_ERROR) messages->errors++;
}

void messages_add(Messages *messages, MessageLevel level, const char *file, uint32_t line, uint32_t column,
                  const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(messages, (Message){
                      .level = level,
                      .file = file ? arena_copy_string(messages->arena, file) : NULL,
                      .line = line,
                      .column = column,
                      .text = arena_format_list(messages->arena, format, arguments),
                  });
    va_end(arguments);
}

void messages_add_error(Messages *messages, const Error *error) {
    messages_add(messages, MESSAGE_ERROR, error->file[0] ? error->file : NULL, error->line, error->column,
                 "%s", error->text);
}
