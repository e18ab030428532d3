import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import { type Db, openDb } from '../../src/db/open.js'
import { listRunning } from '../../src/delivery/broadcast.js'
import { claimTurn } from '../../src/delivery/engine/turn.js'
import type { GateRules } from '../../src/delivery/gate.js'
import { finishBroadcast, scheduleBroadcast } from '../../src/delivery/lifecycle.js'
import { createSchedule } from '../../src/delivery/schedule.js'
import { rescueDeliveries, settleDelivery } from '../../src/delivery/settle.js'
import { silentLog } from '../../src/log.js'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { migratedPath } from '../support/db.js'
import { readers } from '../support/migrated.js'
import { crowd, offerFor, seed } from './fixture.js'

// Morocco sets its clocks back for Ramadan and forward after it: both changes within 43 days of 2026.
const ZONE = 'Africa/Casablanca'
const START = DateTime.fromISO('2026-02-10T00:00', { zone: ZONE }).toMillis()
const END = DateTime.fromISO('2026-03-25T00:00', { zone: ZONE }).toMillis()
// Some told where they are: one so far east and one so far west that their days are others, one whose clock changes too.
const ZONES = [null, null, 'Asia/Vladivostok', 'America/Anchorage', 'Europe/Riga', 'Africa/Casablanca'] as const
const PEOPLE = ZONES.length
const rules: GateRules = {
  zone: ZONE,
  perDay: 2,
  perWeek: 5,
  quiet: { from: 22 * 60, to: 9 * 60 },
  zones: ZONES.filter(zone => zone !== null),
}

type Agreed = { marketing: boolean; notLaterThan: number | null; hour: number | null }
type Sent = Agreed & { person: number; at: number }

const local = (at: number) => DateTime.fromMillis(at, { zone: ZONE })
const theirs = (person: number, at: number) => DateTime.fromMillis(at, { zone: ZONES[person - 1] ?? ZONE })

test('caps, quiet hours and deadlines hold over six weeks with both clock changes and restarts', async () => {
  const zoneChanges = new Set<number>()
  for (let at = START; at < END; at += HOUR) zoneChanges.add(local(at).offset)
  expect(zoneChanges.size).toBe(2)

  const path = await migratedPath()
  const random = createRandom(11)
  let db: Db = await openDb(path, { readers })
  seed(
    db,
    crowd(PEOPLE).map((person, i) => {
      const zone = ZONES[i] ?? null
      return zone === null ? person : { ...person, zone }
    }),
  )
  let now = START
  let turn = 0
  const clock = { now: () => now, monotonic: () => now - START }
  const schedule = () => createSchedule({ db, clock, log: silentLog, rules: () => rules, changed: () => {} })
  let starting = schedule()
  const sent: Sent[] = []
  const terms = new Map<number, Agreed>()

  for (; now < END; now += 20 * MINUTE) {
    if (random() < 0.03) {
      const id = approveAny()
      terms.set(id, { marketing: lastKind === 'marketing', notLaterThan: lastDeadline, hour: lastHour })
    }
    await starting.run(now)
    // A slow pace, so that a broadcast runs into the night.
    const claimed = db.write(() => claimTurn(db, listRunning(db, now), 2, ++turn, now, rules))
    db.write(() => {
      for (const message of claimed.messages) {
        settleDelivery(db, message, { kind: 'sent', messageId: 1 }, now)
        const own = terms.get(message.broadcastId)
        if (own === undefined) throw new Error('a broadcast nobody approved')
        sent.push({ person: message.subscriberId, at: now, ...own })
      }
      for (const { id } of listRunning(db, now)) finishBroadcast(db, id, now)
    })
    if (random() < 0.01) {
      await db.close()
      db = await openDb(path, { readers })
      db.write(() => rescueDeliveries(db, 'restart'))
      starting = schedule()
    }
  }

  const open = db
    .sql<{ n: number }>(`select count(*) as n from deliveries where state in ('queued', 'sending')`)
    .get()?.n
  const skipped = db
    .sql<{ reason: string; n: number }>(
      `select reason, count(*) as n from deliveries where state = 'skipped' group by reason`,
    )
    .all()
  await db.close()

  const marketing = sent.filter(one => one.marketing)
  expect(marketing.length).toBeGreaterThan(60)
  expect(sent.length - marketing.length).toBeGreaterThan(10)
  expect(marketing.filter(one => theirs(one.person, one.at).hour >= 22 || theirs(one.person, one.at).hour < 9)).toEqual(
    [],
  )
  expect(sent.filter(one => !one.marketing).some(one => local(one.at).hour < 9)).toBe(true)
  expect(sent.filter(one => one.notLaterThan !== null && one.at > one.notLaterThan)).toEqual([])
  for (let person = 1; person <= PEOPLE; person++) {
    const own = marketing.filter(one => one.person === person)
    for (const { at } of own) {
      expect(
        own.filter(one => theirs(person, one.at).toISODate() === theirs(person, at).toISODate()).length,
      ).toBeLessThanOrEqual(2)
      expect(own.filter(one => one.at > at - 7 * DAY && one.at <= at).length).toBeLessThanOrEqual(5)
    }
  }
  // By their own clock nobody gets it before the hour that was agreed.
  const byClock = sent.filter(one => one.hour !== null)
  expect(byClock.length).toBeGreaterThan(30)
  for (const { person, at, hour } of byClock)
    expect(theirs(person, at).toFormat('yyyyMMddHHmm') >= local(hour ?? 0).toFormat('yyyyMMddHHmm')).toBe(true)
  // The month was busy enough for each rule to bite, and nothing was forgotten on the way.
  expect(skipped.map(row => row.reason).sort()).toEqual(['cap', 'too_late'])
  expect(open).toBeLessThan(PEOPLE * 3)

  function approveAny(): number {
    lastKind = random() < 0.75 ? 'marketing' : 'service'
    lastDeadline = random() < 0.3 ? now + Math.floor(random() * 8) * HOUR : null
    lastHour = random() < 0.4 ? now + Math.floor(random() * 12) * HOUR : null
    const offer = offerFor(db)
    db.sql('update offers set kind = ? where id = ?').run(lastKind, offer.offerId)
    return db.write(() =>
      scheduleBroadcast(
        db,
        {
          ...offer,
          leftOut: [],
          startsAt: now,
          zone: ZONE,
          shownAudience: PEOPLE,
          createdBy: 1,
          ownClock: lastHour,
          notLaterThan: lastDeadline,
        },
        now,
      ),
    )
  }
})

let lastKind: 'marketing' | 'service' = 'marketing'
let lastDeadline: number | null = null
let lastHour: number | null = null
