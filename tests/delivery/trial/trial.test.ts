import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { getBroadcast } from '../../../src/delivery/broadcast.js'
import { findCarefulStart, goOnCarefully } from '../../../src/delivery/careful.js'
import { finishBroadcast, scheduleBroadcast } from '../../../src/delivery/lifecycle.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { settleDelivery } from '../../../src/delivery/settle.js'
import { decideTrial, GRACE_MS, listTrialsToTell, runTrials } from '../../../src/delivery/trial/decide.js'
import { trialOf } from '../../../src/delivery/trial/trial.js'
import { trialWait } from '../../../src/delivery/trial/wait.js'
import { USUAL_TRIAL } from '../../../src/offers/draft.js'
import { getVariant } from '../../../src/offers/variant.js'
import { findReport } from '../../../src/reports/metrics.js'
import { findFate } from '../../../src/reports/why/fate.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { AT, crowd, rowsOf, seed } from '../fixture.js'
import { begin, click, judged, LATER, offerOf, quiet, send } from './stage.js'

const judgedBy = { goal: 'sell', windowDays: null } as const

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

  test('is reminded of with the buttons that each got, as long after it as they got it', async () => {
    const { db, id, variants } = await begin({ nudge: 3 })
    const tried = send(db, id, AT)
    expect(new Set(tried.map(({ variant }) => variant))).toEqual(new Set(variants))
    const nudge = db.sql<{ id: number }>('select id from broadcasts where nudges = ?').get(id)?.id ?? 0
    // Somebody gets it while its reminders are being planned.
    db.sql(`update broadcasts set state = 'planning' where id = ?`).run(nudge)
    const planning = planDeliveries(db, nudge, AT + 3 * HOUR, noRules)
    await new Promise(resolve => setImmediate(resolve))
    const [claimed] = db
      .sql<{ id: number; who: number }>(
        `update deliveries set state = 'sending', wave = 3, variant_id = ? where id = (select min(id) from deliveries where broadcast_id = ? and state = 'queued')
         returning id, subscriber_id as who`,
      )
      .all(variants[1] ?? 0, id)
    const message = { id: claimed?.id ?? 0, broadcastId: id, subscriberId: claimed?.who ?? 0, lastSeenAt: null }
    settleDelivery(
      db,
      { ...message, checkedAt: null, pinned: false },
      { kind: 'sent', messageId: 1 },
      AT + 3 * HOUR + MINUTE,
    )
    await planning
    click(db, id, variants[0] ?? 0, 1, AT + HOUR)
    const clicked = db.sql<{ id: number }>('select subscriber_id as id from clicks').get()?.id
    const labels = (got: readonly { who: number; variant: number }[]) =>
      new Map(got.map(({ who, variant }) => [who, getVariant(db, variant).content.buttons[0]?.[0]?.label]))
    const expected = new Map([...labels(tried)].filter(([who]) => who !== clicked))
    expect(labels(send(db, nudge, AT + 3 * HOUR))).toEqual(expected)
    expect(new Set(expected.values())).toEqual(new Set(['Choose', 'Look']))
    expect(labels(send(db, nudge, AT + 6 * HOUR + MINUTE))).toEqual(new Map([[claimed?.who, 'Look']]))

    // The others get it once something is decided, and are reminded after that; till then it is not over.
    await runTrials(db, AT)
    await runTrials(db, LATER)
    decideTrial(db, id, 0, { choice: 1, adminId: 7 }, LATER)
    const rest = send(db, id, LATER)
    expect(rest.length).toBeGreaterThan(100)
    expect(finishBroadcast(db, nudge, LATER)).toBe(false)
    expect(send(db, nudge, LATER + 3 * HOUR - 1)).toEqual([])
    expect(labels(send(db, nudge, LATER + 3 * HOUR))).toEqual(labels(rest))
    expect(new Set(labels(rest).values())).toEqual(new Set(['Look']))
    expect([finishBroadcast(db, nudge, LATER), finishBroadcast(db, id, LATER)]).toEqual([false, true])
    expect(finishBroadcast(db, nudge, LATER)).toBe(true)
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
