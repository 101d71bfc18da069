#include "Paste.h"

#include <stdbool.h>
#include <stdlib.h>
#include <wchar.h>

// A paste longer than this is cut.
enum { LONGEST = 65536 };

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

wchar_t *paste_read(EditLine *edit) {
  wchar_t *text = malloc((LONGEST + 2) * sizeof *text);
  if (!text) return NULL;
  size_t length = 0;
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
    if (c == L'\n' && (length == 0 || text[length - 1] == L'\n')) continue;
    if ((c == L'\n' || !is_unwanted(c)) && length < LONGEST) text[length++] = c;
  }
  text[length] = 0;
  return text;
}
