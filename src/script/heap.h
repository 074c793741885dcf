/* Memory for Lua, out of one piece that never grows: the limit is exact.
 *
 * Small sizes are cut from sheets of equal pieces, larger ones are powers of two of pages that join again
 * when they are freed (the buddy system; Knuth, The Art of Computer Programming, 2.5). A sheet of which
 * nothing is in use is pages again. Lua says how large a piece was when it gives it back, so pieces have no
 * headers. Everything takes constant time, whatever a script does.
 *
 * Thread rule: one heap belongs to one thread. */
#ifndef BERTH_SCRIPT_HEAP_H
#define BERTH_SCRIPT_HEAP_H

#include <stddef.h>

typedef struct Heap Heap;

/* The heap lives at the start of its own memory, which is 16-aligned. NULL
 * where it is too small to be of use. */
Heap *heap_open(void *memory, size_t bytes);

/* 16-aligned, not zeroed; NULL where there is no room. `size` > 0. */
void *heap_allocate(Heap *heap, size_t size);

/* `size` as it was asked for. */
void heap_free(Heap *heap, void *piece, size_t size);

/* Moves where it must; NULL, and `piece` as it was, where there is no room. */
void *heap_resize(Heap *heap, void *piece, size_t old_size, size_t size);

#endif
