#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

void pseudo_terminal_resize(int file, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  ioctl(file, TIOCSWINSZ, &size);
}

// Runs in the child: only what may be called between fork and exec.
static void become(const char *name, const char *program, char *const arguments[],
                   char *const environment[]) {
  setsid();
  int terminal = open(name, O_RDWR);
  if (terminal < 0) _exit(127);
  ioctl(terminal, TIOCSCTTY, 0);
  for (int file = 0; file < 3; file++) dup2(terminal, file);
  if (terminal > 2) close(terminal);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; number++) sigaction(number, &action, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  execve(program, arguments, environment);
  _exit(127);
}

// Gives our end of a new terminal, and the name of the other; -1 where there is none to have.
static int make(char *name, size_t size) {
  int file = posix_openpt(O_RDWR | O_NOCTTY);
  if (file < 0) return -1;
  if (fcntl(file, F_SETFD, FD_CLOEXEC) != 0 || grantpt(file) != 0 || unlockpt(file) != 0 ||
      ptsname_r(file, name, size) != 0) {
    close(file);
    return -1;
  }
  return file;
}

int pseudo_terminal_spawn(const char *program, char *const arguments[], char *const environment[],
                          int columns, int rows, pid_t *process) {
  char name[256];
  int file = make(name, sizeof name);
  if (file < 0) return -1;
  // Held open until the child has it: without any holder its reader would see an end.
  int terminal = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  pseudo_terminal_resize(terminal, columns, rows);
  *process = fork();
  if (*process == 0) become(name, program, arguments, environment);
  close(terminal);
  if (*process < 0) {
    close(file);
    return -1;
  }
  return file;
}

int pseudo_terminal_take(int columns, int rows) {
  char name[256];
  int file = make(name, sizeof name);
  if (file < 0) return -1;
  // Not to be had by the leader of a group; the terminal then sends no signals.
  setsid();
  int terminal = open(name, O_RDWR | O_NOCTTY);
  if (terminal < 0) {
    close(file);
    return -1;
  }
  ioctl(terminal, TIOCSCTTY, 0);
  pseudo_terminal_resize(terminal, columns, rows);
  for (int number = 0; number < 3; number++) dup2(terminal, number);
  if (terminal > 2) close(terminal);
  return file;
}
