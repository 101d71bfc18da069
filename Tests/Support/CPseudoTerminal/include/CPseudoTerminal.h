#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>

// Starts a program as the leader of a session whose terminal is a new one. Gives our end of the
// terminal and the process; -1 and errno where that fails. A program that cannot be started ends
// with 127.
int pseudo_terminal_spawn(const char *program, char *const arguments[], char *const environment[],
                          int columns, int rows, pid_t *process);

// Makes a new terminal the standard streams of this very process. Gives our end of it; -1 where that
// fails.
int pseudo_terminal_take(int columns, int rows);

void pseudo_terminal_resize(int file, int columns, int rows);

#endif
