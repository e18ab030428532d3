import { expect, onTestFinished, test } from 'vitest'
import { sleep } from '../../src/clock.js'
import { openDb } from '../../src/db/open.js'
import { createEmulator } from '../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { approveBroadcast, seedPeople } from '../support/campaign.js'
import { migratedPath } from '../support/db.js'
import { startProduct } from '../support/process.js'

const PEOPLE = 400

/** Ctrl-C under npm comes twice; a terminal that closes sends SIGHUP, and a supervisor may lose patience in between. */
const endings: readonly NodeJS.Signals[][] = [
  ['SIGINT', 'SIGINT'],
  ['SIGHUP'],
  ['SIGHUP', 'SIGTERM', 'SIGINT', 'SIGHUP'],
]

test('every signal stops and settles once, however many follow: nobody is left without an answer', async () => {
  const path = await migratedPath()
  const emulator = await createEmulator({ limits: null, seed: 1, keepCalls: 10 })
  onTestFinished(() => emulator.close())
  const seeded = await openDb(path)
  await seedPeople(seeded, emulator, PEOPLE, Date.now())
  approveBroadcast(seeded, PEOPLE, Date.now())
  await seeded.close()
  emulator.setLatency({ min: 150, max: 400 })
  for (const signals of endings) {
    const product = startProduct(emulator, path, { MESSAGES_PER_SECOND: '60' })
    const before = emulator.counts().accepted
    await emulator.waitFor(() => emulator.counts().accepted > before + 20, PATIENCE_MS, 'messages on their way')
    for (const signal of signals) {
      product.signal(signal)
      await sleep(25)
    }
    expect(await product.ended, product.output().slice(-2_000)).toBe(0)
    const db = await openDb(path)
    const rows = db
      .sql<{ state: string; n: number }>('select state, count(*) as n from deliveries group by state')
      .all()
    await db.close()
    const counts = Object.fromEntries(rows.map(row => [row.state, row.n]))
    expect(counts).toEqual({ sent: emulator.counts().accepted, queued: PEOPLE - emulator.counts().accepted })
  }
})
