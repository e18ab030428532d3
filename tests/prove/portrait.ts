// npm run prove:portrait — people simulated on a real database. First a segment that differs from the others in three
// of forty fields: those three must come first. Then the same people split at random, once for each seed from 1 to 100:
// in at least 95 of them nothing may be called special. Figures are printed; a claim that does not hold ends it with a
// non-zero status.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDb } from '../../src/db/open.js'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { portraitOf } from '../../src/segments/portrait.js'
import { seedCrowd } from './crowd.js'

const PEOPLE = 4_000
const FIELDS = 40
const PLANTED = 3
const SEEDS = 100
const QUIET = 95
const AT = Date.UTC(2026, 10, 24, 9)
const SEGMENT = { leaf: 'source', values: ['in'] } as const

const folder = mkdtempSync(join(tmpdir(), 'segcast-portrait-'))
const failures: string[] = []
try {
  for (const seed of [1, 2, 3]) await provePlanted(seed)
  await proveChance()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const failure of failures) console.log(`FAILED: ${failure}`)
process.exitCode = failures.length === 0 ? 0 : 1

async function provePlanted(seed: number): Promise<void> {
  await withDb(`planted-${seed}`, async db => {
    const planted = seedCrowd(db, { people: PEOPLE, fields: FIELDS, planted: PLANTED, seed, segment: 0.2 }, AT)
    const portrait = await look(db)
    const first = portrait.differences.slice(0, PLANTED).map(({ trait }) => trait.fact)
    const all = portrait.differences.map(({ trait }) => trait.fact)
    console.log(
      `seed ${seed}: planted in fields ${planted.join(', ')}; found first ${all.join(', ')}; ${portrait.compared} compared, ${portrait.took} ms`,
    )
    if (planted.some(id => !first.includes(id))) failures.push(`seed ${seed}: the planted fields do not come first`)
  })
}

async function proveChance(): Promise<void> {
  await withDb('chance', async db => {
    seedCrowd(db, { people: PEOPLE, fields: FIELDS, planted: 0, seed: 1, segment: 0.2 }, AT)
    const people = db.sql<{ id: number }>('select id from subscribers order by id').all()
    let quiet = 0
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = createRandom(seed)
      db.write(() => {
        const move = db.sql('update subscribers set source = ? where id = ?')
        for (const { id } of people) move.run(random() < 0.2 ? 'in' : 'out', id)
      })
      const { differences } = await look(db)
      if (differences.length === 0) quiet += 1
      else console.log(`seed ${seed}: ${JSON.stringify(differences)}`)
    }
    console.log(`split at random: nothing special in ${quiet} of ${SEEDS} seeds (asked: ${QUIET})`)
    if (quiet < QUIET) failures.push(`only ${quiet} seeds were quiet`)
  })
}

async function look(db: Db) {
  const started = performance.now()
  const portrait = await portraitOf(db, { ...SEGMENT, values: [...SEGMENT.values] }, { at: AT, zone: 'UTC' })
  if (portrait.kind !== 'compared') throw new Error('too few people')
  return { ...portrait, took: Math.round(performance.now() - started) }
}

async function withDb(name: string, body: (db: Db) => Promise<void>): Promise<void> {
  const db = await openDb(join(folder, `${name}.db`))
  try {
    await body(db)
  } finally {
    await db.close()
  }
}
