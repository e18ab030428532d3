// npm run seed -- --subscribers N --deliveries N --orders N [--database PATH] [--seed N] [--at YYYY-MM-DD]
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { refreshAwareness } from '../audience/ladder.js'
import { usualRules } from '../audience/rfm/rules.js'
import { refreshRfm } from '../audience/rfm.js'
import { openDb } from '../db/open.js'
import { seedCrowd } from './seed/crowd.js'

/** What the seed's orders are paid in. */
const CURRENCY = 'EUR'
const number = z.coerce.number().pipe(z.int().min(0).max(100_000_000))
const wanted = z.object({
  subscribers: number.default(10_000),
  deliveries: number.default(50_000),
  orders: number.default(20_000),
  database: z.string().min(1).default('data/seed.db'),
  seed: number.default(1),
  at: z.iso
    .date()
    .transform(day => Date.parse(day))
    .default(Date.parse('2026-11-23')),
})

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: { subscribers: text, deliveries: text, orders: text, database: text, seed: text, at: text },
})
const parsed = wanted.safeParse(values)
if (!parsed.success) {
  console.error(z.prettifyError(parsed.error))
  process.exit(1)
}
const { database, ...size } = parsed.data
const db = await openDb(database)
try {
  const started = performance.now()
  seedCrowd(db, size)
  await refreshRfm(db, { rules: usualRules, currency: CURRENCY, zone: 'UTC' }, size.at)
  await refreshAwareness(db, size.at)
  console.log(`${database}: filled in ${((performance.now() - started) / 1_000).toFixed(1)} s`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await db.close()
}
