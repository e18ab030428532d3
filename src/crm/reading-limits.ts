/** MB of heap that reading a file may take, whatever is in it. */
export const HEAP_MB = 160
/** MB of memory of the whole process, with what lies outside the heap. */
export const MEMORY_MB = 400
/** ms that reading a file may take. */
export const LIMIT_MS = 10 * 60 * 1_000
/** Files that are read at once; others wait. */
export const AT_ONCE = 2
/** MB of it for what is new: the less, the sooner what rows leave behind is gone, at no cost in time. */
export const YOUNG_MB = 4
