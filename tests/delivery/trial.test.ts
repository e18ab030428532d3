import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import { type Db, openDb } from '../../src/db/open.js'
import { getBroadcast } from '../../src/delivery/broadcast.js'
import { findCarefulStart, goOnCarefully } from '../../src/delivery/careful.js'
import type { GateRules } from '../../src/delivery/gate.js'
import {
  cancelBroadcast,
  finishBroadcast,
  pauseBroadcast,
  resumeBroadcast,
  scheduleBroadcast,
} from '../../src/delivery/lifecycle.js'
import { planDeliveries } from '../../src/delivery/plan.js'
import { claimDeliveries } from '../../src/delivery/queue.js'
import { startEdit } from '../../src/delivery/repair.js'
import { resendUncertain } from '../../src/delivery/resend.js'
import { settleDelivery } from '../../src/delivery/settle.js'
import { countSql, countVersions } from '../../src/delivery/trial/count.js'
import {
  ANSWER_MS,
  decideTrial,
  GRACE_MS,
  holdTrial,
  listTrialsToTell,
  MORE_MS,
  recordTrialTold,
  runTrials,
  tryLonger,
} from '../../src/delivery/trial/decide.js'
import { type NewTrial, OPEN_TRIALS, trialOf } from '../../src/delivery/trial/trial.js'
import { trialWait } from '../../src/delivery/trial/wait.js'
import { USUAL_TRIAL } from '../../src/offers/draft.js'
import { replaceVariant } from '../../src/offers/offer/repair.js'
import { createOffer, freezeOffer } from '../../src/offers/offer.js'
import { getVariant, listVariants, setContent } from '../../src/offers/variant.js'
import { findReport } from '../../src/reports/metrics.js'
import { findFate } from '../../src/reports/why/fate.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { readers } from '../support/migrated.js'
import { AT, crowd, rowsOf, seed } from './fixture.js'

type Change = Partial<NewTrial> & {
  people?: number
  versions?: number
  notLaterThan?: number
  careful?: boolean
  control?: number
}

/** A frozen offer with so many versions of its message. @returns their ids, A first */
function offerOf(db: Db, versions: number): { offerId: number; variants: number[] } {
  return db.write(() => {
    const { id } = createOffer(db, { createdBy: 1 }, AT)
    for (let version = 0; version < versions; version++) {
      const text = `Boots, version ${version}`
      const buttons = [[{ label: 'Choose', url: 'https://shop.example/boots' }]]
      setContent(db, id, null, { kind: 'text', text, entities: [], fileId: null, preview: false, buttons }, version)
    }
    freezeOffer(db, id, AT)
    return { offerId: id, variants: listVariants(db, id).map(variant => variant.id) }
  })
}

/** A broadcast that tries versions, as it began. */
async function begin(change: Change = {}, rules: GateRules = noRules) {
  const { people = 400, versions = 2, notLaterThan = null, careful = false, control = 0, ...terms } = change
  const db = await temporaryDb()
  seed(db, crowd(people))
  const { offerId, variants } = offerOf(db, versions)
  const trial: NewTrial = { ...USUAL_TRIAL, part: 0, variants, wait: 4 * HOUR, ...terms }
  const id = db.write(() =>
    scheduleBroadcast(
      db,
      {
        ...{ offerId, leftOut: [], startsAt: AT, zone: 'Europe/Moscow', shownAudience: people, createdBy: 1 },
        parts: [{ variantId: variants[0] ?? 0, segmentId: null, name: null, criterion: { leaf: 'everyone' } }],
        ...{ notLaterThan, careful, control, trials: [trial] },
      },
      AT,
    ),
  )
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, AT, rules)
  return { db, id, variants, offerId }
}

/** Sends all that may be sent at `at`. @returns who got which version */
function send(db: Db, id: number, at: number, rules: GateRules = noRules): { who: number; variant: number }[] {
  const got: { who: number; variant: number }[] = []
  for (;;) {
    const { messages, skipped } = claimDeliveries(db, id, 50, at, rules)
    for (const message of messages) {
      settleDelivery(db, message, { kind: 'sent', messageId: 1 }, at)
      got.push({ who: message.subscriberId, variant: message.variantId })
    }
    if (messages.length + skipped === 0) return got
  }
}

/** So many of those who got a version click. */
function click(db: Db, id: number, variant: number, n: number, at = AT + HOUR): void {
  db.sql(
    `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
     select d.id, 1, d.subscriber_id, d.broadcast_id, ?, 'human', 'person', 'Chrome' from deliveries d
     where d.broadcast_id = ? and d.variant_id = ? and d.state = 'sent' and d.wave < 4 order by d.id limit ?`,
  ).run(at, id, variant, n)
}

/** Tried on everybody who tries, and clicked so often; judged. */
async function judged(clicks: readonly number[], change: Change = {}) {
  const s = await begin({ people: 1_000, ...change })
  send(s.db, s.id, AT)
  await runTrials(s.db, AT)
  for (const [i, n] of clicks.entries()) click(s.db, s.id, s.variants[i] ?? 0, n)
  await runTrials(s.db, AT + (change.wait ?? 4 * HOUR))
  return s
}

const LATER = AT + 4 * HOUR

describe('who tries what', () => {
  test('is drawn: about as many each, the same at every plan, and the others wait without a version', async () => {
    const { db, id, variants } = await begin({ people: 1_000, versions: 3, share: 6_000 })
    const rows = () =>
      db
        .sql<{ who: number; variant: number | null; wave: number }>(
          'select subscriber_id as who, variant_id as variant, wave from deliveries where broadcast_id = ? order by 1',
        )
        .all(id)
    const first = rows()
    for (const variant of variants) {
      const n = first.filter(row => row.variant === variant).length
      expect(n).toBeGreaterThan(150)
      expect(n).toBeLessThan(250)
    }
    const waiting = first.filter(({ wave }) => wave === 4)
    expect(waiting.every(({ variant }) => variant === null)).toBe(true)
    expect(waiting.length).toBeGreaterThan(340)
    expect(waiting.length).toBeLessThan(460)
    db.sql(`update broadcasts set state = 'planning', started_at = null where id = ?`).run(id)
    await planDeliveries(db, id, AT, noRules)
    expect(rows()).toEqual(first)
    // Nobody of those who wait is sent anything before it is decided.
    const got = send(db, id, AT + DAY)
    expect(got).toHaveLength(1_000 - waiting.length)
    expect(new Set(got.map(({ who }) => who)).size).toBe(got.length)
    expect(finishBroadcast(db, id, AT + DAY)).toBe(false)
  })

  test('compared only, everybody gets one of them at once', async () => {
    const { db, id, variants } = await begin({ goesOn: 'compare' })
    const got = send(db, id, AT)
    expect(got).toHaveLength(400)
    for (const variant of variants) expect(got.filter(one => one.variant === variant).length).toBeGreaterThan(150)
    expect(finishBroadcast(db, id, AT)).toBe(true)
    await runTrials(db, AT)
    await runTrials(db, LATER)
    expect(trialOf(db, id)).toMatchObject({ state: 'over', verdict: { kind: 'few' } })
    expect(listTrialsToTell(db)).toHaveLength(1)
  })

  test('of a message of one part leaves the others alone', async () => {
    const db = await temporaryDb()
    seed(db, [...crowd(200).map(one => ({ ...one, source: 'a' })), ...crowd(200).map(one => ({ ...one, source: 'b' }))])
    const [one, other] = [offerOf(db, 2), offerOf(db, 1)]
    const criterion = (source: string) => ({ leaf: 'source' as const, values: [source] })
    const id = db.write(() =>
      scheduleBroadcast(
        db,
        {
          ...{ offerId: one.offerId, leftOut: [], startsAt: AT, zone: 'UTC', shownAudience: 400, createdBy: 1 },
          parts: [
            { variantId: other.variants[0] ?? 0, segmentId: 1, name: 'A', criterion: criterion('a') },
            { variantId: one.variants[0] ?? 0, segmentId: 2, name: 'B', criterion: criterion('b') },
          ],
          trials: [{ ...USUAL_TRIAL, part: 1, variants: one.variants, wait: HOUR }],
        },
        AT,
      ),
    )
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    await planDeliveries(db, id, AT, noRules)
    const got = send(db, id, AT)
    expect(got.filter(({ who }) => who <= 200).map(({ variant }) => variant)).toEqual(
      Array.from({ length: 200 }, () => other.variants[0]),
    )
    expect(got.length).toBeLessThan(330)
    await runTrials(db, AT)
    await runTrials(db, AT + HOUR)
    decideTrial(db, id, 1, { choice: 1, adminId: 7 }, AT + HOUR)
    const rest = send(db, id, AT + HOUR)
    expect(got.length + rest.length).toBe(400)
    expect(new Set(rest.map(({ variant }) => variant))).toEqual(new Set([one.variants[1]]))
    const { messages } = await findReport(db, id)
    expect(messages.map(({ names, version }) => [names, version])).toEqual([
      [['A'], null],
      [['B'], 0],
      [['B'], 1],
    ])
  })

  test('with a control group nobody who is kept out tries anything', async () => {
    const { db, id } = await begin({ control: 2_000, people: 1_000 })
    const held = new Set(rowsOf(db, id).flatMap(([who, state]) => (state === 'held_out' ? [who] : [])))
    expect(held.size).toBeGreaterThan(120)
    const got = send(db, id, AT)
    await runTrials(db, AT)
    await runTrials(db, LATER)
    decideTrial(db, id, 0, { choice: 0, adminId: 7 }, LATER)
    got.push(...send(db, id, LATER))
    expect(got.some(({ who }) => held.has(who))).toBe(false)
    expect(got.length + held.size).toBe(1_000)
    expect(finishBroadcast(db, id, LATER)).toBe(true)
  })

  test('with a careful start the first of them are few, and its time begins when all of them have it', async () => {
    const { db, id } = await begin({ careful: true, people: 1_000 })
    const goOn = (at: number) => {
      const start = findCarefulStart(db, id)
      if (start !== null) goOnCarefully(db, start, getBroadcast(db, id), at)
    }
    expect(send(db, id, AT)).toHaveLength(100)
    for (let minute = 0; minute <= 80; minute++) {
      goOn(AT + minute * MINUTE)
      await runTrials(db, AT + minute * MINUTE)
      send(db, id, AT + minute * MINUTE)
    }
    goOn(AT + 81 * MINUTE)
    await runTrials(db, AT + 81 * MINUTE)
    const { decidesAt } = trialOf(db, id) ?? {}
    expect(decidesAt).toBeGreaterThan(AT + 75 * MINUTE + 4 * HOUR)
    expect(decidesAt).toBeLessThan(AT + 81 * MINUTE + 4 * HOUR)
  })
})

describe('the verdict', () => {
  test('that one is better is told, and it goes to the others by itself in five minutes', async () => {
    const { db, id, variants } = await judged([30, 70])
    const trial = trialOf(db, id)
    expect(trial).toMatchObject({
      state: 'judged',
      decidesAt: LATER + GRACE_MS,
      verdict: { kind: 'better', leader: 1 },
    })
    const [untold] = listTrialsToTell(db)
    if (untold === undefined) throw new Error('nobody is told')
    recordTrialTold(db, untold, LATER)
    expect(listTrialsToTell(db)).toEqual([])
    expect(send(db, id, LATER)).toEqual([])
    await runTrials(db, LATER + GRACE_MS - 1)
    expect(send(db, id, LATER + GRACE_MS - 1)).toEqual([])
    await runTrials(db, LATER + GRACE_MS)
    const rest = send(db, id, LATER + GRACE_MS)
    expect(rest.length).toBeGreaterThan(500)
    expect(new Set(rest.map(({ variant }) => variant))).toEqual(new Set([variants[1]]))
    expect(finishBroadcast(db, id, LATER + GRACE_MS)).toBe(true)
    expect(rowsOf(db, id).every(([, state]) => state === 'sent')).toBe(true)
    // What somebody did not object to is no news.
    expect(listTrialsToTell(db)).toEqual([])
    expect(await runTrials(db, LATER + DAY)).toEqual([])
  })

  test('is held by a word, and another version goes instead', async () => {
    const { db, id, variants } = await judged([30, 70])
    expect([holdTrial(db, id, 0, LATER), await runTrials(db, LATER + DAY)]).toEqual([true, []])
    expect(send(db, id, LATER + DAY)).toEqual([])
    expect(decideTrial(db, id, 0, { choice: 0, adminId: 7 }, LATER + DAY)).toBe(true)
    // A second press changes nothing.
    expect(decideTrial(db, id, 0, { choice: 1, adminId: 7 }, LATER + DAY)).toBe(false)
    expect(holdTrial(db, id, 0, LATER + DAY)).toBe(false)
    expect(new Set(send(db, id, LATER + DAY).map(({ variant }) => variant))).toEqual(new Set([variants[0]]))
    expect(trialOf(db, id)).toMatchObject({ state: 'decided', decidedBy: 7, half: false })
  })

  test('too few asks; without an answer the leader goes after two hours, and that is told', async () => {
    const { db, id, variants } = await judged([30, 26])
    expect(trialOf(db, id)).toMatchObject({ state: 'asked', decidesAt: LATER + ANSWER_MS, verdict: { kind: 'few' } })
    for (const untold of listTrialsToTell(db)) recordTrialTold(db, untold, LATER)
    expect(await runTrials(db, LATER + ANSWER_MS - 1)).toEqual([])
    expect(await runTrials(db, LATER + ANSWER_MS)).toEqual([id])
    expect(new Set(send(db, id, LATER + ANSWER_MS).map(({ variant }) => variant))).toEqual(new Set([variants[0]]))
    expect(listTrialsToTell(db)).toHaveLength(1)
  })

  test('half and half gives the others all versions, the same to each however often', async () => {
    const { db, id, variants } = await judged([30, 26])
    expect(decideTrial(db, id, 0, { choice: null, adminId: 7 }, LATER)).toBe(true)
    const rest = send(db, id, LATER)
    for (const variant of variants) expect(rest.filter(one => one.variant === variant).length).toBeGreaterThan(230)
    const versions = () => db.sql('select subscriber_id, variant_id from deliveries order by 1').all()
    const before = versions()
    db.sql(`update deliveries set state = 'uncertain' where wave = 4`).run()
    db.sql(`update broadcasts set state = 'finished' where id = ?`).run(id)
    expect(resendUncertain(db, id, LATER + HOUR)).toBe(rest.length)
    send(db, id, LATER + HOUR)
    expect(versions()).toEqual(before)
  })

  test('given more time is judged anew, and says less', async () => {
    const { db, id, variants } = await judged([30, 26])
    expect(tryLonger(db, id, 0, LATER)).toBe(true)
    expect(tryLonger(db, id, 0, LATER)).toBe(false)
    expect(await runTrials(db, LATER + ANSWER_MS)).toEqual([])
    // A difference that would do for the one look that was planned.
    const more = db
      .sql<{ id: number }>(
        `select d.id from deliveries d where variant_id = ? and wave < 4 and not exists (select 1 from clicks where delivery_id = d.id) limit 18`,
      )
      .all(variants[0] ?? 0)
    for (const { id: delivery } of more)
      db.sql(
        `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent) values (?, 1, 1, ?, ?, 'human', 'person', '')`,
      ).run(delivery, id, LATER)
    await runTrials(db, LATER + MORE_MS)
    expect(trialOf(db, id)).toMatchObject({ state: 'asked', verdict: { kind: 'few', looks: 2, leader: 0 } })
  })

  test.each([
    ['ask', 'clicks', LATER + ANSWER_MS],
    ['better', 'orders', null],
  ] as const)('where %s was wanted and %s decide somebody is asked', async (goesOn, decides, decidesAt) => {
    const { db, id } = await judged([30, 70], { goesOn, decides })
    expect(trialOf(db, id)).toMatchObject({ state: 'asked', decidesAt })
    await runTrials(db, LATER + 30 * DAY)
    expect(trialOf(db, id)?.state).toBe(decidesAt === null ? 'asked' : 'decided')
  })

  test('past the end nobody gets anything more, and everybody is accounted for', async () => {
    const { db, id } = await judged([30, 26], { notLaterThan: LATER + HOUR })
    await runTrials(db, LATER + ANSWER_MS)
    expect(send(db, id, LATER + ANSWER_MS)).toEqual([])
    const late = rowsOf(db, id).filter(([, , reason]) => reason === 'too_late')
    expect(late.length).toBeGreaterThan(500)
    expect(finishBroadcast(db, id, LATER + ANSWER_MS)).toBe(true)
    expect(listTrialsToTell(db)).toHaveLength(1)
  })

  test('of what was called off is none, and nobody is asked', async () => {
    const { db, id } = await begin()
    send(db, id, AT)
    await runTrials(db, AT)
    cancelBroadcast(db, id, AT + HOUR)
    expect(await runTrials(db, LATER)).toEqual([id])
    expect(trialOf(db, id)).toMatchObject({ state: 'over', verdict: null })
    expect(listTrialsToTell(db)).toEqual([])
  })

  test('waits through a pause and a restart; what rests sends nothing', async () => {
    const { db, id } = await judged([30, 70])
    pauseBroadcast(db, id, 'admin')
    await runTrials(db, LATER + DAY)
    expect(send(db, id, LATER + DAY)).toEqual([])
    resumeBroadcast(db, id, LATER + DAY)
    const path = db.path
    await db.close()
    const again = await openDb(path, { readers })
    try {
      expect(send(again, id, LATER + DAY).length).toBeGreaterThan(500)
    } finally {
      await again.close()
    }
  })

  test('comes after a clock was set back no later than its time', async () => {
    const { db, id } = await begin()
    send(db, id, AT)
    await runTrials(db, AT)
    const back = AT - DAY
    await runTrials(db, back)
    expect(trialOf(db, id)?.decidesAt).toBe(back + 4 * HOUR)
  })
})

test('its time begins when the last of the tried left; for a few who sleep nobody waits', async () => {
  const rules: GateRules = { ...noRules, zone: 'UTC', quiet: { from: 0, to: 10 * 60 }, zones: ['Asia/Vladivostok'] }
  // 17:00 in Vladivostok, where nothing is quiet; 7:00 UTC is.
  for (const [asleep, begins] of [
    [0.02, true],
    [0.3, false],
  ] as const) {
    const db = await temporaryDb()
    const people = crowd(400).map((one, i) => (i % 100 < 100 * asleep ? one : { ...one, zone: 'Asia/Vladivostok' }))
    seed(db, people)
    const { offerId, variants } = offerOf(db, 2)
    const id = db.write(() =>
      scheduleBroadcast(
        db,
        {
          ...{ offerId, leftOut: [], startsAt: AT, zone: 'UTC', shownAudience: 400, createdBy: 1 },
          parts: [{ variantId: variants[0] ?? 0, segmentId: null, name: null, criterion: { leaf: 'everyone' } }],
          trials: [{ ...USUAL_TRIAL, part: 0, variants, wait: HOUR }],
        },
        AT,
      ),
    )
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    await planDeliveries(db, id, AT, rules)
    send(db, id, AT, rules)
    await runTrials(db, AT + MINUTE)
    expect(trialOf(db, id)?.decidesAt).toBe(begins ? AT + HOUR : null)
  }
})

describe('what is counted', () => {
  test.each([
    [
      'replies',
      'insert into replies (subscriber_id, delivery_id, broadcast_id, quoted, message_id, at) values (?, ?, ?, 1, ?, 0)',
    ],
    [
      'replies',
      `insert into poll_votes (subscriber_id, delivery_id, broadcast_id, option, offer_id, folded, at) values (?, ?, ?, ?, 1, 'a', 0)`,
    ],
    [
      'stops',
      `insert into subscription_events (subscriber_id, delivery_id, kind, at, source) values (?, ?, 'stop', 0, 'button')`,
    ],
  ] as const)('are people who got a version and did it: %s', async (decides, write) => {
    const { db, id, variants } = await begin({ decides })
    send(db, id, AT)
    const rows = db
      .sql<{ delivery: number; person: number }>(
        'select id as delivery, subscriber_id as person from deliveries where variant_id = ? order by id limit 3',
      )
      .all(variants[1] ?? 0)
    for (const { delivery, person } of rows)
      db.sql(write).run(...(decides === 'replies' ? [person, delivery, id, person] : [person, delivery]))
    const trial = trialOf(db, id)
    if (trial === null) throw new Error('nothing is tried')
    const [a, b] = await countVersions(db, trial, LATER)
    expect([a?.n, b?.n]).toEqual([0, 3])
    expect((a?.of ?? 0) + (b?.of ?? 0)).toBe(rowsOf(db, id).filter(([, state]) => state === 'sent').length)
  })

  test('by orders are those whose orders were known, and any order of theirs since', async () => {
    const { db, id, variants } = await begin({ decides: 'orders' })
    send(db, id, AT)
    const people = db
      .sql<{ person: number }>(
        'select subscriber_id as person from deliveries where variant_id = ? order by id limit 5',
      )
      .all(variants[0] ?? 0)
    for (const [i, { person }] of people.entries()) {
      // The last one is linked only afterwards.
      db.sql('insert into customers (id, subscriber_id, linked_at, created_at) values (?, ?, ?, 0)').run(
        i + 1,
        person,
        i === 4 ? LATER : AT - DAY,
      )
      // The first ordered before, the second and the fifth after; the third's was called off.
      db.sql(
        `insert into orders (customer_id, external_id, at, currency, total, refunded, status) values (?, ?, ?, 'EUR', 100, 0, ?)`,
      ).run(i + 1, `${i}`, i === 0 ? AT - HOUR : AT + HOUR, i === 2 ? 'cancelled' : i === 3 ? 'pending' : 'paid')
    }
    const trial = trialOf(db, id)
    if (trial === null) throw new Error('nothing is tried')
    expect(await countVersions(db, trial, LATER)).toEqual([
      { n: 1, of: 4 },
      { n: 0, of: 0 },
    ])
  })

  test('a corrected version is counted with what it was, and goes on as it is now', async () => {
    const { db, id, variants } = await begin({ people: 1_000 })
    send(db, id, AT)
    await runTrials(db, AT)
    const [, b = 0] = variants
    const next = replaceVariant(db, b, { ...getVariant(db, b).content, text: 'Boots, put right' }, AT + MINUTE)
    startEdit(db, id, new Map([[b, next.id]]), 7, AT + MINUTE)
    click(db, id, b, 60)
    await runTrials(db, LATER)
    expect(trialOf(db, id)).toMatchObject({ verdict: { leader: 1 } })
    decideTrial(db, id, 0, { choice: 1, adminId: 7 }, LATER)
    expect(new Set(send(db, id, LATER).map(({ variant }) => variant))).toEqual(new Set([next.id]))
  })

  test.each(['clicks', 'orders', 'replies', 'stops'] as const)('reads no table whole: %s', async decides => {
    const { db, id } = await begin()
    const plan = db
      .sql<{ detail: string }>(`explain query plan ${countSql(decides)}`)
      .all({ broadcast: id, at: LATER })
      .map(({ detail }) => detail)
    expect(plan.filter(detail => detail.startsWith('SCAN'))).toEqual([])
  })

  test('open trials are found by their index', async () => {
    const db = await temporaryDb()
    const plan = db.sql<{ detail: string }>(`explain query plan ${OPEN_TRIALS}`).all()
    expect(plan.map(({ detail }) => detail).join('\n')).toContain('trials_open')
  })
})

test('why somebody has nothing yet: a version is still to be decided on', async () => {
  const { db, id } = await judged([30, 70])
  const waiting = db.sql<{ who: number }>('select subscriber_id as who from deliveries where wave = 4 limit 1').get()
  expect(await findFate(db, id, waiting?.who ?? 0, LATER)).toMatchObject({
    kind: 'waits',
    version: true,
    careful: false,
  })
  await runTrials(db, LATER + GRACE_MS)
  expect(await findFate(db, id, waiting?.who ?? 0, LATER)).toMatchObject({ kind: 'waits', version: false })
})

const judgedBy = { goal: 'sell', windowDays: null } as const
const quiet = { from: 22 * 60, to: 9 * 60 }
test.each([
  ['usually four hours', null, 'clicks', 10, 4 * HOUR, 'usual'],
  ['to the morning where that would be at night', null, 'clicks', 19, 18 * HOUR, 'night'],
  ['as long as was said, also at night', 3 * HOUR, 'replies', 20, 3 * HOUR, 'said'],
  ['by orders as long as they count', null, 'orders', 10, 7 * DAY, 'window'],
  ['by orders no shorter than that, whatever was said', DAY, 'orders', 10, 7 * DAY, 'window'],
  ['by orders longer where that was said', 9 * DAY, 'orders', 10, 9 * DAY, 'said'],
] as const)('it takes %s', (_what, wait, decides, hour, expected, because) => {
  const from = Date.UTC(2026, 10, 24, hour)
  const found = trialWait({ wait, decides }, judgedBy, from, { quiet, zone: 'UTC' })
  expect(found).toEqual({ wait: expected, because })
  // A shop without quiet hours has nights, too.
  expect(trialWait({ wait, decides }, judgedBy, from, { quiet: null, zone: 'UTC' })).toEqual(found)
})
