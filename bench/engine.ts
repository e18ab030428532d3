// segcast's own engine in a process of its own: real database, real plan, real claims, every state durable.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Api } from 'grammy'
import { createFetch } from '../src/bot/lanes/fetch.js'
import { createTransport } from '../src/bot/lanes/sender.js'
import { systemClock } from '../src/clock.js'
import { openDb } from '../src/db/open.js'
import { countStates, findBroadcast } from '../src/delivery/broadcast.js'
import { createEngine } from '../src/delivery/engine.js'
import { scheduleBroadcast } from '../src/delivery/lifecycle.js'
import { createPace } from '../src/delivery/pace.js'
import { createSchedule } from '../src/delivery/schedule.js'
import { silentLog } from '../src/log.js'
import { createOffer, freezeOffer } from '../src/offers/offer.js'
import { listVariants, setContent } from '../src/offers/variant.js'
import { loadKeys } from '../src/tracking/key.js'
import { createTokens } from '../src/tracking/token.js'
import { noRules } from '../tests/support/gates.js'
import { seedSubscribers } from './seed.js'

const { values } = parseArgs({
  options: { root: { type: 'string' }, people: { type: 'string' }, pace: { type: 'string' } },
})
const people = Number(values.people)
const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
const db = await openDb(join(folder, 'bench.db'))
const clock = systemClock
const at = clock.now()
seedSubscribers(db, people, at)

const offer = createOffer(db, { createdBy: 1 }, at)
const text = `Autumn boots are here, {first_name|friend}. ${'Warm, dry and made to last. '.repeat(10)}`
setContent(db, offer.id, null, {
  kind: 'text',
  text,
  entities: [{ type: 'bold', offset: 0, length: 12 }],
  fileId: null,
  preview: false,
  buttons: [[{ label: 'Choose', url: 'https://shop.example/boots' }]],
})
freezeOffer(db, offer.id, at)
const [variant] = listVariants(db, offer.id)
if (variant === undefined) throw new Error('no version')
const id = scheduleBroadcast(
  db,
  {
    offerId: offer.id,
    parts: [{ variantId: variant.id, segmentId: null, name: null, criterion: { leaf: 'everyone' } }],
    leftOut: [],
    startsAt: at,
    zone: 'UTC',
    shownAudience: people,
    createdBy: 1,
  },
  at,
)
await createSchedule({ db, clock, log: silentLog, rules: () => noRules, changed: () => {} }).run(at)

const tokens = createTokens(loadKeys(db, at))
const fetch = createFetch({ pace: null, log: silentLog, clock, connections: 4_000 })
const api = new Api('123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', { apiRoot: values.root ?? '', fetch })
let finish = () => {}
const finished = new Promise<void>(resolve => {
  finish = resolve
})
const engine = createEngine({
  db,
  clock,
  log: silentLog,
  pace: createPace({ rate: Number(values.pace), clock }),
  rules: () => noRules,
  transport: createTransport(api),
  address: (delivery, link) => `https://links.example.com/r/${tokens.delivery(delivery, link)}`,
  event: event => {
    if (event.kind === 'changed' && findBroadcast(db, id)?.state === 'finished') finish()
  },
})
const cpu = process.cpuUsage()
const started = performance.now()
engine.start()
await finished
const { user, system } = process.cpuUsage(cpu)
const seconds = (performance.now() - started) / 1_000
await engine.stop()
const counts = await countStates(db, id)
await fetch.close()
await db.close()
rmSync(folder, { recursive: true, force: true })
process.send?.({ seconds, cpuMs: (user + system) / 1_000, failed: people - counts.sent })
process.disconnect?.()
