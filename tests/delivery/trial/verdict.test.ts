import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { openDb } from '../../../src/db/open.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import {
  cancelBroadcast,
  finishBroadcast,
  pauseBroadcast,
  resumeBroadcast,
  scheduleBroadcast,
} from '../../../src/delivery/lifecycle.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { startEdit } from '../../../src/delivery/repair.js'
import { resendUncertain } from '../../../src/delivery/resend.js'
import { countSql, countVersions } from '../../../src/delivery/trial/count.js'
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
} from '../../../src/delivery/trial/decide.js'
import { OPEN_TRIALS, trialOf } from '../../../src/delivery/trial/trial.js'
import { USUAL_TRIAL } from '../../../src/offers/draft.js'
import { replaceVariant } from '../../../src/offers/offer/repair.js'
import { getVariant } from '../../../src/offers/variant.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { readers } from '../../support/migrated.js'
import { AT, crowd, rowsOf, seed } from '../fixture.js'
import { begin, click, judged, LATER, offerOf, send } from './stage.js'

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
