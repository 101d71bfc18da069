#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "CEditLine.h"

// The modes of the terminal as the program found them.
static struct termios found;
static atomic_bool has_found;
static atomic_bool pastes_bracketed;

static void say_paste(bool on) {
  ssize_t ignored = write(STDOUT_FILENO, on ? "\x1b[?2004h" : "\x1b[?2004l", 8);
  (void)ignored;
}

// Only what a signal handler may call.
static void put_back(void) {
  if (atomic_load(&pastes_bracketed)) say_paste(false);
  // From the background it would stop the process instead.
  if (atomic_load(&has_found) && tcgetpgrp(STDIN_FILENO) == getpgrp()) {
    tcsetattr(STDIN_FILENO, TCSANOW, &found);
  }
}

static void set_handler(int signal, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

// Puts the modes back and lets the signal do what it would have done.
static void on_end(int signal) {
  int error = errno;
  put_back();
  set_handler(signal, SIG_DFL);
  raise(signal);
  errno = error;
}

static void on_stop(int signal) {
  int error = errno;
  put_back();
  set_handler(signal, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigset_t before;
  raise(signal);
  // Unblocked it stops here, and from here it goes on.
  sigprocmask(SIG_UNBLOCK, &set, &before);
  sigprocmask(SIG_SETMASK, &before, NULL);
  set_handler(signal, on_stop);
  errno = error;
}

static void on_continue(int signal) {
  (void)signal;
  int error = errno;
  if (atomic_load(&pastes_bracketed)) say_paste(true);
  errno = error;
}

static void catch(int signal, void (*handler)(int)) {
  struct sigaction before;
  // What a parent chose to ignore, as nohup does, stays ignored. Anything else is replaced: the
  // Swift runtime takes SIGQUIT for a crash.
  if (sigaction(signal, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
    set_handler(signal, handler);
  }
}

void terminal_guard(void) {
  if (atomic_load(&has_found) || tcgetattr(STDIN_FILENO, &found) != 0) return;
  atomic_store(&has_found, true);
  catch(SIGTERM, on_end);
  catch(SIGHUP, on_end);
  catch(SIGQUIT, on_end);
  catch(SIGTSTP, on_stop);
  catch(SIGCONT, on_continue);
}

void terminal_bracket_pastes(bool on) {
  atomic_store(&pastes_bracketed, on);
  say_paste(on);
}

int terminal_key(void) {
  struct termios before, raw;
  if (tcgetattr(STDIN_FILENO, &before) != 0) return -1;
  raw = before;
  // Signals are keys here, so that none leaves the terminal in these modes.
  raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
  unsigned char key;
  ssize_t count;
  do {
    count = read(STDIN_FILENO, &key, 1);
  } while (count < 0 && errno == EINTR);
  tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
  return count == 1 ? key : -1;
}
