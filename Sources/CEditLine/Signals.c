#include "Signals.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "CEditLine.h"
#include "TerminalModes.h"

static atomic_bool interrupted, resized, continued;

// The mask from before signals were held.
static sigset_t usual;

static void on_interrupt(int signal) {
  (void)signal;
  atomic_store(&interrupted, true);
}

static void on_resize(int signal) {
  (void)signal;
  atomic_store(&resized, true);
}

static void on_continue(int signal) {
  (void)signal;
  atomic_store(&continued, true);
}

static void set_handler(int signal, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  // No SA_RESTART: waiting has to end.
  sigaction(signal, &action, NULL);
}

// Puts the modes back and lets the signal do what it would have done.
static void on_end(int signal) {
  int error = errno;
  terminal_put_back();
  set_handler(signal, SIG_DFL);
  raise(signal);
  errno = error;
}

static void on_stop(int signal) {
  int error = errno;
  terminal_put_back();
  set_handler(signal, SIG_DFL);
  raise(signal);
  // Let through, it stops here, and from here it goes on.
  sigset_t set, before;
  sigemptyset(&set);
  sigaddset(&set, signal);
  sigprocmask(SIG_UNBLOCK, &set, &before);
  sigprocmask(SIG_SETMASK, &before, NULL);
  set_handler(signal, on_stop);
  errno = error;
}

// What a parent chose to ignore, as nohup does, stays ignored. Anything else is replaced: the Swift
// runtime takes SIGQUIT for a crash.
static void catch(int signal, void (*handler)(int)) {
  struct sigaction before;
  if (sigaction(signal, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
    set_handler(signal, handler);
  }
}

void signals_guard_terminal(void) {
  catch(SIGTERM, on_end);
  catch(SIGHUP, on_end);
  catch(SIGQUIT, on_end);
  catch(SIGTSTP, on_stop);
  catch(SIGCONT, on_continue);
  catch(SIGWINCH, on_resize);
}

void signals_hold(void) {
  static const int held[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < sizeof held / sizeof *held; i++) sigaddset(&set, held[i]);
  sigprocmask(SIG_BLOCK, &set, &usual);
}

void signals_release(void) { sigprocmask(SIG_SETMASK, &usual, NULL); }

bool signals_wait_for_input(void) {
  fd_set files;
  FD_ZERO(&files);
  FD_SET(STDIN_FILENO, &files);
  return pselect(STDIN_FILENO + 1, &files, NULL, NULL, NULL, &usual) >= 0 || errno != EINTR;
}

terminal_event terminal_wait(int milliseconds) {
  fd_set files;
  FD_ZERO(&files);
  FD_SET(STDIN_FILENO, &files);
  struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
  signals_hold();
  terminal_event event = TERMINAL_NOTHING;
  if (interrupt_is_set()) {
    event = TERMINAL_INTERRUPTED;
  } else if (signals_take_continuation()) {
    event = TERMINAL_CONTINUED;
  } else if (signals_take_resize()) {
    event = TERMINAL_RESIZED;
  } else {
    int count = pselect(STDIN_FILENO + 1, &files, NULL, NULL, milliseconds < 0 ? NULL : &time,
                        &usual);
    if (count > 0) event = TERMINAL_KEY;
    if (count < 0 && errno != EINTR) event = TERMINAL_END;
  }
  signals_release();
  return event;
}

bool terminal_has_news(void) {
  fd_set files;
  FD_ZERO(&files);
  FD_SET(STDIN_FILENO, &files);
  struct timeval time = {0, 0};
  return interrupt_is_set() || atomic_load(&resized) || atomic_load(&continued) ||
         select(STDIN_FILENO + 1, &files, NULL, NULL, &time) > 0;
}

bool terminal_put(const char *bytes, size_t count) {
  size_t done = 0;
  // A signal between two parts of a sequence would put its own in the middle.
  signals_hold();
  while (done < count) {
    ssize_t written = write(STDOUT_FILENO, bytes + done, count - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    done += (size_t)written;
  }
  signals_release();
  return done == count;
}

bool signals_take_resize(void) { return atomic_exchange(&resized, false); }

bool signals_take_continuation(void) { return atomic_exchange(&continued, false); }

void interrupt_catch(void) { set_handler(SIGINT, on_interrupt); }

bool interrupt_is_set(void) { return atomic_load_explicit(&interrupted, memory_order_relaxed); }

void interrupt_clear(void) { atomic_store(&interrupted, false); }
