#ifndef CFILEGUARD_H
#define CFILEGUARD_H

#include <stdbool.h>
#include <stddef.h>

// Keeps a process alive when a file it has mapped is cut short by another: what is gone reads as
// zeros from then on, and the mapping is marked. Without it, the system ends the process (SIGBUS).

// Watches over a mapping. Returns its number, or -1 where too many are watched already. A handler
// for SIGBUS that was there before still gets every other one.
int file_guard_watch(const void *start, size_t length);

// Call before the mapping is taken down.
void file_guard_end(int number);

// Whether something of the mapping could not be read.
bool file_guard_is_damaged(int number);

#endif
