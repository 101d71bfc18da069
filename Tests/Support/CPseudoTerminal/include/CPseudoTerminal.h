#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

#include <sys/types.h>

// Starts a program as the leader of a session whose terminal is a new one. Gives our end of the
// terminal and the process; -1 and errno where that fails. A program that cannot be started ends
// with 127.
int pseudo_terminal_spawn(const char *program, char *const arguments[], char *const environment[],
                          int columns, int rows, pid_t *process);

void pseudo_terminal_resize(int file, int columns, int rows);

#endif
