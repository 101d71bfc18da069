#include "Keys.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "CEditLine.h"
#include "Signals.h"
#include "TerminalModes.h"

// The terminal may have been used by others meanwhile.
static void draw_anew(EditLine *edit) {
  fputc('\r', stdout);
  el_resize(edit);
  el_set(edit, EL_REFRESH);
}

static int read_byte(EditLine *edit, unsigned char *byte) {
  int left = terminal_take_left_key();
  if (left >= 0) {
    *byte = (unsigned char)left;
    return 1;
  }
  while (true) {
    if (interrupt_is_set()) {
      errno = EINTR;
      return -1;
    }
    if (signals_take_continuation()) {
      // The shell has set modes of its own.
      el_set(edit, EL_PREP_TERM, 0);
      el_set(edit, EL_PREP_TERM, 1);
      terminal_mark_pastes_again();
      signals_take_resize();
      draw_anew(edit);
    }
    if (signals_take_resize()) draw_anew(edit);
    if (!signals_wait_for_input()) continue;
    ssize_t count = read(STDIN_FILENO, byte, 1);
    if (count < 0 && errno == EINTR) continue;
    return (int)count;
  }
}

int keys_read(EditLine *edit, wchar_t *character) {
  mbstate_t state;
  memset(&state, 0, sizeof state);
  while (true) {
    unsigned char byte;
    int count = read_byte(edit, &byte);
    if (count <= 0) return count;
    size_t length = mbrtowc(character, (const char *)&byte, 1, &state);
    // 0 is the character 0; -2 says that more bytes belong to it.
    if (length == 0 || length == 1) return 1;
    // What is no character is passed over.
    if (length == (size_t)-1) memset(&state, 0, sizeof state);
  }
}
