import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { listZones } from '../../src/audience/place/whereabouts.js'
import { HOUR, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { sameTimeIn } from '../../src/delivery/gate/hours.js'
import { type GateRules, gateAt } from '../../src/delivery/gate.js'
import { checkAudience, planDeliveries } from '../../src/delivery/plan.js'
import { claimDeliveries } from '../../src/delivery/queue.js'
import { temporaryDb } from '../support/db.js'
import { AT, approve, offerFor, rowsOf, type Somebody, seed } from './fixture.js'

const MOSCOW = 'Europe/Moscow'
const at = (iso: string, zone = MOSCOW) => DateTime.fromISO(iso, { zone }).toMillis()
const zonesOf = (people: readonly Somebody[]) => [...new Set(people.flatMap(({ zone }) => (zone ? [zone] : [])))]

const people: Somebody[] = [
  { name: 'Anna' },
  { name: 'Vlad', zone: 'Asia/Vladivostok' },
  { name: 'Rita', zone: 'Europe/Riga' },
  { name: 'Alec', zone: 'America/Anchorage' },
]
const free: GateRules = { zone: MOSCOW, perDay: null, perWeek: null, quiet: null, zones: zonesOf(people) }
const night = { from: 22 * 60, to: 9 * 60 }

async function planned(db: Db, broadcast: Parameters<typeof approve>[1], when: number, rules: GateRules) {
  const id = approve(db, broadcast)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, when, rules)
  return id
}

const dues = (db: Db, id: number) =>
  db
    .sql<{ due: number }>('select due_at as due from deliveries where broadcast_id = ? order by subscriber_id')
    .all(id)
    .map(({ due }) => due)

describe('the same hour elsewhere', () => {
  test.each([
    ['an ordinary day', '2026-11-25T10:00', MOSCOW, 'Asia/Vladivostok', '2026-11-25T10:00'],
    ['an hour that is skipped there is as much later', '2026-03-29T03:30', MOSCOW, 'Europe/Riga', '2026-03-29T04:30'],
    ['the hours around it are not', '2026-03-29T02:30', MOSCOW, 'Europe/Riga', '2026-03-29T02:30'],
    ['nor the one after', '2026-03-29T04:30', MOSCOW, 'Europe/Riga', '2026-03-29T04:30'],
    ['a clock that changes where it was chosen', '2026-10-25T10:00', 'Europe/Riga', MOSCOW, '2026-10-25T10:00'],
    ['half hours', '2026-11-25T10:00', MOSCOW, 'Asia/Kolkata', '2026-11-25T10:00'],
  ])('%s', (_what, chosen, zone, other, expected) => {
    const found = sameTimeIn({ at: at(chosen, zone), zone }, other)
    expect(DateTime.fromMillis(found, { zone: other }).toFormat(`yyyy-MM-dd'T'HH:mm`)).toBe(expected)
  })

  test('of an hour that comes twice there it is the first', () => {
    const found = sameTimeIn({ at: at('2026-10-25T03:30'), zone: MOSCOW }, 'Europe/Riga')
    expect(found).toBe(Date.UTC(2026, 9, 25, 0, 30))
  })
})

test('the zones that people told are found by an index', async () => {
  const db = await temporaryDb()
  seed(db, [...people, { name: 'Ruta', zone: 'Europe/Riga' }])
  expect(listZones(db)).toEqual(['America/Anchorage', 'Asia/Vladivostok', 'Europe/Riga'])
  const plan = db
    .sql<{ detail: string }>('explain query plan select min(time_zone) from subscribers where time_zone > ?')
    .all('A')
  expect(plan[0]?.detail).toContain('subscribers_zone')
})

test('asking each person’s own clock keeps the indexes of a claim', async () => {
  const db = await temporaryDb()
  const own = [{ quiet: { from: 1_200, to: 600 }, zone: 'Asia/Vladivostok' }]
  const rules: GateRules = { ...free, quiet: night, own, quietWay: 'drop', perDay: 2, perWeek: 5 }
  const gate = gateAt(AT, { marketing: true, notLaterThan: AT, interestId: 1 }, rules).reason()
  const plan = db
    .sql<{ detail: string }>(
      `explain query plan select d.id, ${gate.text} from (select id, subscriber_id, due_at from deliveries
         where broadcast_id = 1 and state = 'queued' and due_at <= 1 order by due_at, id limit 500) d
       join subscribers s on s.id = d.subscriber_id order by d.due_at, d.id limit 9`,
    )
    .all(...gate.params)
    .map(({ detail }) => detail)
    .join('\n')
  expect(gate.text).toContain('s.time_zone')
  expect(plan).toContain('deliveries_queued (broadcast_id=? AND due_at<?)')
  expect(plan).toMatch(/SEARCH i USING PRIMARY KEY \(subscriber_id=\? AND interest_id=\?\)/)
  // A day and a week by one look, and what somebody asked for in a week and in a month.
  expect(plan.match(/deliveries_claimed \(subscriber_id=\? AND claimed_at>\?\)/g)?.length).toBe(3)
  expect(plan).toContain('SEARCH s USING INTEGER PRIMARY KEY')
})

describe('a plan by everyone’s own clock', () => {
  const ten = at('2026-11-25T10:00')
  const early = at('2026-11-25T10:00', 'Asia/Vladivostok')

  test('gives each row its own time, the bot’s where the zone is not known', async () => {
    const db = await temporaryDb()
    seed(db, people)
    const id = await planned(db, { startsAt: early, ownClock: ten }, early, free)
    const expected = [MOSCOW, 'Asia/Vladivostok', 'Europe/Riga', 'America/Anchorage'].map(zone =>
      at('2026-11-25T10:00', zone),
    )
    expect(dues(db, id)).toEqual(expected)
    const got = [...expected].sort().map(moment => {
      expect(claimDeliveries(db, id, 9, moment - 1, free).messages).toEqual([])
      return claimDeliveries(db, id, 9, moment, free).messages.map(({ firstName }) => firstName)
    })
    expect(got).toEqual([['Vlad'], ['Anna'], ['Rita'], ['Alec']])
  })

  test('never lies before the moment it is made: whose hour is over gets it at once', async () => {
    const db = await temporaryDb()
    seed(db, people)
    const now = ten - HOUR
    const id = await planned(db, { startsAt: now, ownClock: ten }, now, free)
    expect(dues(db, id)).toEqual([ten, now, ten + HOUR, at('2026-11-25T10:00', 'America/Anchorage')])
  })

  test('waits for the end of the quiet hours by the person’s clock', async () => {
    const db = await temporaryDb()
    seed(db, people)
    const six = at('2026-11-25T06:00')
    const rules = { ...free, quiet: night }
    const id = await planned(db, { startsAt: AT, ownClock: six }, AT, rules)
    expect(dues(db, id)).toEqual(
      [MOSCOW, 'Asia/Vladivostok', 'Europe/Riga', 'America/Anchorage'].map(zone => at('2026-11-25T09:00', zone)),
    )
  })

  test('an end that was set is the same moment for all: whose hour comes after it is left out', async () => {
    const db = await temporaryDb()
    seed(db, people)
    const terms = { ownClock: ten, notLaterThan: ten + 2 * HOUR }
    const id = await planned(db, { startsAt: early, ...terms }, early, free)
    expect(rowsOf(db, id).map(([, , reason]) => reason)).toEqual([null, null, null, 'too_late'])
    const question = { at: early, marketing: true, rules: free, notLaterThan: ten + 2 * HOUR }
    const check = await checkAudience(
      db,
      { ...offerFor(db), leftOut: [] },
      { at: AT, zone: MOSCOW },
      { ...question, ownClock: { at: ten, zone: MOSCOW } },
    )
    expect(check).toMatchObject({ people: 3, skipped: [{ reason: 'too_late', people: 1 }] })
    expect(check.perZone.map(({ zone, people }) => [zone, people])).toEqual(
      expect.arrayContaining([null, 'Asia/Vladivostok', 'Europe/Riga'].map(zone => [zone, 1])),
    )
  })
})

describe('the gates by a person’s own clock', () => {
  test('quiet hours hold back whose night it is, and nobody else', async () => {
    const db = await temporaryDb()
    seed(db, people)
    const rules = { ...free, quiet: night }
    // 19:00 in Moscow: 02:00 of the next day in Vladivostok, 07:00 in Anchorage.
    const evening = at('2026-11-24T19:00')
    const id = await planned(db, {}, AT, { ...rules, quiet: null })
    const names = claimDeliveries(db, id, 9, evening, rules).messages.map(({ firstName }) => firstName)
    expect(names.sort()).toEqual(['Anna', 'Rita'])
    expect(dues(db, id)).toEqual([
      AT,
      at('2026-11-25T09:00', 'Asia/Vladivostok'),
      AT,
      at('2026-11-24T09:00', 'America/Anchorage'),
    ])
  })

  test('many who sleep do not keep the others waiting', async () => {
    const db = await temporaryDb()
    const sleepers = Array.from({ length: 1_200 }, (): Somebody => ({ name: 'Vlad', zone: 'Asia/Vladivostok' }))
    seed(db, [...sleepers, { name: 'Anna' }])
    const rules = { ...free, quiet: night, zones: ['Asia/Vladivostok'] }
    const id = await planned(db, { shownAudience: 1_201 }, AT, { ...rules, quiet: null })
    db.sql('update deliveries set due_at = ? where subscriber_id = 1201').run(AT + 1)
    const evening = at('2026-11-24T19:00')
    const turns = [1, 2, 3, 4, 5, 6].map(() => claimDeliveries(db, id, 1, evening, rules))
    expect(turns.map(({ messages, skipped }) => [messages.length, skipped])).toEqual([
      ...Array(5).fill([0, 200]),
      [1, 200],
    ])
  })

  test('a message counts on the day that it was by the person’s clock', async () => {
    const db = await temporaryDb()
    seed(db, people)
    const rules = { ...free, perDay: 1 }
    // 16:30 and 20:00 in Moscow are one day there, and two in Vladivostok.
    const first = await planned(db, {}, at('2026-11-24T16:30'), rules)
    expect(claimDeliveries(db, first, 9, at('2026-11-24T16:30'), rules).messages.length).toBe(4)
    const second = await planned(db, {}, at('2026-11-24T20:00'), rules)
    expect(rowsOf(db, second).map(([, , reason]) => reason)).toEqual(['cap', null, 'cap', 'cap'])
    expect(claimDeliveries(db, second, 9, at('2026-11-24T20:00'), rules).messages.length).toBe(1)
  })

  test('the cap is asked for the day on which the message would leave', async () => {
    const db = await temporaryDb()
    seed(db, [{ name: 'Anna' }])
    const rules = { ...free, perDay: 1, quiet: night }
    const first = await planned(db, {}, AT, rules)
    expect(claimDeliveries(db, first, 9, AT, rules).messages.length).toBe(1)
    const late = await planned(db, {}, at('2026-11-24T22:30'), rules)
    expect(rowsOf(db, late)).toEqual([[1, 'queued', null]])
    expect(claimDeliveries(db, late, 9, at('2026-11-25T09:00'), rules).messages.length).toBe(1)
    const soon = await planned(db, { shownAudience: 0 }, at('2026-11-25T09:00') + MINUTE, rules)
    expect(rowsOf(db, soon)).toEqual([[1, 'skipped', 'cap']])
  })
})
