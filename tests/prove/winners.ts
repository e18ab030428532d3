import { HOUR, MINUTE, sleep } from '../../src/clock.js'
import { type Db, openDb } from '../../src/db/open.js'
import { scheduleBroadcast } from '../../src/delivery/lifecycle.js'
import { FIRST_WAITING } from '../../src/delivery/trial/split.js'
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
/** After so many lives since the last kill it never ends: a slow machine sends less in each. */
const LIVES = 60
const NOT_BEGUN = 'select count(*) as n from broadcasts where started_at is null'
const NOT_OVER = `select count(*) as n from broadcasts where state <> 'finished'`
const ON_THE_WAY = `select count(*) as n from deliveries where state = 'sending'`
/** A reader outlives its parent by a moment, and holds the file for so long. */
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
  const now = () => Date.now() + clock.moved()
  const struck: Record<string, number> = {}
  let lostToKills = 0
  let product: Product | undefined

  async function inBase<T>(work: (db: Db) => T | Promise<T>): Promise<T> {
    const db = await openDb(path)
    try {
      return await work(db)
    } finally {
      await db.close()
    }
  }

  /** One life of the program, and the time until the next. */
  async function live(ends: 'SIGKILL' | 'SIGTERM', ms: number): Promise<void> {
    product = startProduct(emulator, path, env)
    await product.says('"working"')
    await sleep(ms)
    await product.end(ends)
    await sleep(READERS_END_MS)
    // What begins late asks first: until all have begun the clock does not run ahead.
    const begun = await inBase(db => count(db, NOT_BEGUN) === 0)
    clock.move(clock.moved() + (begun ? STEP : MINUTE))
  }

  try {
    await inBase(async db => {
      await seedPeople(db, emulator, people, now())
      db.write(() => db.sql('update subscribers set last_seen_at = created_at').run())
    })
    for (let kill = 0; kill < kills; kill++) {
      const first = Math.ceil((kill * broadcasts) / kills)
      const beyond = Math.ceil(((kill + 1) * broadcasts) / kills)
      await inBase(db => {
        for (let i = first; i < beyond; i++) db.write(() => approve(db, now(), people))
      })
      await live('SIGKILL', random() * LIFE_MS)
      await inBase(db => {
        lostToKills += count(db, ON_THE_WAY)
        for (const { state, n } of trialStates(db)) struck[state] = (struck[state] ?? 0) + n
        click(db, now())
      })
    }
    for (let life = 0; (await inBase(db => count(db, NOT_OVER))) > 0; life++) {
      if (life === LIVES) throw new Error(`after ${LIVES} lives not all is over`)
      await live('SIGTERM', LIFE_MS)
      await inBase(db => click(db, now()))
    }
    return await inBase(db => ({ ...compare(db, emulator), lostToKills, struck }))
  } catch (error) {
    console.log(product?.output())
    await product?.end('SIGKILL')
    throw error
  } finally {
    await emulator.close()
  }
}

function count(db: Db, sql: string): number {
  return db.sql<{ n: number }>(sql).get()?.n ?? 0
}

function trialStates(db: Db): { state: string; n: number }[] {
  return db.sql<{ state: string; n: number }>('select state, count(*) as n from trials group by 1').all()
}

/** An approved broadcast to everybody that tries two versions on half of them; what leads goes by itself. */
function approve(db: Db, at: number, people: number): void {
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
     where t.state = 'trying' and t.broadcast_id % 2 = 0 and d.wave < ${FIRST_WAITING} and d.state = 'sent'
       and (d.id % 2 = 0 or d.variant_id = t.variants ->> '$[1]')
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
  const had = versionsHad(emulator)
  const sent = rows.filter(({ state }) => state === 'sent')
  const uncertain = rows.filter(({ state }) => state === 'uncertain')
  const verdicts = (kind: string) => trials.filter(trial => trial.kind === kind).length
  return {
    rows: rows.length,
    sent: sent.length,
    uncertain: uncertain.length,
    unfinished: rows.length - [...sent, ...uncertain].filter(({ version }) => version !== null).length,
    doubled: [...had.values()].filter(versions => versions.length > 1).length,
    falselySent: sent.filter(({ person, offer, version }) => !had.get(`${person} ${offer}`)?.includes(version)).length,
    wrongVersion: rows.filter(({ wave, version, chosen }) => wave >= FIRST_WAITING && version !== chosen).length,
    undecided: trials.filter(({ looks, decided }) => looks !== 1 || decided !== 1).length,
    decided: { better: verdicts('better'), few: verdicts('few'), same: verdicts('same') },
  }
}

/** Which versions the emulator accepted, by the person and the offer. */
function versionsHad(emulator: Emulator): Map<string, (number | null)[]> {
  const had = new Map<string, (number | null)[]>()
  for (const { chat, payload } of emulator.accepted()) {
    const [, offer, version] = /^Offer (\d+), version (\d)/u.exec(String(payload['text'])) ?? []
    if (offer === undefined) continue
    const key = `${chat} ${offer}`
    had.set(key, [...(had.get(key) ?? []), Number(version)])
  }
  return had
}
