#include "CEditLine.h"

#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "Keys.h"
#include "Paste.h"
#include "Signals.h"
#include "TerminalModes.h"

enum { HISTORY_SIZE = 1000 };

struct line_editor {
  EditLine *edit;
  History *history;
  FILE *errors;
  line_editor_complete complete;
  void *context;
  char *prompt;
  char *line;
  // What was pasted last, and what of it is not yet read; both NULL where nothing is left.
  wchar_t *pasted, *pending;
  bool marks_pastes;
};

static line_editor *owner_of(EditLine *edit) {
  line_editor *editor = NULL;
  el_get(edit, EL_CLIENTDATA, (void *)&editor);
  return editor;
}

static char *prompt_of(EditLine *edit) {
  line_editor *editor = owner_of(edit);
  return editor && editor->prompt ? editor->prompt : (char *)"> ";
}

static unsigned char complete_word(EditLine *edit, int character) {
  (void)character;
  line_editor *editor = owner_of(edit);
  const LineInfo *info = el_line(edit);
  size_t length = (size_t)(info->cursor - info->buffer);
  char *line = malloc(length + 1);
  if (!editor || !line) {
    free(line);
    return CC_ERROR;
  }
  memcpy(line, info->buffer, length);
  line[length] = 0;
  char *answer = editor->complete(editor->context, line);
  free(line);
  if (!answer) return CC_REFRESH_BEEP;
  unsigned char result = CC_REFRESH;
  if (answer[0] == '\n') {
    fputs(answer, stdout);
    fputc('\n', stdout);
    fflush(stdout);
    result = CC_REDISPLAY;
  } else if (answer[0] && el_insertstr(edit, answer) == -1) {
    result = CC_ERROR;
  }
  free(answer);
  return result;
}

static bool has_vi_keys(EditLine *edit) {
  const char *name = NULL;
  return el_get(edit, EL_EDITOR, &name) == 0 && name && strcmp(name, "vi") == 0;
}

static void drop_pending(line_editor *editor) {
  free(editor->pasted);
  editor->pasted = editor->pending = NULL;
}

// Inserts the next pasted line and takes it; the last, if it has no line end, is left to be edited.
static unsigned char insert_pending(EditLine *edit, int character) {
  (void)character;
  line_editor *editor = owner_of(edit);
  if (!editor || !editor->pending) return CC_ERROR;
  wchar_t *text = editor->pending;
  wchar_t *line_end = wcschr(text, L'\n');
  bool is_whole = line_end != NULL;
  editor->pending = line_end && line_end[1] ? line_end + 1 : NULL;
  if (line_end) *line_end = 0;
  // In vi mode the escape character before the mark has ended the insertion and moved back by one.
  bool is_vi = has_vi_keys(edit);
  const LineInfoW *info = el_wline(edit);
  if (is_vi && info->cursor < info->lastchar) el_cursor(edit, 1);
  bool failed = *text && el_winsertstr(edit, text) == -1;
  // Without one of its lines the rest is not what was meant.
  if (failed || !editor->pending) drop_pending(editor);
  if (failed) return CC_ERROR;
  // There typing goes on behind the paste.
  info = el_wline(edit);
  wchar_t keys[3];
  size_t count = 0;
  if (is_vi) keys[count++] = info->cursor < info->lastchar ? L'i' : L'a';
  if (is_whole) keys[count++] = L'\n';
  keys[count] = 0;
  if (count > 0) el_wpush(edit, keys);
  return CC_REFRESH;
}

// The first line of a paste is inserted and taken, further ones wait.
static unsigned char paste(EditLine *edit, int character) {
  line_editor *editor = owner_of(edit);
  if (!editor) return CC_ERROR;
  drop_pending(editor);
  editor->pasted = editor->pending = paste_read(edit);
  return insert_pending(edit, character);
}

// A key that means nothing here: none of its characters is taken for typing.
static unsigned char ignore_key(EditLine *edit, int character) {
  (void)edit;
  (void)character;
  return CC_NORM;
}

// Keys with Ctrl, Alt or Shift, and those that have no meaning in a line, as terminals send them
// behind the escape character. Libedit knows none of them, and would take their rest for typing.
static const struct {
  const char *keys;
  const char *emacs;
  const char *vi;
} marked_keys[] = {
    {"[1;5C", "em-next-word", "vi-next-word"},  {"[1;5D", "ed-prev-word", "vi-prev-word"},
    {"[1;3C", "em-next-word", "vi-next-word"},  {"[1;3D", "ed-prev-word", "vi-prev-word"},
    {"[1;2C", "ed-next-char", "vi-next-word"},  {"[1;2D", "ed-prev-char", "vi-prev-word"},
    {"[1;2A", "ed-prev-history", "ed-prev-history"},
    {"[1;2B", "ed-next-history", "ed-next-history"},
    {"[1;5A", "ed-prev-history", "ed-prev-history"},
    {"[1;5B", "ed-next-history", "ed-next-history"},
    {"[1;5H", "ed-move-to-beg", "ed-move-to-beg"}, {"[1;5F", "ed-move-to-end", "ed-move-to-end"},
    {"[3;5~", "em-delete-next-word", "ignore-key"},
    {"[2~", "ignore-key", "ignore-key"},  {"[5~", "ignore-key", "ignore-key"},
    {"[6~", "ignore-key", "ignore-key"},  {"[5;5~", "ignore-key", "ignore-key"},
    {"[6;5~", "ignore-key", "ignore-key"}, {"[3;2~", "ignore-key", "ignore-key"},
    {"[15~", "ignore-key", "ignore-key"}, {"[17~", "ignore-key", "ignore-key"},
    {"[18~", "ignore-key", "ignore-key"}, {"[19~", "ignore-key", "ignore-key"},
    {"[20~", "ignore-key", "ignore-key"}, {"[21~", "ignore-key", "ignore-key"},
    {"[23~", "ignore-key", "ignore-key"}, {"[24~", "ignore-key", "ignore-key"},
    {"[Z", "ignore-key", "ignore-key"},   {"OP", "ignore-key", "ignore-key"},
    {"OQ", "ignore-key", "ignore-key"},   {"OR", "ignore-key", "ignore-key"},
    {"OS", "ignore-key", "ignore-key"},
};

static void bind_marked_keys(EditLine *edit) {
  bool is_vi = has_vi_keys(edit);
  for (size_t index = 0; index < sizeof marked_keys / sizeof marked_keys[0]; index++) {
    char keys[16] = "\\e";
    strncat(keys, marked_keys[index].keys, sizeof keys - 3);
    if (is_vi) {
      el_set(edit, EL_BIND, "-a", marked_keys[index].keys, marked_keys[index].vi, NULL);
    } else {
      el_set(edit, EL_BIND, keys, marked_keys[index].emacs, NULL);
    }
  }
}

static void bind_keys(EditLine *edit) {
  el_set(edit, EL_BIND, "\t", "complete-word", NULL);
  el_set(edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
  bind_marked_keys(edit);
  // In vi mode the escape character is a key by itself, behind which commands are read.
  if (has_vi_keys(edit)) {
    el_set(edit, EL_BIND, "-a", "[200~", "bracketed-paste", NULL);
    el_set(edit, EL_BIND, "-a", "[202~", "pasted-line", NULL);
  } else {
    el_set(edit, EL_BIND, "\\e[200~", "bracketed-paste", NULL);
    el_set(edit, EL_BIND, "\\e[202~", "pasted-line", NULL);
  }
}

line_editor *line_editor_open(line_editor_complete complete, void *context, bool wants_vi_keys) {
  line_editor *editor = calloc(1, sizeof *editor);
  if (!editor) return NULL;
  terminal_guard();
  editor->complete = complete;
  editor->context = context;
  // An unknown terminal is no reason to complain on every start.
  editor->errors = fopen("/dev/null", "w");
  const char *term = getenv("TERM");
  editor->marks_pastes = term && *term && strcmp(term, "dumb") != 0;
  editor->edit = el_init("gpulearn", stdin, stdout, editor->errors ? editor->errors : stderr);
  editor->history = history_init();
  if (!editor->edit || !editor->history) {
    line_editor_close(editor);
    return NULL;
  }
  HistEvent event;
  history(editor->history, &event, H_SETSIZE, HISTORY_SIZE);
  history(editor->history, &event, H_SETUNIQUE, 1);
  el_set(editor->edit, EL_CLIENTDATA, editor);
  // Signals are caught here, not by libedit, which loses those that come between two keys.
  el_set(editor->edit, EL_SIGNAL, 0);
  el_wset(editor->edit, EL_GETCFN, keys_read);
  el_set(editor->edit, EL_HIST, history, editor->history);
  el_set(editor->edit, EL_EDITOR, wants_vi_keys ? "vi" : "emacs");
  el_set(editor->edit, EL_PROMPT_ESC, prompt_of, '\1');
  el_set(editor->edit, EL_ADDFN, "complete-word", "Complete the word before the cursor",
         complete_word);
  el_set(editor->edit, EL_ADDFN, "bracketed-paste", "Take what is pasted", paste);
  el_set(editor->edit, EL_ADDFN, "pasted-line", "Take the next pasted line", insert_pending);
  el_set(editor->edit, EL_ADDFN, "ignore-key", "Do nothing", ignore_key);
  // The user's ~/.editrc may change to vi keys.
  el_source(editor->edit, NULL);
  bind_keys(editor->edit);
  return editor;
}

void line_editor_close(line_editor *editor) {
  if (!editor) return;
  if (editor->history) history_end(editor->history);
  if (editor->edit) el_end(editor->edit);
  if (editor->errors) fclose(editor->errors);
  free(editor->prompt);
  free(editor->line);
  free(editor->pasted);
  free(editor);
}

void line_editor_set_prompt(line_editor *editor, const char *prompt) {
  free(editor->prompt);
  editor->prompt = strdup(prompt);
}

line_status line_editor_read(line_editor *editor, const char **line) {
  *line = "";
  // Ctrl-C while a line was answered is meant for the rest of the paste as well.
  if (interrupt_is_set()) drop_pending(editor);
  interrupt_clear();
  // A key of its own takes the next line at once; typed, a long one would be drawn at each character.
  if (editor->pending) el_wpush(editor->edit, L"\x1b[202~");
  signals_hold();
  signals_take_resize();
  signals_take_continuation();
  el_resize(editor->edit);
  // libedit would show the prompt first and take the terminal over after it: what is typed in
  // between would appear twice.
  el_set(editor->edit, EL_PREP_TERM, 1);
  int count = 0;
  if (editor->marks_pastes) terminal_mark_pastes(true);
  const char *text = el_gets(editor->edit, &count);
  if (editor->marks_pastes) terminal_mark_pastes(false);
  // The terminal has to be as it was before a held signal stops the process.
  el_set(editor->edit, EL_PREP_TERM, 0);
  signals_release();
  if (!text) {
    if (!interrupt_is_set()) return LINE_END;
    drop_pending(editor);
    el_reset(editor->edit);
    return LINE_INTERRUPTED;
  }
  free(editor->line);
  size_t length = strlen(text);
  while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) length--;
  editor->line = strndup(text, length);
  if (!editor->line) return LINE_END;
  *line = editor->line;
  return LINE_READ;
}

void line_editor_remember(line_editor *editor, const char *line) {
  HistEvent event;
  history(editor->history, &event, H_ENTER, line);
}
