import { openTemporary } from '../support/migrated.js'
import { compareHistories } from '../tracking/histories.js'

/**
 * Compares which message each order came after with a plain reading of the rules on many generated histories: orders that come,
 * change, move and go, codes, clicks, reads, links made late and undone, people forgotten, restarts.
 * HISTORIES (2,000) and SEED come from the environment.
 */
const size = {
  histories: Number(process.env['HISTORIES'] ?? 2_000),
  seed: Number(process.env['SEED'] ?? 20_261_130),
}
/** So many files are worked on beside one another: most of the time each waits for its disk. */
const FILES = 4
const begun = performance.now()
const each = Math.ceil(size.histories / FILES)
const done = await Promise.all(
  Array.from({ length: FILES }, async (_, i) => {
    const { db, close } = await openTemporary()
    try {
      return await compareHistories(db, { histories: each, seed: size.seed + i })
    } finally {
      await close()
    }
  }),
)
const by: Record<string, number> = {}
for (const part of done) for (const [name, n] of Object.entries(part.by)) by[name] = (by[name] ?? 0) + n
const total = (of: 'histories' | 'orders') => done.reduce((n, part) => n + part[of], 0)
console.log(
  `${total('histories')} histories, seeds from ${size.seed}: by what changed, at once, and by the plain reading, always the same.`,
)
console.log(
  `${total('orders')} orders came after something: ${JSON.stringify(by)}. ${((performance.now() - begun) / 1000).toFixed(0)} s.`,
)
