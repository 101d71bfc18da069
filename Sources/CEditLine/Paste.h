#ifndef PASTE_H
#define PASTE_H

#include <histedit.h>
#include <wchar.h>

// Reads what a terminal sends between its paste marks, behind the first of them: lines without
// control characters and without empty lines among them. Allocated with malloc; NULL without memory.
wchar_t *paste_read(EditLine *edit);

#endif
