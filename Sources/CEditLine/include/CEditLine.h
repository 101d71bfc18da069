// A line editor over libedit, whose own calls take variable arguments that Swift cannot make.
#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct line_editor line_editor;

// What Tab does. `line` is the text up to the cursor. The answer is allocated with malloc: text to
// insert at the cursor, or after a leading '\n' text to print below the line; NULL does nothing.
typedef char *(*line_editor_complete)(void *context, const char *line);

typedef enum { LINE_READ, LINE_INTERRUPTED, LINE_END } line_status;

// Opens the editor on the standard streams, with vi's keys or else Emacs's; NULL where there is no
// memory.
line_editor *line_editor_open(line_editor_complete complete, void *context, bool wants_vi_keys);
void line_editor_close(line_editor *editor);

// `prompt` may hold escape sequences, each between two bytes 1.
void line_editor_set_prompt(line_editor *editor, const char *prompt);

// Reads a line without its line end into memory that stays good until the next call.
line_status line_editor_read(line_editor *editor, const char **line);

void line_editor_remember(line_editor *editor, const char *line);

// Puts the process into a locale whose characters are UTF-8. Whether that succeeded.
bool line_editor_use_utf8(void);

// From now on keys come one by one, without echo and without a line end, Ctrl-C and Ctrl-Z among
// them. Whether that was possible.
bool terminal_take_keys(void);
void terminal_give_keys(void);

// Waits for a key and reads one byte of it; -1 at the end of input.
int terminal_key(void);
// Leaves a byte that was read for the line editor, as the first of its next line.
void terminal_leave_key(int key);
bool terminal_has_left_key(void);

// What gives the screen back if a signal ends or stops the process: at most 63 bytes; NULL for
// nothing.
void terminal_keep_screen_end(const char *end);
// Whether no signal has given it back since.
bool terminal_keeps_screen(void);

typedef enum {
  // The time is up, or a signal came that means nothing here.
  TERMINAL_NOTHING,
  // A key can be read.
  TERMINAL_KEY,
  // The terminal has another size.
  TERMINAL_RESIZED,
  // The process was stopped and goes on: modes and screen are somebody else's.
  TERMINAL_CONTINUED,
  TERMINAL_INTERRUPTED,
  TERMINAL_END
} terminal_event;

// Waits for something to happen, forever where the time is negative. No signal is lost between a
// look at its flag and the wait.
terminal_event terminal_wait(int milliseconds);

// Whether terminal_wait would return at once with news.
bool terminal_has_news(void);

// Writes to standard output without a signal in between. Whether all of it was written.
bool terminal_put(const char *bytes, size_t count);

// From now on Ctrl-C sets a flag instead of ending the process.
void interrupt_catch(void);
bool interrupt_is_set(void);
void interrupt_clear(void);

#endif
