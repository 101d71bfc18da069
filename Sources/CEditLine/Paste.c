#include "Paste.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <wchar.h>

// What no line may hold: control characters, and marks that turn the direction of writing.
static bool is_unwanted(wchar_t c) {
  return c < 32 || (c >= 127 && c < 160) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

// Behind an escape character: skips what belongs to it. Whether that was the end of the paste,
// ESC [ 2 0 1 ~, or of all input.
static bool sequence_ends_paste(EditLine *edit) {
  wchar_t c;
  int number = 0, digits = 0;
  if (el_wgetc(edit, &c) != 1) return true;
  if (c != L'[') return false;
  while (el_wgetc(edit, &c) == 1) {
    if (c >= 0x40 && c <= 0x7E) return c == L'~' && number == 201;
    if (c >= L'0' && c <= L'9' && digits++ < 6) number = number * 10 + (int)(c - L'0');
  }
  return true;
}

// The text of a paste while it comes in. Where memory runs out it is dropped as a whole: what is
// left of a paste would be read as something else than was meant.
typedef struct {
  wchar_t *text;
  size_t length, room;
  bool is_dropped;
} paste_text;

static void add(paste_text *paste, wchar_t c) {
  if (paste->is_dropped) return;
  // Room for the 0 behind it as well.
  if (paste->length + 2 > paste->room) {
    size_t room = paste->room ? paste->room * 2 : 1024;
    wchar_t *text =
        room < SIZE_MAX / sizeof *text ? realloc(paste->text, room * sizeof *text) : NULL;
    if (!text) {
      free(paste->text);
      paste->text = NULL;
      paste->is_dropped = true;
      return;
    }
    paste->text = text;
    paste->room = room;
  }
  paste->text[paste->length++] = c;
}

wchar_t *paste_read(EditLine *edit) {
  paste_text paste = {0};
  bool was_return = false;
  wchar_t c;
  while (el_wgetc(edit, &c) == 1) {
    if (c == 0x1B) {
      if (sequence_ends_paste(edit)) break;
      continue;
    }
    bool is_second = c == L'\n' && was_return;
    was_return = c == L'\r';
    if (is_second) continue;
    if (c == L'\r') c = L'\n';
    if (c == L'\t') c = L' ';
    // An empty line would be Enter, which moves on; in a paste it is only space between lines.
    bool is_start = !paste.text || paste.length == 0 || paste.text[paste.length - 1] == L'\n';
    if (c == L'\n' && is_start) continue;
    if (c == L'\n' || !is_unwanted(c)) add(&paste, c);
  }
  if (paste.is_dropped) return NULL;
  if (!paste.text) return calloc(1, sizeof *paste.text);
  paste.text[paste.length] = 0;
  return paste.text;
}
