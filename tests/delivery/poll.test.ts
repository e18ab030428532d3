import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { scheduleBroadcast } from '../../src/delivery/lifecycle.js'
import type { Outcome } from '../../src/delivery/outcome.js'
import { planDeliveries } from '../../src/delivery/plan.js'
import { takeVote } from '../../src/delivery/poll.js'
import { type Claimed, claimDeliveries } from '../../src/delivery/queue.js'
import { settleDelivery } from '../../src/delivery/settle.js'
import { createOffer, freezeOffer } from '../../src/offers/offer.js'
import { setContent } from '../../src/offers/variant.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { AT, crowd, seed } from './fixture.js'

/** A poll with so many options that was claimed for the only reader. */
async function claimed(db: Db, options: number): Promise<Claimed> {
  const id = db.write(() => {
    const { id: offerId } = createOffer(db, { createdBy: 1 }, AT)
    const said = (text: string) => ({ text, entities: [] })
    const poll = {
      question: said('Which?'),
      options: Array.from({ length: options }, (_, i) => said(`Option ${i}`)),
      changeable: true,
    }
    const content = { kind: 'poll' as const, text: '', entities: [], fileId: null, preview: false, buttons: [], poll }
    const { id: variantId } = setContent(db, offerId, null, content)
    freezeOffer(db, offerId, AT)
    const parts = [{ variantId, segmentId: null, name: null, criterion: { leaf: 'everyone' as const } }]
    return scheduleBroadcast(
      db,
      { offerId, parts, leftOut: [], startsAt: AT, zone: 'UTC', shownAudience: 1, createdBy: 1 },
      AT,
    )
  })
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, AT, noRules)
  const [message] = db.write(() => claimDeliveries(db, id, 1, AT, noRules)).messages
  if (message === undefined) throw new Error('nothing was claimed')
  return message
}

const LOST: Outcome = { kind: 'unknown', error: 'no answer' }
const sent = (pollId: string): Outcome => ({ kind: 'sent', messageId: 5, pollId })
/** What happens, in its order: an answer to a poll by its id, or what became of the second one. */
type Step = [poll: string, options: number[], comes: 'counted' | 'kept' | 'strange'] | Outcome

test.each<[string, Step[], [poll: 1 | 2, option: number][], number]>([
  ['waits while it may be to either', [['77', [0], 'kept']], [], 1],
  ['is to the one that its id turns out to be', [['88', [1], 'kept'], sent('88')], [[2, 1]], 0],
  ['is to the other once the id of one is known', [['77', [0], 'kept'], sent('88')], [[1, 0]], 0],
  [
    'is to the other once one did not arrive',
    [['77', [0], 'kept'], { kind: 'refused', reason: 'content', error: 'no' }],
    [[1, 0]],
    0,
  ],
  [
    'is to the only one with such an option, and another to the one left',
    [
      ['77', [0], 'kept'],
      ['88', [2], 'counted'],
    ],
    [
      [1, 0],
      [2, 2],
    ],
    0,
  ],
  ['is the newest that was given meanwhile', [['77', [0], 'kept'], ['77', [1], 'kept'], sent('88')], [[1, 1]], 0],
  ['is none where it was taken back meanwhile', [['77', [0], 'kept'], ['77', [], 'kept'], sent('88')], [], 0],
  ['is to neither while two ask for one', [['77', [0], 'kept'], ['78', [0], 'kept'], sent('88')], [], 2],
  [
    'is both theirs once one is known',
    [['77', [0], 'kept'], ['88', [1], 'kept'], sent('88')],
    [
      [1, 0],
      [2, 1],
    ],
    0,
  ],
  ['of two polls without an outcome waits for none that is known', [LOST, ['77', [0], 'kept']], [], 1],
])('an answer given while it is not known of two polls whose it is: %s', async (_, steps, votes, kept) => {
  const db = await temporaryDb()
  seed(db, crowd(1))
  const [first, second] = [await claimed(db, 2), await claimed(db, 3)]
  db.write(() => settleDelivery(db, first, LOST, AT))
  for (const [i, step] of steps.entries()) {
    const at = AT + (i + 1) * MINUTE
    if (!Array.isArray(step)) {
      db.write(() => settleDelivery(db, second, step, at))
      continue
    }
    const [pollId, options, comes] = step
    const came = db.write(() => takeVote(db, { pollId, subscriberId: 1, options }, 'UTC', at))
    expect(came.kind, `${pollId}: ${options}`).toBe(comes)
  }
  const rows = db
    .sql<{ delivery: number; option: number; at: number }>(
      'select delivery_id as delivery, option, at from poll_votes order by 1, 2',
    )
    .all()
  expect(rows.map(({ delivery, option }) => [delivery === first.id ? 1 : 2, option])).toEqual(votes)
  expect(
    rows.every(({ at }) => at <= AT + 2 * MINUTE),
    'when it was given',
  ).toBe(true)
  expect(db.sql('select count(*) as n from unmatched_votes').get()).toEqual({ n: kept })
})

test('an answer to what was never sent to somebody is nobody’s', async () => {
  const db = await temporaryDb()
  seed(db, crowd(1))
  const only = await claimed(db, 2)
  db.write(() => settleDelivery(db, only, sent('77'), AT))
  const vote = (pollId: string) => takeVote(db, { pollId, subscriberId: 1, options: [0] }, 'UTC', AT + HOUR)
  expect(db.write(() => [vote('78').kind, vote('77').kind])).toEqual(['strange', 'counted'])
  expect(db.sql('select count(*) as n from unmatched_votes').get()).toEqual({ n: 0 })
})
