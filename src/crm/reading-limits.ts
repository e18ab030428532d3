/** MB of heap that reading a file may take, whatever is in it. */
export const HEAP_MB = 192
/** MB of memory of the whole process, with what lies outside the heap. */
export const MEMORY_MB = 400
/** ms that reading a file may take. */
export const LIMIT_MS = 10 * 60 * 1_000
/** Files that are read at once; others wait. */
export const AT_ONCE = 2
