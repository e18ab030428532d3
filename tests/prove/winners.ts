import { HOUR, MINUTE } from '../../src/clock.js'
import { type Db, openDb } from '../../src/db/open.js'
import { scheduleBroadcast } from '../../src/delivery/lifecycle.js'
import { USUAL_TRIAL } from '../../src/offers/draft.js'
import { createOffer, freezeOffer } from '../../src/offers/offer.js'
import { listVariants, setContent } from '../../src/offers/variant.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { ADMIN, seedPeople } from '../support/campaign.js'
import { type Product, startProduct } from '../support/process.js'
import { createMovedClock } from './moved-clock.js'

const WAIT = HOUR
/** Every life of the program begins so much later by its clock, and lasts at most so long. */
const STEP = WAIT + 5 * MINUTE
const LIFE_MS = 2_500
/** So many lives after the last kill everything is over. */
const LIVES = 12
const NOT_BEGUN = 'select count(*) as n from broadcasts where started_at is null'
const READERS_END_MS = 150

/** How many broadcasts try two versions, on how many people each, and how often they are killed. */
export type WinnersPlan = { path: string; broadcasts: number; people: number; kills: number; seed: number }

/** What came of it. */
export type WinnersResult = {
  rows: number
  sent: number
  uncertain: number
  /** Rows that never reached an end, or have no version. */
  unfinished: number
  /** People who got a broadcast twice, in one version or in two. */
  doubled: number
  /** Rows marked sent that the emulator never accepted in that version. */
  falselySent: number
  /** People who waited and have another version than the one decided on. */
  wrongVersion: number
  /** Trials that were not decided, or judged more than once. */
  undecided: number
  /** How many went by themselves as better, and how many because nobody answered. */
  decided: { better: number; few: number; same: number }
  /** Rows that were on their way when a kill struck. */
  lostToKills: number
  /** In what state trials were when a kill struck, summed over the kills. */
  struck: Record<string, number>
}

/**
 * Broadcasts that try two versions, some clicked and some not, run in a real process that is killed −9 while versions are tried,
 * judged, decided on and sent to the others. Between its lives an hour goes by.
 */
export async function winners({ path, broadcasts, people, kills, seed }: WinnersPlan): Promise<WinnersResult> {
  const random = createRandom(seed)
  const emulator = await createEmulator({ limits: null, latency: { min: 50, max: 100 }, seed, keepCalls: 10 })
  const clock = createMovedClock(path)
  const env = { MESSAGES_PER_SECOND: '200', LOG_LEVEL: 'info', ...clock.env }
  const struck: Record<string, number> = {}
  let lostToKills = 0
  let product: Product | undefined
  try {
    await inBase(path, async db => {
      await seedPeople(db, emulator, people, Date.now())
      db.write(() => db.sql('update subscribers set last_seen_at = created_at').run())
    })
    const live = async (ends: 'SIGKILL' | 'SIGTERM', ms: number) => {
      product = startProduct(emulator, path, env)
      await product.says('"working"', 60_000)
      await new Promise(resolve => setTimeout(resolve, ms))
      await product.end(ends)
      await new Promise(resolve => setTimeout(resolve, READERS_END_MS))
      // What begins late asks first: until all have begun the clock does not run ahead.
      const begun = await inBase(path, async db => count(db, NOT_BEGUN) === 0)
      clock.move(clock.moved() + (begun ? STEP : MINUTE))
    }
    let approved = 0
    for (let kill = 0; kill < kills; kill++) {
      const upto = Math.ceil(((kill + 1) * broadcasts) / kills)
      await inBase(path, async db => {
        for (; approved < upto; approved++) approve(db, Date.now() + clock.moved(), people)
      })
      await live('SIGKILL', random() * LIFE_MS)
      await inBase(path, async db => {
        lostToKills += count(db, `select count(*) as n from deliveries where state = 'sending'`)
        const states = db.sql<{ state: string; n: number }>('select state, count(*) as n from trials group by 1').all()
        for (const { state, n } of states) struck[state] = (struck[state] ?? 0) + n
        click(db, Date.now() + clock.moved())
      })
    }
    const open = `select count(*) as n from broadcasts where state <> 'finished'`
    for (let life = 0; (await inBase(path, async db => count(db, open))) > 0; life++) {
      if (life === LIVES) throw new Error(`after ${LIVES} lives not all is over`)
      await live('SIGTERM', LIFE_MS)
      await inBase(path, async db => click(db, Date.now() + clock.moved()))
    }
    return await inBase(path, async db => ({ ...compare(db, emulator), lostToKills, struck }))
  } catch (error) {
    console.log(product?.output())
    await product?.end('SIGKILL')
    throw error
  } finally {
    await emulator.close()
  }
}

async function inBase<T>(path: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDb(path)
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

function count(db: Db, sql: string): number {
  return db.sql<{ n: number }>(sql).get()?.n ?? 0
}

/** An approved broadcast to everybody that tries two versions on half of them; what leads goes by itself. */
function approve(db: Db, at: number, people: number): void {
  db.write(() => begin(db, at, people))
}

function begin(db: Db, at: number, people: number): void {
  const { id: offerId } = createOffer(db, { createdBy: ADMIN }, at)
  for (const version of [0, 1]) {
    const buttons = [[{ label: 'Choose', url: 'https://shop.example/boots' }]]
    const text = `Offer ${offerId}, version ${version}`
    setContent(db, offerId, null, { kind: 'text', text, entities: [], fileId: null, preview: false, buttons }, version)
  }
  freezeOffer(db, offerId, at)
  const variants = listVariants(db, offerId).map(({ id }) => id)
  const [variantId = 0] = variants
  scheduleBroadcast(
    db,
    {
      ...{ offerId, leftOut: [], startsAt: at, zone: 'UTC', shownAudience: people, createdBy: ADMIN },
      parts: [{ variantId, segmentId: null, name: null, criterion: { leaf: 'everyone' } }],
      trials: [{ ...USUAL_TRIAL, part: 0, variants, wait: WAIT, share: 5_000, goesOn: 'better' }],
    },
    at,
  )
}

/** Of every other broadcast all who tried B click and half of those who tried A, so that B is surely better; of the rest nobody. */
function click(db: Db, at: number): void {
  db.sql(
    `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
     select d.id, 1, d.subscriber_id, d.broadcast_id, ?, 'human', 'person', 'Chrome'
     from trials t join deliveries d on d.broadcast_id = t.broadcast_id
     where (d.id % 2 = 0 or d.variant_id = t.variants ->> '$[1]') and d.wave < 4 and t.state = 'trying' and t.broadcast_id % 2 = 0 and d.state = 'sent'
       and not exists (select 1 from clicks c where c.delivery_id = d.id)`,
  ).run(at)
}

function compare(db: Db, emulator: Emulator): Omit<WinnersResult, 'lostToKills' | 'struck'> {
  const rows = db
    .sql<{ offer: number; person: number; state: string; wave: number; version: number | null; chosen: number | null }>(
      `select b.offer_id as offer, s.telegram_id as person, d.state, d.wave, v.version, c.version as chosen
       from deliveries d join broadcasts b on b.id = d.broadcast_id join subscribers s on s.id = d.subscriber_id
       join trials t on t.broadcast_id = b.id
       left join variants v on v.id = d.variant_id left join variants c on c.id = t.chosen_variant_id`,
    )
    .all()
  const trials = db
    .sql<{ kind: string | null; looks: number; decided: number }>(
      `select verdict ->> 'kind' as kind, verdict ->> 'looks' as looks, state = 'decided' as decided from trials`,
    )
    .all()
  const had = new Map<string, number[]>()
  for (const { chat, payload } of emulator.accepted()) {
    const [, offer, version] = /^Offer (\d+), version (\d)/u.exec(String(payload['text'])) ?? []
    if (offer === undefined) continue
    const key = `${chat} ${offer}`
    had.set(key, [...(had.get(key) ?? []), Number(version)])
  }
  const in_ = (state: string) => rows.filter(row => row.state === state)
  const kinds = (kind: string) => trials.filter(trial => trial.kind === kind).length
  return {
    rows: rows.length,
    sent: in_('sent').length,
    uncertain: in_('uncertain').length,
    unfinished: rows.filter(({ state, version }) => version === null || !['sent', 'uncertain'].includes(state)).length,
    doubled: [...had.values()].filter(versions => versions.length > 1).length,
    falselySent: in_('sent').filter(
      ({ person, offer, version }) => version === null || !had.get(`${person} ${offer}`)?.includes(version),
    ).length,
    wrongVersion: rows.filter(({ wave, version, chosen }) => wave > 3 && version !== chosen).length,
    undecided: trials.filter(({ looks, decided }) => looks !== 1 || decided !== 1).length,
    decided: { better: kinds('better'), few: kinds('few'), same: kinds('same') },
  }
}
