#include "CEditLine.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>

static atomic_bool interrupted;

static void on_interrupt(int signal) {
  (void)signal;
  atomic_store(&interrupted, true);
}

void interrupt_catch(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  // No SA_RESTART: reading a line has to end.
  sigaction(SIGINT, &action, NULL);
}

bool interrupt_is_set(void) { return atomic_load_explicit(&interrupted, memory_order_relaxed); }

void interrupt_clear(void) { atomic_store(&interrupted, false); }

static bool is_utf8(void) {
  const char *codeset = nl_langinfo(CODESET);
  return codeset && (strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0);
}

bool line_editor_use_utf8(void) {
  setlocale(LC_ALL, "");
  // Numbers are read and written the same everywhere.
  setlocale(LC_NUMERIC, "C");
  if (is_utf8()) return true;
  return (setlocale(LC_CTYPE, "C.UTF-8") || setlocale(LC_CTYPE, "en_US.UTF-8")) && is_utf8();
}
