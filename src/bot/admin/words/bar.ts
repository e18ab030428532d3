const CELLS = 10

/** A bar of ten cells, full only when all is done. */
export function bar(done: number, of: number): string {
  const cells = of === 0 ? 0 : Math.min(CELLS, Math.floor((done * CELLS) / of))
  return '▓'.repeat(cells) + '░'.repeat(CELLS - cells)
}
