#include "CEditLine.h"

#include <errno.h>
#include <histedit.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A paste longer than this is cut.
enum { LONGEST_PASTE = 65536, HISTORY_SIZE = 1000 };

struct line_editor {
  EditLine *edit;
  History *history;
  FILE *errors;
  line_editor_complete complete;
  void *context;
  char *prompt;
  char *line;
  // Pasted lines that are not yet read.
  char *pending;
  bool brackets_paste;
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

// Reads what a terminal sends between its paste marks: the first line is inserted, further ones
// wait.
static unsigned char paste(EditLine *edit, int character) {
  (void)character;
  static const char end[] = "\x1b[201~";
  line_editor *editor = owner_of(edit);
  char *text = malloc(LONGEST_PASTE + 1);
  if (!editor || !text) {
    free(text);
    return CC_ERROR;
  }
  size_t length = 0, matched = 0;
  char byte;
  while (matched < sizeof end - 1 && el_getc(edit, &byte) == 1) {
    if (byte == end[matched]) {
      matched++;
      continue;
    }
    if (matched > 0) matched = byte == end[0] ? 1 : 0;
    if (matched > 0) continue;
    if (byte == '\r') byte = '\n';
    if (byte == '\t') byte = ' ';
    bool is_control = (unsigned char)byte < 32 && byte != '\n';
    if (!is_control && byte != 127 && length < LONGEST_PASTE) text[length++] = byte;
  }
  text[length] = 0;
  char *line_end = strchr(text, '\n');
  if (!line_end) {
    int failed = length > 0 && el_insertstr(edit, text) == -1;
    free(text);
    return failed ? CC_ERROR : CC_REFRESH;
  }
  *line_end = 0;
  if (*text && el_insertstr(edit, text) == -1) {
    free(text);
    return CC_ERROR;
  }
  free(editor->pending);
  editor->pending = strdup(line_end + 1);
  free(text);
  // As if Enter followed, which ends the line where it should.
  el_push(edit, "\n");
  return CC_REFRESH;
}

static void bind_keys(EditLine *edit) {
  el_set(edit, EL_BIND, "\t", "complete-word", NULL);
  el_set(edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_set(edit, EL_BIND, "\\e[200~", "bracketed-paste", NULL);
}

line_editor *line_editor_open(line_editor_complete complete, void *context) {
  line_editor *editor = calloc(1, sizeof *editor);
  if (!editor) return NULL;
  editor->complete = complete;
  editor->context = context;
  // An unknown terminal is no reason to complain on every start.
  editor->errors = fopen("/dev/null", "w");
  const char *term = getenv("TERM");
  editor->brackets_paste = term && *term && strcmp(term, "dumb") != 0;
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
  el_set(editor->edit, EL_SIGNAL, 1);
  el_set(editor->edit, EL_HIST, history, editor->history);
  el_set(editor->edit, EL_EDITOR, "emacs");
  el_set(editor->edit, EL_PROMPT_ESC, prompt_of, '\1');
  el_set(editor->edit, EL_ADDFN, "complete-word", "Complete the word before the cursor",
         complete_word);
  el_set(editor->edit, EL_ADDFN, "bracketed-paste", "Take what is pasted", paste);
  bind_keys(editor->edit);
  // The user's ~/.editrc may change to vi keys, which drops all bindings.
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
  free(editor->pending);
  free(editor);
}

void line_editor_set_prompt(line_editor *editor, const char *prompt) {
  free(editor->prompt);
  editor->prompt = strdup(prompt);
}

static void set_bracketed_paste(line_editor *editor, bool on) {
  if (!editor->brackets_paste) return;
  fputs(on ? "\x1b[?2004h" : "\x1b[?2004l", stdout);
  fflush(stdout);
}

// Takes the next pasted line, if it is whole; the rest of a paste is left to be edited.
static bool take_pending(line_editor *editor) {
  if (!editor->pending) return false;
  char *line_end = strchr(editor->pending, '\n');
  if (!line_end) {
    if (*editor->pending) el_push(editor->edit, editor->pending);
    free(editor->pending);
    editor->pending = NULL;
    return false;
  }
  free(editor->line);
  editor->line = strndup(editor->pending, (size_t)(line_end - editor->pending));
  char *rest = strdup(line_end + 1);
  free(editor->pending);
  editor->pending = rest;
  if (!editor->line) return false;
  for (const char *at = editor->prompt ? editor->prompt : ""; *at; at++) {
    if (*at != '\1') fputc(*at, stdout);
  }
  fputs(editor->line, stdout);
  fputc('\n', stdout);
  fflush(stdout);
  return true;
}

line_status line_editor_read(line_editor *editor, const char **line) {
  *line = "";
  if (take_pending(editor)) {
    *line = editor->line;
    return LINE_READ;
  }
  int count = 0;
  set_bracketed_paste(editor, true);
  errno = 0;
  const char *text = el_gets(editor->edit, &count);
  int error = errno;
  set_bracketed_paste(editor, false);
  if (!text) {
    if (count != -1 || (error != EINTR && !interrupt_is_set())) return LINE_END;
    free(editor->pending);
    editor->pending = NULL;
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

void line_editor_resized(line_editor *editor) { el_resize(editor->edit); }
