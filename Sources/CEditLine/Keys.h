#ifndef KEYS_H
#define KEYS_H

#include <histedit.h>
#include <wchar.h>

// How the editor reads a character: like libedit's own, but without a moment at which a signal is
// lost, and with the line drawn anew when the process goes on or the terminal's size has changed.
// 1, or 0 at the end of input, or -1 at Ctrl-C.
int keys_read(EditLine *edit, wchar_t *character);

#endif
