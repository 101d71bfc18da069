#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "CEditLine.h"

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
