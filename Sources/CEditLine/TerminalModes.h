#ifndef TERMINALMODES_H
#define TERMINALMODES_H

#include <stdbool.h>

// Remembers the modes of the terminal, to be put back when a signal ends or stops the process.
void terminal_guard(void);

// Puts them back, and takes back that pastes are to be marked. Calls only what a signal handler may.
void terminal_put_back(void);

// Whether the terminal is to mark what is pasted.
void terminal_mark_pastes(bool on);
void terminal_mark_pastes_again(void);

// The byte that was left for the line editor, which has it then; -1 for none.
int terminal_take_left_key(void);

// Installs the handlers of the signals that end or stop the process or change the terminal.
void signals_guard_terminal(void);

#endif
