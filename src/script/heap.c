/* Memory for Lua, out of one piece that never grows. */
#include "script/heap.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    PAGE = 4096,
    STEP = 16,     /* small sizes are multiples of it … */
    FINE = 512,    /* … up to here; above, there are four a doubling … */
    COARSE = PAGE, /* … up to here; above, powers of two of pages */
    FINE_CLASSES = FINE / STEP,
    CLASSES = FINE_CLASSES + 12,
    ORDERS = 32,      /* powers of two of pages */
    COARSE_ORDER = 2, /* the pages that coarse pieces are cut from: 16 KiB */
    TAKEN = 0xFF      /* state of a page that no free block starts at */
};

#define NO_PAGE UINT32_MAX

/* What a free block holds. */
typedef struct Block {
    uint32_t next, previous;
} Block;

typedef struct Piece {
    struct Piece *next;
} Piece;

struct Heap {
    char *pages;
    uint8_t *state; /* a page: the order of the free block that starts here, or TAKEN */
    uint32_t page_count;
    uint32_t free_blocks[ORDERS];
    Piece *free_pieces[CLASSES];
};

static Block *block_at(const Heap *heap, uint32_t page) {
    return (Block *)(void *)(heap->pages + (size_t)page * PAGE);
}

static void put_block(Heap *heap, uint32_t page, unsigned order) {
    uint32_t next = heap->free_blocks[order];
    *block_at(heap, page) = (Block){.next = next, .previous = NO_PAGE};
    if (next != NO_PAGE) block_at(heap, next)->previous = page;
    heap->free_blocks[order] = page;
    heap->state[page] = (uint8_t)order;
}

static void take_block(Heap *heap, uint32_t page, unsigned order) {
    Block block = *block_at(heap, page);
    if (block.previous == NO_PAGE)
        heap->free_blocks[order] = block.next;
    else
        block_at(heap, block.previous)->next = block.next;
    if (block.next != NO_PAGE) block_at(heap, block.next)->previous = block.previous;
    heap->state[page] = TAKEN;
}

static void *allocate_pages(Heap *heap, unsigned order) {
    unsigned from = order;
    while (from < ORDERS && heap->free_blocks[from] == NO_PAGE)
        from++;
    if (from >= ORDERS) return NULL;
    uint32_t page = heap->free_blocks[from];
    take_block(heap, page, from);
    while (from > order) {
        from--;
        put_block(heap, page + (1u << from), from);
    }
    return block_at(heap, page);
}

static void free_pages(Heap *heap, void *memory, unsigned order) {
    uint32_t page = (uint32_t)((size_t)((char *)memory - heap->pages) / PAGE);
    for (;; order++) {
        uint32_t buddy = page ^ (1u << order);
        if (buddy >= heap->page_count || heap->state[buddy] != order) break;
        take_block(heap, buddy, order);
        if (buddy < page) page = buddy;
    }
    put_block(heap, page, order);
}

static bool is_small(size_t size) {
    return size <= COARSE;
}

/* The number of a small size's class. Coarse classes: 640, 768, 896, 1024, 1280, … 4096. */
static unsigned class_of(size_t size) {
    if (size <= FINE) return (unsigned)((size + STEP - 1) / STEP) - 1;
    unsigned doubling = 0;
    while (size > (size_t)FINE << (doubling + 1))
        doubling++;
    size_t quarter = ((size_t)FINE << doubling) / 4;
    return FINE_CLASSES + doubling * 4 +
           (unsigned)((size - ((size_t)FINE << doubling) + quarter - 1) / quarter) - 1;
}

static size_t class_size(unsigned class) {
    if (class < FINE_CLASSES) return (class + 1) * STEP;
    unsigned doubling = (class - FINE_CLASSES) / 4, quarters = (class - FINE_CLASSES) % 4 + 1;
    return ((size_t)FINE << doubling) / 4 * (4 + quarters);
}

static unsigned order_of(size_t size) {
    unsigned order = 0;
    while ((size_t)PAGE << order < size)
        order++;
    return order;
}

/* Cuts fresh pages into pieces of a class. */
static bool refill(Heap *heap, unsigned class) {
    size_t size = class_size(class);
    unsigned order = size > FINE ? COARSE_ORDER : 0;
    char *pages = allocate_pages(heap, order);
    if (!pages && order > 0) pages = allocate_pages(heap, order = 0); /* the last pages serve too */
    if (!pages) return false;
    for (size_t at = ((size_t)PAGE << order) / size; at-- > 0;) {
        Piece *piece = (Piece *)(void *)(pages + at * size);
        piece->next = heap->free_pieces[class];
        heap->free_pieces[class] = piece;
    }
    return true;
}

void *heap_allocate(Heap *heap, size_t size) {
    if (!is_small(size)) {
        if (size > (size_t)heap->page_count * PAGE) return NULL;
        return allocate_pages(heap, order_of(size));
    }
    unsigned class = class_of(size);
    if (!heap->free_pieces[class] && !refill(heap, class)) return NULL;
    Piece *piece = heap->free_pieces[class];
    heap->free_pieces[class] = piece->next;
    return piece;
}

void heap_free(Heap *heap, void *memory, size_t size) {
    if (!is_small(size)) {
        free_pages(heap, memory, order_of(size));
        return;
    }
    Piece *piece = memory;
    unsigned class = class_of(size);
    piece->next = heap->free_pieces[class];
    heap->free_pieces[class] = piece;
}

static bool same_room(size_t a, size_t b) {
    if (is_small(a) != is_small(b)) return false;
    return is_small(a) ? class_of(a) == class_of(b) : order_of(a) == order_of(b);
}

void *heap_resize(Heap *heap, void *memory, size_t old_size, size_t size) {
    if (same_room(old_size, size)) return memory;
    void *moved = heap_allocate(heap, size);
    if (!moved) return NULL;
    memcpy(moved, memory, old_size < size ? old_size : size);
    heap_free(heap, memory, old_size);
    return moved;
}

/* Gives all pages to the free lists, in the largest blocks that are aligned to their size. */
static void put_all(Heap *heap) {
    for (uint32_t page = 0; page < heap->page_count;) {
        unsigned order = 0;
        while (order + 1 < ORDERS && page % (2u << order) == 0 && page + (2u << order) <= heap->page_count)
            order++;
        put_block(heap, page, order);
        page += 1u << order;
    }
}

Heap *heap_open(void *memory, size_t bytes) {
    size_t pages = bytes / (PAGE + 1); /* a page takes a byte of state */
    size_t header = (sizeof(Heap) + pages + STEP - 1) / STEP * STEP;
    if (pages > UINT32_MAX / 4) pages = UINT32_MAX / 4;
    while (pages > 0 && header + pages * PAGE > bytes)
        pages--;
    if (pages == 0) return NULL;
    Heap *heap = memory;
    heap->state = (uint8_t *)(heap + 1);
    heap->pages = (char *)memory + header;
    heap->page_count = (uint32_t)pages;
    memset(heap->state, TAKEN, pages);
    for (unsigned order = 0; order < ORDERS; order++)
        heap->free_blocks[order] = NO_PAGE;
    memset(heap->free_pieces, 0, sizeof heap->free_pieces);
    put_all(heap);
    return heap;
}
