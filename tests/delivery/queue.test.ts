import { describe, expect, test } from 'vitest'
import { DAY, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { findBroadcast } from '../../src/delivery/broadcast.js'
import { promoteDeliveries } from '../../src/delivery/evidence.js'
import { cancelBroadcast, finishBroadcast, pauseBroadcast, resumeBroadcast } from '../../src/delivery/lifecycle.js'
import type { Outcome } from '../../src/delivery/outcome.js'
import { planDeliveries } from '../../src/delivery/plan.js'
import { claimDeliveries } from '../../src/delivery/queue.js'
import { requeueRefused, resendUncertain } from '../../src/delivery/resend.js'
import { rescueDeliveries, settleDelivery } from '../../src/delivery/settle.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { AT, approve, crowd, rowsOf, seed } from './fixture.js'

async function running(people: number): Promise<{ db: Db; id: number }> {
  const db = await temporaryDb()
  seed(db, crowd(people))
  const id = approve(db)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, AT, noRules)
  return { db, id }
}

const states = (db: Db, id: number) =>
  rowsOf(db, id)
    .map(([, state]) => state)
    .sort()

describe('claiming', () => {
  test('takes as many as asked, each once, and nothing of what is paused or cancelled', async () => {
    const { db, id } = await running(5)
    const first = claimDeliveries(db, id, 2, AT, noRules)
    const second = claimDeliveries(db, id, 10, AT, noRules)
    const ids = [...first.messages, ...second.messages].map(message => message.id)
    expect(first.messages.length).toBe(2)
    expect(new Set(ids).size).toBe(5)
    expect(claimDeliveries(db, id, 10, AT, noRules)).toEqual({ messages: [], skipped: 0 })
    rescueDeliveries(db, 'gone')
    resendUncertain(db, id, AT)
    pauseBroadcast(db, id, 'admin')
    expect(claimDeliveries(db, id, 10, AT, noRules).messages).toEqual([])
    resumeBroadcast(db, id, AT)
    cancelBroadcast(db, id, AT)
    expect(claimDeliveries(db, id, 10, AT, noRules).messages).toEqual([])
    expect(states(db, id)).toEqual(['queued', 'queued', 'queued', 'queued', 'queued'])
  })

  test.each([
    ['stopped', `unsubscribed_at = ${AT}`, 'unsubscribed'],
    ['paused', `paused_until = ${AT + DAY}`, 'paused'],
    ['blocked the bot', `unreachable = 'blocked'`, 'blocked'],
    ['left Telegram', `unreachable = 'deactivated'`, 'deactivated'],
  ])('somebody who %s while waiting is left out with the reason', async (_what, change, reason) => {
    const { db, id } = await running(2)
    db.sql(`update subscribers set ${change} where id = 1`).run()
    const claim = claimDeliveries(db, id, 10, AT, noRules)
    expect(claim.messages.map(message => message.subscriberId)).toEqual([2])
    expect(claim.skipped).toBe(1)
    expect(rowsOf(db, id)[0]).toEqual([1, 'skipped', reason])
  })

  test('what is due later is not taken before', async () => {
    const { db, id } = await running(2)
    db.sql('update deliveries set due_at = ? where subscriber_id = 1').run(AT + MINUTE)
    expect(claimDeliveries(db, id, 10, AT, noRules).messages.length).toBe(1)
    expect(finishBroadcast(db, id, AT)).toBe(false)
    expect(claimDeliveries(db, id, 10, AT + MINUTE, noRules).messages.length).toBe(1)
  })

  test('the statement finds its rows by an index, without a sort', async () => {
    const { db } = await running(1)
    const plan = db
      .sql<{ detail: string }>(
        `explain query plan select d.id from deliveries d join subscribers s on s.id = d.subscriber_id
         where d.broadcast_id = ? and d.state = 'queued' and d.due_at <= ? order by d.due_at, d.id limit ?`,
      )
      .all(1, AT, 10)
      .map(row => row.detail)
    expect(plan[0]).toContain('deliveries_queued')
    expect(plan.join()).not.toContain('TEMP B-TREE')
  })
})

describe('settling', () => {
  test.each<[Outcome, string, string | null]>([
    [{ kind: 'sent', messageId: 70 }, 'sent', null],
    [{ kind: 'refused', reason: 'blocked', error: '403' }, 'failed', 'blocked'],
    [{ kind: 'refused', reason: 'deactivated', error: '403' }, 'failed', 'deactivated'],
    [{ kind: 'refused', reason: 'unknown_chat', error: '400' }, 'failed', 'unknown_chat'],
    [{ kind: 'refused', reason: 'content', error: '400' }, 'failed', 'content'],
    [{ kind: 'limited', retryAfter: 3 }, 'queued', null],
    [{ kind: 'unreached', error: 'ECONNREFUSED' }, 'queued', null],
    [{ kind: 'unauthorized', error: '401' }, 'queued', null],
    [{ kind: 'unknown', error: 'timeout' }, 'uncertain', null],
  ])('%j', async (outcome, state, reason) => {
    const { db, id } = await running(1)
    const [message] = claimDeliveries(db, id, 1, AT, noRules).messages
    if (message === undefined) throw new Error('nothing to send')
    settleDelivery(db, message, outcome, AT + 80)
    expect(rowsOf(db, id)).toEqual([[1, state, reason]])
    const row = db.sql('select attempts, sent_at as sentAt, message_id as messageId from deliveries').get()
    expect(row).toEqual({
      attempts: state === 'queued' ? 0 : 1,
      sentAt: state === 'sent' ? AT + 80 : null,
      messageId: state === 'sent' ? 70 : null,
    })
    expect(finishBroadcast(db, id, AT)).toBe(state !== 'queued')
  })

  test('a block is remembered of the person, so that nobody writes to them again', async () => {
    const { db, id } = await running(1)
    const [message] = claimDeliveries(db, id, 1, AT, noRules).messages
    if (message === undefined) throw new Error('nothing to send')
    settleDelivery(db, message, { kind: 'refused', reason: 'blocked', error: '403' }, AT)
    expect(db.sql('select status from subscribers').get()).toEqual({ status: 'blocked' })
  })

  test('an answer that comes after its row was given up changes nothing', async () => {
    const { db, id } = await running(1)
    const [message] = claimDeliveries(db, id, 1, AT, noRules).messages
    if (message === undefined) throw new Error('nothing to send')
    rescueDeliveries(db, 'stopped')
    settleDelivery(db, message, { kind: 'unreached', error: 'ECONNREFUSED' }, AT)
    expect(states(db, id)).toEqual(['uncertain'])
  })
})

describe('rows without an answer', () => {
  const evidence: [string, string, string][] = [
    [
      'its link was opened',
      `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent) values (1, 1, 1, 1, ${AT}, 'human', '', '')`,
      'sent',
    ],
    [
      'its button was pressed',
      `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at, message_id) values (1, 'press', 'confirmed', 1, 1, ${AT}, 44)`,
      'sent',
    ],
    [
      'somebody was merely in the chat',
      `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at) values (1, 'activity', 'inferred', 1, 1, ${AT})`,
      'uncertain',
    ],
  ]
  for (const kind of ['reply', 'reaction', 'click']) {
    evidence.push([
      `reads tell of a ${kind}`,
      `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at) values (1, '${kind}', 'confirmed', 1, 1, ${AT})`,
      'sent',
    ])
  }

  /** A row that nobody answered for, sent again on request, and how far that has gone. */
  const again: [string, (db: Db, id: number) => void][] = [
    ['waits to be sent again', () => {}],
    ['waits to be sent again after a 429', (db, id) => settleAll(db, id, { kind: 'limited', retryAfter: 1 })],
    [
      'waits to be sent again after Telegram was not reached',
      (db, id) => settleAll(db, id, { kind: 'unreached', error: '' }),
    ],
  ]
  function settleAll(db: Db, id: number, outcome: Outcome): void {
    for (const message of claimDeliveries(db, id, 10, AT + MINUTE, noRules).messages)
      settleDelivery(db, message, outcome, AT + MINUTE)
  }

  describe.each(again)('of which one %s', (_how, goes) => {
    test.each(evidence)('when %s', async (_what, write, state) => {
      for (const swept of [true, false]) {
        const { db, id } = await running(2)
        claimDeliveries(db, id, 2, AT, noRules)
        rescueDeliveries(db, 'the program ended')
        expect(resendUncertain(db, id, AT)).toBe(2)
        goes(db, id)
        db.sql(write).run()
        if (swept) expect(promoteDeliveries(db)).toEqual(state === 'sent' ? [id] : [])
        const claim = claimDeliveries(db, id, 10, AT + 2 * MINUTE, noRules)
        expect(claim.messages.map(({ subscriberId }) => subscriberId)).toEqual(state === 'sent' ? [2] : [1, 2])
        expect(states(db, id)).toEqual(['sending', state === 'sent' ? 'sent' : 'sending'])
        if (state === 'sent') expect(rowsOf(db, id)[0]).toEqual([1, 'sent', 'evidence'])
      }
    })
  })

  test('stays uncertain where they stopped before it was sent again: the first copy may be there', async () => {
    const { db, id } = await running(2)
    claimDeliveries(db, id, 1, AT, noRules)
    rescueDeliveries(db, 'the program ended')
    resendUncertain(db, id, AT)
    db.sql(`update subscribers set unsubscribed_at = ${AT}`).run()
    expect(claimDeliveries(db, id, 10, AT + MINUTE, noRules)).toEqual({ messages: [], skipped: 2 })
    expect(
      rowsOf(db, id)
        .map(([, ...row]) => row)
        .sort(),
    ).toEqual([
      ['skipped', 'unsubscribed'],
      ['uncertain', null],
    ])
    expect(db.sql(`select claimed_at as at from deliveries where state = 'uncertain'`).get()).toEqual({ at: AT })
  })

  test('of which one is on its way again when evidence comes: a refusal of the second says nothing about the first', async () => {
    const { db, id } = await running(1)
    claimDeliveries(db, id, 1, AT, noRules)
    rescueDeliveries(db, 'the program ended')
    resendUncertain(db, id, AT)
    const [message] = claimDeliveries(db, id, 1, AT + MINUTE, noRules).messages
    if (message === undefined) throw new Error('nothing to send')
    db.sql(evidence[0]?.[1] ?? '').run()
    settleDelivery(db, message, { kind: 'refused', reason: 'blocked', error: '403' }, AT + MINUTE)
    expect(rowsOf(db, id)).toEqual([[1, 'sent', 'evidence']])
    expect(db.sql('select status from subscribers').get()).toEqual({ status: 'blocked' })
  })

  test('are not sent again to whoever has shown that it came since anybody looked', async () => {
    const { db, id } = await running(2)
    claimDeliveries(db, id, 2, AT, noRules)
    rescueDeliveries(db, 'the program ended')
    db.sql(evidence[0]?.[1] ?? '').run()
    expect(resendUncertain(db, id, AT)).toBe(1)
    expect(states(db, id)).toEqual(['queued', 'sent'])
  })

  test('and those sent again are found by an index each', async () => {
    const { db } = await running(1)
    for (const [state, index] of [
      [`state = 'uncertain'`, 'deliveries_uncertain'],
      [`state = 'queued' and attempts > 0`, 'deliveries_again'],
    ]) {
      const plan = db
        .sql<{ detail: string }>(
          `explain query plan update deliveries set error = null where ${state} and claimed_at is not null`,
        )
        .all()
      expect(plan[0]?.detail).toContain(index)
    }
  })

  test.each(evidence)('when %s', async (_what, write, state) => {
    const { db, id } = await running(1)
    claimDeliveries(db, id, 1, AT, noRules)
    rescueDeliveries(db, 'the program ended')
    expect(promoteDeliveries(db)).toEqual([])
    db.sql(write).run()
    expect(promoteDeliveries(db)).toEqual(state === 'sent' ? [id] : [])
    expect(states(db, id)).toEqual([state])
  })

  test('are sent again only when asked, and a finished broadcast runs for them once more', async () => {
    const { db, id } = await running(3)
    const [message] = claimDeliveries(db, id, 3, AT, noRules).messages
    if (message === undefined) throw new Error('nothing to send')
    settleDelivery(db, message, { kind: 'sent', messageId: 5 }, AT)
    rescueDeliveries(db, 'the program ended')
    expect(finishBroadcast(db, id, AT)).toBe(true)
    expect(resendUncertain(db, id, AT)).toBe(2)
    expect(resendUncertain(db, id, AT)).toBe(0)
    expect(findBroadcast(db, id)).toMatchObject({ state: 'running', finishedAt: null })
    expect(states(db, id)).toEqual(['queued', 'queued', 'sent'])
  })

  test('of a cancelled broadcast are never sent again', async () => {
    const { db, id } = await running(1)
    claimDeliveries(db, id, 1, AT, noRules)
    rescueDeliveries(db, 'the program ended')
    cancelBroadcast(db, id, AT)
    expect(resendUncertain(db, id, AT)).toBe(0)
    expect(states(db, id)).toEqual(['uncertain'])
  })
})

test('after refusals of its content, going on queues whoever was refused it, in whatever words', async () => {
  const { db, id } = await running(3)
  const { messages } = claimDeliveries(db, id, 3, AT, noRules)
  const errors = ['400 too long', '400 something else']
  for (const [i, message] of messages.entries()) {
    const [reason, error] = i < 2 ? (['content', errors[i] ?? ''] as const) : (['unknown_chat', '400'] as const)
    settleDelivery(db, message, { kind: 'refused', reason, error }, AT)
  }
  pauseBroadcast(db, id, 'content', '400 too long')
  await requeueRefused(db, id, AT)
  resumeBroadcast(db, id, AT)
  expect(states(db, id)).toEqual(['failed', 'queued', 'queued'])
})
