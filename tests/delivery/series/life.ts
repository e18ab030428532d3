import { createSource } from '../../../src/audience/source.js'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { approveChange, beginChange } from '../../../src/delivery/campaign/series/change.js'
import { setEntry, setExit } from '../../../src/delivery/campaign/series/draft.js'
import { pauseCampaign, resumeCampaign, startSeries } from '../../../src/delivery/campaign/series.js'
import type { Wait } from '../../../src/delivery/campaign/terms.js'
import { closeEnds } from '../../../src/delivery/schedule/deadline.js'
import { createRandom } from '../../../src/sandbox/emulator/random.js'
import { migratedPath } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { type Agreed, type Came, type Change, type Happened, policy, type Tick, type Told } from './policy.js'
import { draftSeries, NO_EXIT, ON_START, openWorld, order, remind, subscribe } from './world.js'

/** What a life of a series is made of. `days` it lasts, a tick each `every` ms; about so many times it is changed. `remindsAfter`: each message is reminded of so many hours later. */
export type Life = {
  seed: number
  days: number
  every: number
  people: number
  changes: number
  agreed: Agreed
  remindsAfter?: number
}

/** What came of it: of each person what was done and what the policy says, and how much of everything there was. */
export type Lived = {
  people: { told: Told; came: Came[]; wanted: Came[] }[]
  twice: number
  /** Of messages whose end is at the wrong time, or was not said once. */
  wrongEnds: number
  /** Of reminders that came to whoever should have none, and of all. */
  wrongReminders: number
  reminders: number
  /** Of messages that ended and said so. */
  ended: number
  open: number
  restarts: number
  backs: number
  downs: number
  pauses: number
  changes: number
}

/** How long each message holds for whoever gets it. */
const HOLDS = 40 * HOUR
const START = Date.UTC(2026, 2, 20, 8)
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Asia/Vladivostok',
  'America/Anchorage',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
]

/** A wait as somebody would choose it. */
export function anyWait(random: () => number, nth: number): Wait {
  const kind = random()
  if (kind < 0.15) return { kind: 'at_once' }
  if (kind < 0.4) return { kind: 'after', ms: Math.ceil(random() * 30) * 20 * MINUTE }
  const minute = random() < 0.3 ? null : Math.floor(random() * 96) * 15
  return { kind: 'days', days: Math.floor(random() * (2 + 2 * nth)), minute }
}

/** Lives through it: people come, order and stop, the program ends and begins, the clock jumps, somebody lets the series rest. */
export async function live({ seed, days, every, people, changes: often, agreed, remindsAfter }: Life): Promise<Lived> {
  const random = createRandom(seed)
  const rules = { ...noRules, quiet: agreed.quiet, zones: ZONES }
  const world = await openWorld(await migratedPath(), rules)
  const id = draftSeries(
    world.db,
    {
      entry: ON_START,
      exit: { ...NO_EXIT, ordered: agreed.endsByOrder },
      messages: agreed.waits.map(wait => ({ wait })),
    },
    START,
  )
  if (remindsAfter !== undefined)
    remind(
      world.db,
      id,
      agreed.waits.map(() => remindsAfter),
    )
  world.db.write(() => startSeries(world.db, id, START))
  world.db.sql('update offers set holds = ?, promo_button = 1').run(HOLDS)
  const source = world.db.write(() =>
    createSource(world.db, { name: 'vk', channel: null, cost: null, createdBy: 1 }, START),
  )
  const changes: Change[] = []
  const ticks: Tick[] = []
  const told = new Map<number, Told & { orders: Happened[]; stopped: Happened | null }>()
  /** How much had left when somebody stopped. */
  const stops = new Map<number, number>()
  const acts: { tick: number; person: number; orders: boolean }[] = []
  const lived = { restarts: 0, backs: 0, downs: 0, pauses: 0 }
  const total = Math.round((days * DAY) / every)
  // One standstill is longer than a message may be late.
  const longest = Math.floor(total / 4)
  let [now, paused, pausedFor] = [START, false, 0]

  for (let i = 0; i < total; i++) {
    const event = random()
    let lasted = every
    let back = false
    if (event < 0.006 || i === longest) {
      // Nothing works for hours, now and then for days.
      const hours = i === longest ? 110 : random() < 0.3 ? random() * 5 * 24 : random() * 9
      lasted = Math.ceil(hours * 60) * MINUTE
      lived.downs += 1
    }
    now += lasted
    if (event > 0.994) {
      const jump = Math.round((random() * 180) / 5) * 5 * MINUTE
      back = random() < 0.5 && jump > 0
      now += back ? -(jump + every) : jump
      if (back) lived.backs += 1
    }
    if (event < 0.003 || (event > 0.5 && event < 0.51)) {
      await world.restart()
      lived.restarts += 1
    }
    const { db } = world
    if (!paused && random() < 0.002) {
      db.write(() => pauseCampaign(db, id, now))
      ;[paused, pausedFor] = [true, Math.ceil((random() * 6 * DAY) / every)]
      lived.pauses += 1
    } else if (paused && --pausedFor <= 0) {
      db.write(() => resumeCampaign(db, id, now))
      paused = false
    }
    // Mostly while it rests: what came by then was not looked at yet.
    if (random() < (paused ? 12 : 1) * (often / total)) {
      const change: Change = {
        tick: i,
        source: random() < 0.5 ? 'vk' : null,
        endsByOrder: random() < 0.5,
        onTheirWay: random() < 0.5 ? 'new' : 'old',
      }
      changes.push(change)
      const on = { ...ON_START.on, sources: change.source === null ? null : [source.id] }
      db.write(() => {
        beginChange(db, id, now)
        setEntry(db, id, { ...ON_START, on })
        setExit(db, id, { ...NO_EXIT, ordered: change.endsByOrder })
        approveChange(db, id, change, now)
      })
    }
    const at = { tick: i, at: now }
    if (told.size < people && random() < (2 * people) / total) {
      const zone = ZONES[Math.floor(random() * ZONES.length)] ?? 'UTC'
      const from = random() < 0.5 ? 'vk' : null
      const person = subscribe(db, now, { zone, ...(from === null ? {} : { source: from }) })
      told.set(person, { came: at, source: from, zone, orders: [], stopped: null })
      // Some act soon, while their first message may still wait for the morning.
      const fate = random()
      if (fate < 0.5) acts.push({ tick: i + Math.floor(random() * 24), person, orders: fate < 0.25 })
    }
    for (const person of told.keys()) if (random() < 0.0006) acts.push({ tick: i, person, orders: random() < 0.7 })
    for (const { person, orders } of acts.filter(({ tick }) => tick === i)) {
      const one = told.get(person)
      if (one === undefined) continue
      if (orders) {
        order(db, person, now)
        one.orders.push(at)
      } else if (one.stopped === null) {
        db.sql('update subscribers set unsubscribed_at = ? where id = ?').run(now, person)
        one.stopped = at
        stops.set(person, world.left.length)
      }
    }
    ticks.push({ at: now, back, paused })
    await world.tick(now, lasted)
    await closeEnds(world.db, now)
  }

  const { db } = world
  const rows = db
    .sql<{ person: number; message: number; name: string; reason: string | null }>(
      `select d.subscriber_id as person, m.position - 1 as message, d.reason,
         d.subscriber_id || ' ' || d.broadcast_id || ' ' || d.occurrence as name
       from campaign_messages m join deliveries d on d.broadcast_id = m.broadcast_id
       where m.edition = 1 and d.state <> 'queued' order by d.id`,
    )
    .all()
  // As the clock showed when it left, so it says when it ends; and each that ended says so once.
  const ends = db
    .sql<{ name: string; at: number; steps: number }>(
      `select d.subscriber_id || ' ' || d.broadcast_id || ' ' || d.occurrence as name, e.at,
         (select count(*) from repair_steps s where s.delivery_id = d.id) as steps
       from delivery_ends e join deliveries d on d.id = e.delivery_id join broadcasts b on b.id = d.broadcast_id
       where b.nudges is null`,
    )
    .all()
  const open = db.sql<{ n: number }>(`select count(*) as n from deliveries where state = 'queued'`).get()?.n ?? 0
  const names = world.left.map(({ person, broadcastId, occurrence }) => `${person} ${broadcastId} ${occurrence}`)
  // What the clock showed as it left; the row is corrected when that was wrong.
  const leftAt = new Map(names.map((name, i) => [name, world.left[i]?.at ?? null]))
  const carriers = new Map(
    db
      .sql<{ id: number; nudges: number | null }>('select id, nudges from broadcasts')
      .all()
      .map(one => [one.id, one.nudges]),
  )
  const reminders = world.left.flatMap(({ person, broadcastId, occurrence }, i) => {
    const first = carriers.get(broadcastId) ?? null
    return first === null ? [] : [{ i, person, of: names.indexOf(`${person} ${first} ${occurrence}`) }]
  })
  // One comes after its message, while that is the last, and never to whoever stopped.
  const wrongReminders = reminders.filter(({ i, person, of }) => {
    const between = world.left.slice(of + 1, i).some(one => one.person === person)
    return of < 0 || of >= i || between || i >= (stops.get(person) ?? Number.POSITIVE_INFINITY)
  }).length
  const wrongEnds =
    names.length -
    reminders.length -
    ends.length +
    ends.filter(({ name, at, steps }) => {
      const left = leftAt.get(name) ?? 0
      return at !== Math.ceil((left + HOLDS) / MINUTE) * MINUTE || (at <= now ? steps !== 1 : steps > 1)
    }).length
  await db.close()
  return {
    ...lived,
    wrongEnds,
    wrongReminders,
    reminders: reminders.length,
    ended: ends.filter(({ steps }) => steps === 1).length,
    changes: changes.length,
    open,
    twice: names.length - new Set(names).size,
    people: [...told].map(([person, one]) => ({
      told: one,
      came: rows
        .filter(row => row.person === person)
        .map(({ message, name, reason }) => ({ message, at: leftAt.get(name) ?? null, reason })),
      wanted: policy(one, agreed, ticks, changes),
    })),
  }
}
