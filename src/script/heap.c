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

#define NO_PAGE  UINT32_MAX
#define NO_PIECE UINT16_MAX

/* What a free block holds. */
typedef struct Block {
    uint32_t next, previous;
} Block;

/* What is known of a page. The fields from `order` on are those of the sheet, a block that is cut into pieces
 * of one class, which starts here; a sheet goes back to the blocks as soon as none of its pieces is in use,
 * so what a script can have does not depend on what it had before. */
typedef struct Page {
    uint8_t state; /* the order of the free block that starts here, or TAKEN */
    uint8_t back;  /* the sheet that it is in starts so many pages before */
    uint8_t order;
    uint16_t used;           /* how many pieces are in use */
    uint16_t cut;            /* bytes that have been cut */
    uint16_t free;           /* where the first piece that was given back is, in bytes, or NO_PIECE */
    uint32_t next, previous; /* sheets of the same class that have room */
} Page;

struct Heap {
    char *pages;
    Page *page;
    uint32_t page_count;
    uint32_t free_blocks[ORDERS];
    uint32_t sheets[CLASSES]; /* those that have room */
};

static Block *block_at(const Heap *heap, uint32_t page) {
    return (Block *)(void *)(heap->pages + (size_t)page * PAGE);
}

static uint32_t page_of(const Heap *heap, const void *memory) {
    return (uint32_t)((size_t)((const char *)memory - heap->pages) / PAGE);
}

static void put_block(Heap *heap, uint32_t page, unsigned order) {
    uint32_t next = heap->free_blocks[order];
    *block_at(heap, page) = (Block){.next = next, .previous = NO_PAGE};
    if (next != NO_PAGE) block_at(heap, next)->previous = page;
    heap->free_blocks[order] = page;
    heap->page[page].state = (uint8_t)order;
}

static void take_block(Heap *heap, uint32_t page, unsigned order) {
    Block block = *block_at(heap, page);
    if (block.previous == NO_PAGE)
        heap->free_blocks[order] = block.next;
    else
        block_at(heap, block.previous)->next = block.next;
    if (block.next != NO_PAGE) block_at(heap, block.next)->previous = block.previous;
    heap->page[page].state = TAKEN;
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
    uint32_t page = page_of(heap, memory);
    for (;; order++) {
        uint32_t buddy = page ^ (1u << order);
        if (buddy >= heap->page_count || heap->page[buddy].state != order) break;
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

/* ── Sheets of small pieces ─────────────────────────────────────────────── */

static void list_sheet(Heap *heap, uint32_t sheet, unsigned class) {
    uint32_t next = heap->sheets[class];
    heap->page[sheet].next = next;
    heap->page[sheet].previous = NO_PAGE;
    if (next != NO_PAGE) heap->page[next].previous = sheet;
    heap->sheets[class] = sheet;
}

static void unlist_sheet(Heap *heap, uint32_t sheet, unsigned class) {
    const Page *page = &heap->page[sheet];
    if (page->previous == NO_PAGE)
        heap->sheets[class] = page->next;
    else
        heap->page[page->previous].next = page->next;
    if (page->next != NO_PAGE) heap->page[page->next].previous = page->previous;
}

static bool has_room(const Page *sheet, size_t size) {
    return sheet->free != NO_PIECE || sheet->cut + size <= (size_t)PAGE << sheet->order;
}

/* Makes a sheet for pieces of a class; NO_PAGE where there is no room. */
static uint32_t open_sheet(Heap *heap, unsigned class) {
    unsigned order = class_size(class) > FINE ? COARSE_ORDER : 0;
    char *pages = allocate_pages(heap, order);
    if (!pages && order > 0) pages = allocate_pages(heap, order = 0); /* the last pages serve too */
    if (!pages) return NO_PAGE;
    uint32_t sheet = page_of(heap, pages);
    for (unsigned i = 0; i < 1u << order; i++)
        heap->page[sheet + i].back = (uint8_t)i;
    heap->page[sheet].order = (uint8_t)order;
    heap->page[sheet].used = heap->page[sheet].cut = 0;
    heap->page[sheet].free = NO_PIECE;
    list_sheet(heap, sheet, class);
    return sheet;
}

static void *take_piece(Heap *heap, unsigned class) {
    size_t size = class_size(class);
    uint32_t number = heap->sheets[class];
    if (number == NO_PAGE) number = open_sheet(heap, class);
    if (number == NO_PAGE) return NULL;
    Page *sheet = &heap->page[number];
    char *piece = (char *)block_at(heap, number);
    if (sheet->free != NO_PIECE) {
        piece += sheet->free;
        memcpy(&sheet->free, piece, sizeof sheet->free);
    } else {
        piece += sheet->cut;
        sheet->cut = (uint16_t)(sheet->cut + size);
    }
    sheet->used++;
    if (!has_room(sheet, size)) unlist_sheet(heap, number, class);
    return piece;
}

static void give_piece(Heap *heap, char *piece, unsigned class) {
    uint32_t number = page_of(heap, piece);
    number -= heap->page[number].back;
    Page *sheet = &heap->page[number];
    if (!has_room(sheet, class_size(class))) list_sheet(heap, number, class);
    memcpy(piece, &sheet->free, sizeof sheet->free);
    sheet->free = (uint16_t)(piece - (char *)block_at(heap, number));
    if (--sheet->used > 0) return;
    unlist_sheet(heap, number, class);
    free_pages(heap, block_at(heap, number), sheet->order);
}

void *heap_allocate(Heap *heap, size_t size) {
    if (is_small(size)) return take_piece(heap, class_of(size));
    return size > (size_t)heap->page_count * PAGE ? NULL : allocate_pages(heap, order_of(size));
}

void heap_free(Heap *heap, void *memory, size_t size) {
    if (is_small(size))
        give_piece(heap, memory, class_of(size));
    else
        free_pages(heap, memory, order_of(size));
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
    size_t pages = bytes / (PAGE + sizeof(Page));
    if (pages > UINT32_MAX / 4) pages = UINT32_MAX / 4;
    size_t header = 0;
    for (; pages > 0; pages--) {
        header = (sizeof(Heap) + pages * sizeof(Page) + STEP - 1) / STEP * STEP;
        if (header + pages * PAGE <= bytes) break;
    }
    if (pages == 0) return NULL;
    Heap *heap = memory;
    heap->page = (Page *)(void *)(heap + 1);
    heap->pages = (char *)memory + header;
    heap->page_count = (uint32_t)pages;
    for (size_t page = 0; page < pages; page++)
        heap->page[page] = (Page){.state = TAKEN};
    for (unsigned order = 0; order < ORDERS; order++)
        heap->free_blocks[order] = NO_PAGE;
    for (unsigned class = 0; class < CLASSES; class ++)
        heap->sheets[class] = NO_PAGE;
    put_all(heap);
    return heap;
}
