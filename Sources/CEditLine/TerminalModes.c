#include "TerminalModes.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "CEditLine.h"

// The modes of the terminal as the program found them.
static struct termios found;
static atomic_bool has_found, marks_pastes;

static struct termios before_keys;

// What gives the screen back while somebody draws on all of it; empty else.
static char screen_end[64];
static atomic_bool has_screen;

static void say_pastes(bool on) {
  ssize_t ignored = write(STDOUT_FILENO, on ? "\x1b[?2004h" : "\x1b[?2004l", 8);
  (void)ignored;
}

void terminal_put_back(void) {
  if (atomic_load(&marks_pastes)) say_pastes(false);
  if (atomic_exchange(&has_screen, false)) {
    ssize_t ignored = write(STDOUT_FILENO, screen_end, strlen(screen_end));
    (void)ignored;
  }
  // From the background it would stop the process instead.
  if (atomic_load(&has_found) && tcgetpgrp(STDIN_FILENO) == getpgrp()) {
    tcsetattr(STDIN_FILENO, TCSANOW, &found);
  }
}

void terminal_guard(void) {
  if (atomic_load(&has_found) || tcgetattr(STDIN_FILENO, &found) != 0) return;
  atomic_store(&has_found, true);
  signals_guard_terminal();
}

void terminal_mark_pastes(bool on) {
  atomic_store(&marks_pastes, on);
  say_pastes(on);
}

void terminal_mark_pastes_again(void) {
  if (atomic_load(&marks_pastes)) say_pastes(true);
}

bool terminal_take_keys(void) {
  if (tcgetattr(STDIN_FILENO, &before_keys) != 0) return false;
  terminal_guard();
  struct termios modes = before_keys;
  // Signals are keys here, so that none leaves the terminal in these modes.
  modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
  modes.c_cc[VMIN] = 1;
  modes.c_cc[VTIME] = 0;
  return tcsetattr(STDIN_FILENO, TCSADRAIN, &modes) == 0;
}

void terminal_give_keys(void) { tcsetattr(STDIN_FILENO, TCSADRAIN, &before_keys); }

int terminal_key(void) {
  unsigned char key;
  ssize_t count;
  do {
    count = read(STDIN_FILENO, &key, 1);
  } while (count < 0 && errno == EINTR && !interrupt_is_set());
  return count == 1 ? key : -1;
}

// A byte that was read too early; -1 for none.
static int left_key = -1;

void terminal_leave_key(int key) { left_key = key; }

bool terminal_has_left_key(void) { return left_key >= 0; }

int terminal_take_left_key(void) {
  int key = left_key;
  left_key = -1;
  return key;
}

void terminal_keep_screen_end(const char *end) {
  atomic_store(&has_screen, false);
  if (!end || strlen(end) >= sizeof screen_end) return;
  strcpy(screen_end, end);
  atomic_store(&has_screen, true);
}

bool terminal_keeps_screen(void) { return atomic_load(&has_screen); }
