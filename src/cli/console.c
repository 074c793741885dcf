/* Printing, signals, the progress bar. */
#include "cli/console.h"

#include "base/file.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Set by the signal handler, which can be told nothing else. */
static volatile sig_atomic_t interrupted;

static void note_interrupt(int signal_number) {
    (void)signal_number;
    interrupted = 1;
}

/* A program may be started with its first descriptors closed; a dataset must not become one of them. What
 * takes their place can't be written to, so that a result that nobody gets is an error. */
static void open_standard_files(void) {
    int descriptor;
    do
        descriptor = open("/dev/null", O_RDONLY);
    while (descriptor >= 0 && descriptor <= STDERR_FILENO);
    if (descriptor >= 0) close(descriptor);
}

void console_start(void) {
    open_standard_files();
    struct sigaction note = {.sa_handler = note_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigaction(SIGINT, &note, NULL);
    sigaction(SIGTERM, &note, NULL);
    /* Unless it is to outlive its terminal (nohup). */
    struct sigaction hang_up;
    if (sigaction(SIGHUP, NULL, &hang_up) == 0 && hang_up.sa_handler != SIG_IGN)
        sigaction(SIGHUP, &note, NULL);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGXFSZ, &ignore, NULL);
}

/* Standard error may be closed or full; there is nobody to tell. */
static void say(const Buffer *text) {
    Error ignored = {0};
    file_write(STDERR_FILENO, buffer_string(text), text->length, &ignored);
}

static void say_message(const char *file, uint32_t line, uint32_t column, const char *level,
                        const char *text) {
    Buffer out = {0};
    if (file && *file)
        utf8_add_safe(&out, file, strlen(file));
    else
        buffer_add_string(&out, "berth");
    if (line) buffer_format(&out, ":%u", line);
    if (line && column) buffer_format(&out, ":%u", column);
    buffer_format(&out, ": %s: ", level);
    utf8_add_safe(&out, text, strlen(text));
    buffer_add_char(&out, '\n');
    say(&out);
    buffer_close(&out);
}

void console_error(const Error *error) {
    say_message(error->file, error->line, error->column, "error", error->text);
}

void console_messages(Messages *messages) {
    for (uint32_t i = 0; i < messages->count; i++) {
        const Message *m = &messages->items[i];
        say_message(m->file, m->line, m->column, message_level_name(m->level), m->text);
    }
    *messages = (Messages){.arena = messages->arena};
}

bool console_write(const Buffer *text, Error *error) {
    Error reason = {0};
    if (file_write(STDOUT_FILENO, buffer_string(text), text->length, &reason)) return true;
    return error_set(error, "can't write standard output: %s", strerror(errno));
}

static double seconds_since(const struct timespec *start) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static int terminal_width(int descriptor) {
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

enum { WIDEST_BAR = 40, NARROWEST_BAR = 5, PERCENT = 5 /* characters of " 100%" */ };

/* A line that is shorter than the terminal is wide, for a longer one could not be taken back: with less and
 * less room first the bar goes, then the words. */
static void draw(ConsoleProgress *progress, uint64_t done, uint64_t total) {
    Buffer out = {0};
    int percent = total ? (int)(done * 100 / total) : 0;
    int left = terminal_width(STDERR_FILENO) - 1 - PERCENT - (int)strlen(progress->what), bar = left - 3;
    if (bar > WIDEST_BAR) bar = WIDEST_BAR;
    buffer_add_char(&out, '\r');
    if (left >= 0) buffer_add_string(&out, progress->what);
    if (bar >= NARROWEST_BAR) {
        buffer_add_string(&out, " [");
        for (int i = 0; i < bar; i++)
            buffer_add_char(&out, i * 100 < percent * bar ? '#' : ' ');
        buffer_add_char(&out, ']');
    }
    buffer_format(&out, "%4d%%", percent);
    if (terminal_width(STDERR_FILENO) > PERCENT) say(&out);
    buffer_close(&out);
}

static void erase(ConsoleProgress *progress) {
    if (!progress->visible) return;
    Buffer out = {0};
    buffer_format(&out, "\r%*s\r", terminal_width(STDERR_FILENO) - 1, "");
    say(&out);
    buffer_close(&out);
    progress->visible = false;
}

/* When all is done the result comes, perhaps to the same terminal. */
static bool update(void *context, uint64_t done, uint64_t total) {
    ConsoleProgress *progress = context;
    bool shows = total && !progress->hidden && isatty(STDERR_FILENO) &&
                 (progress->visible || seconds_since(&progress->started) > 1);
    if (shows && done >= total) {
        erase(progress);
    } else if (shows && (!progress->visible || seconds_since(&progress->drawn) > 0.1)) {
        clock_gettime(CLOCK_MONOTONIC, &progress->drawn);
        progress->visible = true;
        draw(progress, done, total);
    }
    return !interrupted;
}

void console_progress_start(ConsoleProgress *progress, const char *what) {
    *progress = (ConsoleProgress){.progress = {update, progress}, .what = what};
    clock_gettime(CLOCK_MONOTONIC, &progress->started);
}

void console_progress_hide(ConsoleProgress *progress) {
    progress->hidden = true;
}

void console_progress_end(ConsoleProgress *progress) {
    erase(progress);
}

bool console_is_terminal(void) {
    return isatty(STDOUT_FILENO);
}

int console_columns(void) {
    return terminal_width(STDOUT_FILENO);
}
