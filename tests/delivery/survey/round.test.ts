import { describe, expect, test } from 'vitest'
import { seedSubscribers } from '../../../bench/seed.js'
import { recordAnswer } from '../../../src/audience/survey/answer.js'
import { awaitAnswer, findAsked, recordAsked } from '../../../src/audience/survey.js'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { getBroadcast } from '../../../src/delivery/broadcast.js'
import { createLetters } from '../../../src/delivery/engine/letter.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import type { Outcome } from '../../../src/delivery/outcome.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { type Claimed, claimDeliveries } from '../../../src/delivery/queue.js'
import { resendUncertain } from '../../../src/delivery/resend.js'
import { settleDelivery } from '../../../src/delivery/settle.js'
import { type BallotPress, ballotData, parseBallotData } from '../../../src/delivery/survey/ballot.js'
import { checkRound, createSurveyor, findLastRound, startRound } from '../../../src/delivery/survey.js'
import { findGlances } from '../../../src/reports/glance.js'
import { addQuestion } from '../../audience/survey.fixture.js'
import { approveBroadcast } from '../../support/campaign.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'

const AT = Date.UTC(2027, 0, 12, 12)
const pace = { everyDays: 7 }

/** Three people, two questions; the round is planned and runs. */
async function setup(rules: GateRules = noRules) {
  const db = await temporaryDb()
  db.write(() => seedSubscribers(db, 3, AT - 30 * DAY))
  const kids = addQuestion(db, 'Have you children?', 'yes_no')
  const size = addQuestion(db, 'Which size?', 'number')
  const id = await round(db, AT, rules)
  return { db, kids, size, id }
}

async function round(db: Db, at: number, rules: GateRules = noRules): Promise<number> {
  const check = await checkRound(db, { pace, rules, at })
  const made = { pace, zone: 'UTC', language: 'en' as const, createdBy: 1 }
  const id = db.write(() => startRound(db, check, made, at)) ?? 0
  db.write(() => db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id))
  await planDeliveries(db, id, at, rules)
  return id
}

const claim = (db: Db, id: number, at: number, rules = noRules) =>
  db.write(() => claimDeliveries(db, id, 10, at, rules)).messages
const states = (db: Db, id: number) =>
  db
    .sql<{ state: string; reason: string | null }>(
      'select state, reason from deliveries where broadcast_id = ? order by subscriber_id',
    )
    .all(id)
    .map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`))
const first = (messages: Claimed[]): Claimed => {
  const [message] = messages
  if (message === undefined) throw new Error('nothing was claimed')
  return message
}

test('whoever is asked is asked on disk before the message leaves, with the buttons of their question', async () => {
  const { db, id, kids } = await setup()
  const messages = claim(db, id, AT)
  expect(messages.length).toBe(3)
  for (const message of messages) {
    expect(findAsked(db, message.subscriberId, kids.id)).toMatchObject({ deliveryId: message.id, askedAt: AT })
    const { payload } = createLetters(db, { address: () => '' }).write(message)
    expect(payload).toMatchObject({ text: expect.stringContaining('Have you children?') })
    const place = { kind: 'survey' as const, deliveryId: message.id }
    const rows = JSON.stringify(payload['reply_markup'])
    expect(rows).toContain(ballotData({ questionId: kids.id, place, action: { kind: 'pick', option: 1 } }))
    expect(rows).toContain('🔕')
  }
  expect(getBroadcast(db, id).marketing).toBe(true)
})

test.each<[string, Outcome, boolean]>([
  ['sent', { kind: 'sent', messageId: 5 }, true],
  ['no answer', { kind: 'unknown', error: 'timeout' }, true],
  ['refused', { kind: 'refused', reason: 'blocked', error: '403' }, false],
  ['not reached', { kind: 'unreached', error: 'ECONNREFUSED' }, false],
])('%s: whether they count as asked', async (_name, outcome, asked) => {
  const { db, id, kids } = await setup()
  const message = first(claim(db, id, AT))
  db.write(() => settleDelivery(db, message, outcome, AT + 1))
  expect(findAsked(db, message.subscriberId, kids.id) !== null).toBe(asked)
})

test('what was answered between plan and claim is not asked, nor whom another question reached', async () => {
  const { db, id, kids, size } = await setup()
  db.write(() => {
    recordAnswer(db, 1, kids.id, { kind: 'options', numbers: [0] }, AT)
    recordAsked(db, { subscriberId: 2, questionId: size.id, messageId: 4 }, AT)
  })
  expect(claim(db, id, AT + MINUTE).map(message => message.subscriberId)).toEqual([3])
  expect(states(db, id)).toEqual(['skipped asked', 'skipped asked', 'sending'])
})

test('an admin may send again to those without an answer from Telegram', async () => {
  const { db, id } = await setup()
  for (const message of claim(db, id, AT)) {
    db.write(() => settleDelivery(db, message, { kind: 'unknown', error: 'timeout' }, AT))
  }
  expect(db.write(() => resendUncertain(db, id, AT + HOUR))).toBe(3)
  expect(claim(db, id, AT + HOUR).length).toBe(3)
})

test('quiet hours hold a round, and the cap leaves people out of it', async () => {
  const night = Date.UTC(2027, 0, 12, 23)
  const rules: GateRules = { zone: 'UTC', perDay: 1, perWeek: null, quiet: { from: 22 * 60, to: 9 * 60 } }
  const { db, id } = await setup(rules)
  expect(claim(db, id, night, rules)).toEqual([])
  const morning = Date.UTC(2027, 0, 13, 9)
  const offer = db.write(() => approveBroadcast(db, 3, morning))
  db.write(() => db.sql(`update broadcasts set state = 'planning' where id = ?`).run(offer))
  await planDeliveries(db, offer, morning, rules)
  expect(claim(db, offer, morning, rules).length).toBe(3)
  expect(claim(db, id, morning, rules)).toEqual([])
  expect(states(db, id)).toEqual(['skipped cap', 'skipped cap', 'skipped cap'])
})

test('a question stands under an offer only where there is room, and never under a service message', async () => {
  const rules = { ...noRules, questions: pace }
  const under = async (prepare: (db: Db, offer: number) => void) => {
    const { db } = await setup()
    db.sql('delete from deliveries').run()
    const offer = db.write(() => approveBroadcast(db, 3, AT))
    db.write(() => {
      db.sql(`update broadcasts set state = 'planning' where id = ?`).run(offer)
      prepare(db, offer)
    })
    await planDeliveries(db, offer, AT, rules)
    const message = first(claim(db, offer, AT, rules))
    return JSON.stringify(createLetters(db, { address: () => '' }).write(message).payload).includes(
      'Have you children?',
    )
  }
  const row = JSON.stringify([{ label: 'A', url: 'https://shop.example/a' }])
  const rows = (n: number) => (db: Db) =>
    db
      .sql(`update variants set content = json_set(content, '$.buttons', json(?))`)
      .run(`[${Array.from({ length: n }, () => row).join(',')}]`)
  const links = (db: Db) =>
    db
      .sql(
        `insert or ignore into links (variant_id, number, url, label) select id, 99, 'https://shop.example/a', 'A' from variants`,
      )
      .run()
  const filled = (n: number) => (db: Db) => {
    rows(n)(db)
    links(db)
  }
  expect(await under(() => {})).toBe(true)
  expect(await under(filled(3))).toBe(true)
  expect(await under(filled(4))).toBe(false)
  expect(await under(db => db.sql(`update offers set kind = 'service' where kind = 'marketing'`).run())).toBe(false)
})

describe('the weekly round', () => {
  const surveyor = (db: Db, alone = true) =>
    createSurveyor({
      db,
      survey: () => ({ ...pace, alone, by: 1 }),
      rules: () => noRules,
      language: () => 'en',
    })
  const rounds = (db: Db) => db.sql<{ n: number }>('select count(*) as n from broadcasts').get()?.n ?? 0

  test('is made once a week, never while one is going on, never while it is switched off', async () => {
    const { db, id } = await setup()
    await surveyor(db).run(AT + 8 * DAY)
    expect(rounds(db)).toBe(1)
    db.write(() => db.sql(`update broadcasts set state = 'finished', finished_at = ? where id = ?`).run(AT, id))
    expect(findLastRound(db)).toEqual({ at: AT, open: false })
    await surveyor(db).run(AT + 6 * DAY)
    await surveyor(db, false).run(AT + 8 * DAY)
    expect(rounds(db)).toBe(1)
    await surveyor(db).run(AT + 7 * DAY)
    await surveyor(db).run(AT + 7 * DAY)
    expect(rounds(db)).toBe(2)
  })

  test('is not made for nobody', async () => {
    const { db, id } = await setup()
    db.write(() => {
      db.sql(`update broadcasts set state = 'finished' where id = ?`).run(id)
      db.sql('update survey_questions set archived_at = 1').run()
    })
    await surveyor(db).run(AT + 30 * DAY)
    expect(rounds(db)).toBe(1)
  })
})

test('its figure is those who answered', async () => {
  const { db, id, kids } = await setup()
  for (const message of claim(db, id, AT)) {
    db.write(() => settleDelivery(db, message, { kind: 'sent', messageId: message.id }, AT))
  }
  db.write(() => void recordAnswer(db, 2, kids.id, { kind: 'options', numbers: [0] }, AT + 1))
  db.write(() => awaitAnswer(db, 1, kids.id, AT + HOUR, AT))
  expect((await findGlances(db, [id])).get(id)).toMatchObject({ delivered: 3, judged: 1, goal: 'collect' })
})

test('buttons say what they mean, within the 64 bytes that Telegram takes, and nothing else is read', () => {
  const places: BallotPress['place'][] = [
    { kind: 'chat' },
    { kind: 'settings' },
    { kind: 'preview' },
    { kind: 'survey', deliveryId: 9_999_999_999 },
    { kind: 'offer', deliveryId: 1 },
  ]
  const actions: BallotPress['action'][] = [
    { kind: 'pick', option: 0 },
    { kind: 'tick', ticks: 2 ** 20 - 1 },
    { kind: 'settled', ticks: 1 },
    { kind: 'set', option: 19, on: true },
    { kind: 'set', option: 0, on: false },
    { kind: 'done' },
    { kind: 'write' },
    { kind: 'skip' },
    { kind: 'why' },
  ]
  for (const place of places) {
    for (const action of actions) {
      const press = { questionId: 123_456, place, action }
      expect(parseBallotData(ballotData(press))).toEqual(press)
      expect(ballotData(press).length).toBeLessThan(65)
    }
  }
  for (const forged of [
    'q:',
    'q:1:c:p',
    'q:1:c5:p0',
    'q:1:o:p0',
    'q:1:c:s1',
    'q:1:x:p0',
    'q:-1:c:p0',
    'o:1:q',
    'q:1:c:p0:1',
  ]) {
    expect(parseBallotData(forged), forged).toBe(null)
  }
})
