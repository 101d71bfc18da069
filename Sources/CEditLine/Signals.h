#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

// Signals only set flags, and while a line is edited they are let through only where the editor
// waits for a key: none can fall between a look at its flag and the wait.

// Holds signals back until they are released; not for nesting.
void signals_hold(void);
void signals_release(void);

// Waits, with signals let through, until standard input can be read; false where a signal came.
bool signals_wait_for_input(void);

// Whether it happened since it was last asked for.
bool signals_take_resize(void);
bool signals_take_continuation(void);

#endif
