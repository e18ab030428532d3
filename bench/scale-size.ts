/**
 * One size of bench:scale in a process of its own, so that its memory is its own: `scale-size.js PATH PEOPLE`. Seeds the
 * file where there is none, and tells its parent what it measured. `starts PATH…` instead: how long a start takes on each of
 * these files, in turns, so that whatever else the machine does meanwhile is a matter of all of them.
 */
import { existsSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { openFile } from '../src/db/binding.js'
import { type Db, openDb } from '../src/db/open.js'
import { scheduleBroadcast } from '../src/delivery/lifecycle.js'
import { planDeliveries } from '../src/delivery/plan.js'
import { createOffer, freezeOffer } from '../src/offers/offer.js'
import { listVariants, setContent } from '../src/offers/variant.js'
import { seedCrowd } from '../src/sandbox/seed/crowd.js'
import type { Criterion } from '../src/segments/criterion.js'
import { countPeople } from '../src/segments/people/audience.js'
import { noRules } from '../tests/support/gates.js'
import { holdSchema, longer, NONE, watchIdle, watchLoop } from './hold.js'
import { createRedirectServer } from './redirect-server.js'

const AT = Date.UTC(2026, 10, 23)
const STARTS = 9
const COUNTS = 3
const PLANS = 3

/**
 * Times in ms, memory in bytes. `wake`: until the jobs' reader is there, once a process. `plan` and `bare`: the same rows planned, and
 * inserted by one statement, in turns. `hold`: the longest times that the event loop stood still while planning, `idle`: and that of a
 * process beside it that did nothing.
 */
export const sizeSchema = z.object({
  people: z.number(),
  selective: z.number(),
  broad: z.number(),
  wake: z.number(),
  plan: z.number(),
  hold: holdSchema,
  idle: holdSchema,
  bare: z.number(),
  memory: z.number(),
})

/** Medians, ms, in the order of the files. */
export const startsSchema = z.array(z.number())

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

async function repeated(times: number, run: () => Promise<number>): Promise<number> {
  const taken: number[] = []
  for (let i = 0; i < times; i++) taken.push(await run())
  return median(taken)
}

/** From opening the file until the web door has answered its first request. */
async function start(path: string): Promise<number> {
  const started = performance.now()
  const db = await openDb(path)
  const server = createRedirectServer(db)
  const { port } = await server.listen()
  await (await fetch(`http://127.0.0.1:${port}/r/none`)).text()
  const took = performance.now() - started
  await server.close()
  await db.close()
  return took
}

/** A broadcast to everyone that is about to be planned. */
function approve(db: Db, people: number): number {
  const offer = createOffer(db, { createdBy: 1 }, AT)
  setContent(db, offer.id, null, {
    kind: 'text',
    text: 'Autumn boots are here',
    entities: [],
    fileId: null,
    preview: false,
    buttons: [],
  })
  freezeOffer(db, offer.id, AT)
  const [variant] = listVariants(db, offer.id)
  if (variant === undefined) throw new Error('no version')
  const parts = [{ variantId: variant.id, segmentId: null, name: null, criterion: { leaf: 'everyone' } as const }]
  const about = {
    offerId: offer.id,
    parts,
    leftOut: [],
    startsAt: AT,
    zone: 'UTC',
    shownAudience: people,
    createdBy: 1,
  }
  const id = scheduleBroadcast(db, about, AT)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  return id
}

/** The same rows in the same order under the same indexes, into an empty file, in one statement and one transaction. */
function insertBare(path: string, broadcast: number): number {
  const bare = `${path}.bare`
  const drop = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(bare + end, { force: true })
  }
  drop()
  const sqlite = openFile(bare)
  try {
    for (const pragma of ['journal_mode = wal', 'synchronous = full', 'cache_size = -65536', 'foreign_keys = off'])
      sqlite.pragma(pragma)
    sqlite.prepare('attach ? as source').run(path)
    const shapes = sqlite
      .prepare(
        `select sql from source.sqlite_master where tbl_name = 'deliveries' and sql is not null order by rootpage`,
      )
      .pluck()
      .all()
    for (const shape of shapes) sqlite.exec(String(shape))
    const insert = sqlite.prepare(
      'insert into main.deliveries select * from source.deliveries where broadcast_id = ? order by id',
    )
    const started = performance.now()
    insert.run(broadcast)
    return performance.now() - started
  } finally {
    sqlite.close()
    drop()
  }
}

async function measure(path: string, people: number): Promise<z.infer<typeof sizeSchema>> {
  if (!existsSync(path)) {
    const fresh = await openDb(path)
    seedCrowd(fresh, { subscribers: people, deliveries: 0, orders: 0, seed: 1, at: AT })
    await fresh.close()
  }
  const db = await openDb(path)
  const count = (criterion: Criterion) => () => timed(() => countPeople(db, criterion, { at: AT, zone: 'UTC' }))
  const city = db.sql<{ id: number }>(`select id from attributes where key = 'city'`).get()?.id ?? 0
  const selective = await repeated(COUNTS, count({ leaf: 'field', field: city, test: { is: ['Yerevan'] } }))
  const broad = await repeated(COUNTS, count({ leaf: 'language', values: ['en'] }))
  // As the schedule does before a start.
  const wake = await timed(() => db.jobs.rows('select 1'))
  const taken = { plan: [] as number[], bare: [] as number[] }
  const worst = { hold: NONE, idle: NONE }
  let memory = 0
  for (let round = 0; round < PLANS; round++) {
    const broadcast = approve(db, people)
    const endIdle = await watchIdle()
    const end = watchLoop()
    taken.plan.push(await timed(() => planDeliveries(db, broadcast, AT, noRules)))
    worst.hold = longer(worst.hold, end())
    worst.idle = longer(worst.idle, await endIdle())
    // Before the bare insert, which is no part of the product, and of one plan, as a product has it.
    if (round === 0) memory = process.resourceUsage().maxRSS * 1024
    // Otherwise a thread would still be carrying the plan over.
    await db.emptyLog()
    taken.bare.push(insertBare(path, broadcast))
  }
  await db.close()
  return { people, selective, broad, wake, plan: median(taken.plan), bare: median(taken.bare), ...worst, memory }
}

/** Each file is opened once before it counts. */
async function starts(paths: readonly string[]): Promise<z.infer<typeof startsSchema>> {
  const taken = paths.map(() => [] as number[])
  for (let round = 0; round <= STARTS; round++)
    for (const [i, path] of paths.entries()) {
      const took = await start(path)
      if (round > 0) taken[i]?.push(took)
    }
  return taken.map(median)
}

if (process.send !== undefined) {
  const [first, ...others] = process.argv.slice(2)
  process.send(first === 'starts' ? await starts(others) : await measure(first ?? '', Number(others[0])))
  process.disconnect()
}
