/**
 * The product's part of bench:import, in a process of its own so that its memory is its own: `import-work.js DATABASE CSV KIND`.
 * It opens the web door, and does what its parent says, word by word.
 */
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { filesOf } from '../src/crm/import/folder.js'
import { createImports } from '../src/crm/import.js'
import { interpret, lookAt } from '../src/crm/reading.js'
import { type Db, openDb } from '../src/db/open.js'
import { scheduleBroadcast } from '../src/delivery/lifecycle.js'
import { planDeliveries } from '../src/delivery/plan.js'
import { silentLog } from '../src/log.js'
import { createOffer, freezeOffer } from '../src/offers/offer.js'
import { listVariants, setContent } from '../src/offers/variant.js'
import { noRules } from '../tests/support/gates.js'
import type { Kind } from './import-files.js'
import { createRedirectServer } from './redirect-server.js'

/** What it is told. `import`: bring the file in; `plan`: plan a broadcast to those who were here before. */
export const wordSchema = z.enum(['watch', 'watched', 'plan', 'import', 'end'])

/** What it answers: the port of its door, ms of a plan, ms of each step of an import, ms of the loop's delay at p99. */
export const saidSchema = z.union([
  z.object({ port: z.number() }),
  z.object({ plan: z.number(), people: z.number() }),
  z.object({
    import: z.object({ look: z.number(), read: z.number(), match: z.number(), merge: z.number(), taken: z.number() }),
  }),
  z.object({ p99: z.number(), longest: z.number() }),
  z.object({ ended: z.literal(true) }),
])

const AT = Date.now()

async function plan(db: Db): Promise<{ plan: number; people: number }> {
  const offer = createOffer(db, { createdBy: 1 }, AT)
  const content = { kind: 'text', text: 'Boots', entities: [], fileId: null, preview: false, buttons: [] } as const
  setContent(db, offer.id, null, { ...content, entities: [], buttons: [] })
  freezeOffer(db, offer.id, AT)
  const variantId = listVariants(db, offer.id)[0]?.id ?? 0
  const criterion = { leaf: 'language', values: ['en'] } as const
  const parts = [{ variantId, segmentId: null, name: null, criterion: { ...criterion, values: ['en'] } }]
  const about = { offerId: offer.id, parts, leftOut: [], startsAt: AT, zone: 'UTC', shownAudience: 1e6, createdBy: 1 }
  const id = scheduleBroadcast(db, about, AT)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await db.jobs.rows('select 1')
  const started = performance.now()
  const planned = await planDeliveries(db, id, AT, noRules)
  const took = performance.now() - started
  return { plan: took, people: 'people' in planned ? planned.people : 0 }
}

async function work(path: string, csv: string, kind: Kind): Promise<void> {
  const db = await openDb(path)
  const server = createRedirectServer(db)
  const imports = createImports({ db, log: silentLog, now: Date.now, team: () => [] })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const say = (answer: z.infer<typeof saidSchema>) => void process.send?.(answer)

  async function bring(): Promise<void> {
    const times: number[] = [performance.now()]
    const mark = () => void times.push(performance.now())
    const write = (upload: string) => copyFile(csv, upload)
    const { id } = await imports.receive({ adminId: 1, name: 'people.csv', write }, AT)
    const reading = { country: 'RU', zone: 'Europe/Moscow', now: AT }
    const look = await lookAt(filesOf(db, id).upload, {
      shop: { country: 'RU', currency: 'RUB' },
      remembered: () => null,
      ahead: { into: join(filesOf(db, id).folder, 'ahead.db'), reading },
    })
    mark()
    const { mapping } = look.recognition
    if (mapping.kind !== kind) throw new Error(`the file was taken for ${mapping.kind}`)
    const read = async (upload: string, into: string) => {
      await interpret(upload, look, mapping, reading, into)
      mark()
    }
    const words = { line: 'line', column: 'column', reason: 'why', reasons: {} }
    const how = { kind, mapping: '{}', choice: {}, labels: {}, words, read } as const
    const { counts } = await imports.prepare(id, how, AT)
    mark()
    await imports.begin(id, { by: 1, ground: 'bench' }, AT)
    await imports.idle()
    mark()
    const [start = 0, afterLook = 0, afterRead = 0, afterMatch = 0, end = 0] = times
    const steps = {
      look: afterLook - start,
      read: afterRead - afterLook,
      match: afterMatch - afterRead,
      merge: end - afterMatch,
    }
    say({ import: { ...steps, taken: counts?.new ?? 0 } })
  }

  process.on('message', async message => {
    const word = wordSchema.parse(message)
    if (word === 'watch') {
      delay.reset()
      delay.enable()
    } else if (word === 'watched') {
      delay.disable()
      say({ p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 })
    } else if (word === 'plan') say(await plan(db))
    else if (word === 'import') await bring()
    else {
      await imports.close()
      await server.close()
      await db.close()
      say({ ended: true })
      process.disconnect()
    }
  })
  process.on('disconnect', () => process.exit())
  say(await server.listen())
}

const [, , path, csv, kind] = process.argv
if (path !== undefined && csv !== undefined && process.send !== undefined)
  await work(path, csv, kind === 'orders' ? 'orders' : 'subscribers')
