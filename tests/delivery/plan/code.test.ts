import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { getBroadcast } from '../../../src/delivery/broadcast.js'
import { showCode } from '../../../src/delivery/button/code.js'
import { claimSteps } from '../../../src/delivery/engine/step.js'
import type { Outcome } from '../../../src/delivery/outcome.js'
import { codesFor, requeueWithoutCode } from '../../../src/delivery/plan/code.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { claimDeliveries } from '../../../src/delivery/queue.js'
import { findRepair, startEdit } from '../../../src/delivery/repair.js'
import { resendUncertain } from '../../../src/delivery/resend.js'
import { applyChange, leaveAsItWas, openChange } from '../../../src/delivery/schedule/reschedule.js'
import { rescueDeliveries, settleDelivery } from '../../../src/delivery/settle.js'
import { eraseFromOffers } from '../../../src/offers/erase.js'
import { replaceVariant } from '../../../src/offers/offer/repair.js'
import { createOffer, freezeOffer } from '../../../src/offers/offer.js'
import { parseCode, readCode } from '../../../src/offers/promo/code.js'
import { addCodes, readCodes, splitCodes } from '../../../src/offers/promo/code-list.js'
import {
  dropPromo,
  findPromo,
  listOf,
  promoOf,
  setPromoButton,
  setPromoCode,
  setPromoList,
  setPromoRest,
} from '../../../src/offers/promo.js'
import { listVariants, setContent } from '../../../src/offers/variant.js'
import { cameAfter } from '../../../src/reports/came-after.js'
import { refreshConversions } from '../../../src/tracking/conversion.js'
import { temporaryDb } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { orderOf } from '../../support/order.js'
import { AT, approve, crowd, rowsOf, seed } from '../fixture.js'

const codesOf = (n: number, from = 0) => Array.from({ length: n }, (_none, i) => parseCode(`AB-${from + i}`))

/** An approved offer with a list of codes, or with one code for all. */
function offerWith(
  db: Db,
  promo: { codes: number | string; button?: boolean; rest?: string; text?: string },
): { offerId: number; variantId: number } {
  return db.write(() => {
    const { id } = createOffer(db, { createdBy: 1 }, AT)
    const text = promo.text ?? (promo.button === true ? 'Boots for you' : 'Your code: {code}')
    const words = { kind: 'text' as const, text, entities: [], fileId: null, preview: false, buttons: [] }
    setContent(db, id, null, words)
    if (typeof promo.codes === 'string') setPromoCode(db, id, parseCode(promo.codes))
    else {
      addCodes(db, id, codesOf(promo.codes))
      setPromoList(db, id)
    }
    if (promo.rest !== undefined) setPromoRest(db, id, parseCode(promo.rest))
    if (promo.button === true) setPromoButton(db, id, true)
    freezeOffer(db, id, AT)
    return { offerId: id, variantId: listVariants(db, id)[0]?.id ?? 0 }
  })
}

async function started(db: Db, people: number, promo: Parameters<typeof offerWith>[1]): Promise<[number, number]> {
  seed(db, crowd(people))
  const { offerId, variantId } = offerWith(db, promo)
  const parts = [{ variantId, segmentId: null, name: null, criterion: { leaf: 'everyone' as const } }]
  const id = approve(db, { offerId, parts })
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, AT, noRules)
  return [id, offerId]
}

const reasons = (db: Db, id: number) => rowsOf(db, id).filter(([, , reason]) => reason === 'no_code').length

test.each([
  ['\u200bSALE\u00ad10\u200d', 'SALE10'],
  ['\u202eABC', 'ABC'],
  ['\ufeffA\u0000B\ud800C\u0007', 'ABC'],
  [' =1+1 ', '=1+1'],
  ['\u200b', 'empty'],
  ['\u0007', 'empty'],
  ['SALE\u00a010', 'spaces'],
  ['A\tB', 'spaces'],
  ['"A1"', 'A1'],
  ['« SALE10 »', 'SALE10'],
  ['""', 'empty'],
  ['"', '"'],
])('%j: a code is what somebody sees of it', (written, expected) => {
  const read = readCode(written)
  expect(typeof read === 'string' ? read : read.code).toBe(expected)
})

test('pasted codes come apart at every end of a line, quotes and all', async () => {
  const { codes } = await readCodes(splitCodes('"A1","B2"\u0085C3\u2028D4;E5\r\n'))
  expect(codes.map(({ code }) => code)).toEqual(['A1', 'B2', 'C3', 'D4', 'E5'])
})

describe('a list of codes', () => {
  test('goes to as many people as there are codes, drawn by lot; the others are told apart', async () => {
    const db = await temporaryDb()
    const [id, offer] = await started(db, 20, { codes: 12 })
    expect(reasons(db, id)).toBe(8)
    const { messages } = claimDeliveries(db, id, 50, AT, noRules)
    const given = messages.map(message => findPromo(db, offer, message.id))
    expect(new Set(given).size).toBe(12)
    expect(promoOf(db, offer)).toMatchObject({ given: 12, left: 0 })
    expect(codesFor(db, offer, [{ variantId: 999 }])).toBeNull()
  })

  test('with a code for the rest goes to everybody', async () => {
    const db = await temporaryDb()
    const [id, offer] = await started(db, 5, { codes: 3, rest: 'REST' })
    expect(reasons(db, id)).toBe(0)
    const { messages } = claimDeliveries(db, id, 50, AT, noRules)
    const given = messages.map(message => findPromo(db, offer, message.id))
    expect(given.filter(code => code === 'REST').length).toBe(2)
  })

  test('that grows while it is sent reaches those who got nothing, as many as there are codes', async () => {
    const db = await temporaryDb()
    const [id, offer] = await started(db, 10, { codes: 4 })
    claimDeliveries(db, id, 50, AT, noRules)
    db.write(() => void addCodes(db, offer, codesOf(3, 100)))
    while (db.write(() => requeueWithoutCode(db, offer, AT + MINUTE)));
    expect(reasons(db, id)).toBe(3)
    const { messages } = claimDeliveries(db, id, 50, AT + MINUTE, noRules)
    expect(messages.map(message => findPromo(db, offer, message.id)).sort()).toEqual(['AB-100', 'AB-101', 'AB-102'])
  })

  test('a code that was meant for a message that Telegram refused is the next one’s', async () => {
    const db = await temporaryDb()
    const [id, offer] = await started(db, 2, { codes: 2 })
    const [first] = claimDeliveries(db, id, 1, AT, noRules).messages
    if (first === undefined) throw new Error('nobody was claimed')
    const code = findPromo(db, offer, first.id)
    settleDelivery(db, first, { kind: 'refused', reason: 'blocked', error: '403' }, AT)
    const [second] = claimDeliveries(db, id, 1, AT, noRules).messages
    expect(findPromo(db, offer, second?.id ?? 0)).toBe(code)
  })
})

test.each([
  ['in the text', false, 'Your code: {code}', true],
  ['under another name', false, '{promo_code} is yours', true],
  ['in the text, and behind a button', true, 'Take {Промокод}', true],
  ['behind a button, which nobody pressed', true, 'Boots for you', false],
])('an order with the code that everybody has counts by it: %s', async (_where, button, text, counts) => {
  const db = await temporaryDb()
  const [id] = await started(db, 1, { codes: 'SALE', button, text })
  const [message] = claimDeliveries(db, id, 1, AT, noRules).messages
  if (message === undefined) throw new Error('nobody was claimed')
  settleDelivery(db, message, { kind: 'sent', messageId: 5 }, AT)
  orderOf(db, 'c', { externalId: 'o', at: AT + HOUR, promoCode: 'sale' }, AT + HOUR)
  db.sql('update customers set subscriber_id = ?').run(rowsOf(db, id)[0]?.[0] ?? 0)
  await refreshConversions(db, null)
  expect(db.sql('select "by", evidence_at as "at" from conversions').all()).toEqual(
    counts ? [{ by: 'code', at: AT }] : [],
  )
  expect((await cameAfter(db, id)).withoutIt?.orders).toBe(counts ? 0 : 1)
})

describe('what is approved keeps its codes', () => {
  test('through a change of what is scheduled, approved or left as it was', async () => {
    const db = await temporaryDb()
    seed(db, crowd(3))
    const { offerId, variantId } = offerWith(db, { codes: 5, rest: 'REST' })
    const parts = [{ variantId, segmentId: null, name: null, criterion: { leaf: 'everyone' as const } }]
    const id = approve(db, { offerId, parts, startsAt: AT + HOUR })
    const whole = promoOf(db, offerId)
    const draft = db.write(() => openChange(db, id, 1, AT)) ?? 0
    expect(promoOf(db, draft)).toEqual(whole)
    db.write(() => {
      dropPromo(db, draft)
      leaveAsItWas(db, id, AT)
    })
    expect(promoOf(db, offerId)).toEqual(whole)
    const again = db.write(() => openChange(db, id, 1, AT)) ?? 0
    db.write(() => {
      setPromoRest(db, again, null)
      addCodes(db, listOf(db, again), codesOf(2, 50))
      applyChange(db, id, { ...getBroadcast(db, id), ownClock: null, startsAt: AT + 2 * HOUR }, AT)
    })
    expect(promoOf(db, offerId)).toMatchObject({ left: 7, rest: null })
  })

  test('through a correction, which may also bring the code into a message that had none', async () => {
    const db = await temporaryDb()
    const [id, offer] = await started(db, 3, { codes: 3, button: true })
    const sent = claimDeliveries(db, id, 2, AT, noRules).messages
    for (const message of sent) settleDelivery(db, message, { kind: 'sent', messageId: message.id }, AT)
    const [first] = sent
    const shown = db.write(() =>
      showCode(db, { deliveryId: first?.id ?? 0, subscriberId: first?.subscriberId ?? 0, messageId: null }, AT),
    )
    const old = listVariants(db, offer)[0]?.id ?? 0
    const words = { kind: 'text' as const, entities: [], fileId: null, preview: false, buttons: [] }
    db.write(() => {
      const { id: right } = replaceVariant(db, old, { ...words, text: 'Take {code}' }, AT)
      const repair = findRepair(db, startEdit(db, id, new Map([[old, right]]), 1, AT))
      if (repair !== null) claimSteps(db, repair, 10, AT)
    })
    const codes = sent.map(message => findPromo(db, offer, message.id))
    expect(codes[0]).toBe(shown.kind === 'code' ? shown.code : null)
    expect(new Set(codes).size).toBe(2)
    expect(codes).not.toContain(null)
  })
})

test('codes are found by their indexes, however many there are', async () => {
  const db = await temporaryDb()
  const plans = db.sql<{ detail: string }>(
    `explain query plan select 1 from promo_codes p where p.folded = ? and p.offer_id not in (1, 2)`,
  )
  expect(plans.all('x').map(({ detail }) => detail)).toEqual([expect.stringContaining('promo_codes_folded')])
  const left = db
    .sql<{ detail: string }>(
      `explain query plan select count(*) from promo_codes indexed by promo_codes_free where offer_id = 1 and delivery_id is null`,
    )
    .all()
  expect(left.map(({ detail }) => detail)).toEqual([expect.stringContaining('USING COVERING INDEX promo_codes_free')])
  const given = db
    .sql<{ detail: string }>(
      `explain query plan update promo_codes set delivery_id = 1 where offer_id = 1 and folded = (select folded from promo_codes
         indexed by promo_codes_free where offer_id = 1 and delivery_id is null order by position limit 1)`,
    )
    .all()
    .map(({ detail }) => detail)
  expect(given.join('\n')).toMatch(/USING PRIMARY KEY \(offer_id=\? AND folded=\?\)/)
  expect(given.join('\n')).not.toMatch(/SCAN|TEMP B-TREE/)
})

test('a code of somebody who is forgotten stays given, and to nobody', async () => {
  const db = await temporaryDb()
  const [id, offer] = await started(db, 3, { codes: 4 })
  claimDeliveries(db, id, 5, AT, noRules)
  db.write(() => {
    eraseFromOffers(db, 1)
    eraseFromOffers(db, 3)
  })
  const left = db.sql<{ id: number | null }>('select delivery_id as id from promo_codes order by delivery_id').all()
  expect(left.map(row => row.id).filter(delivery => delivery !== null && delivery < 0)).toEqual([-2, -1])
  expect(promoOf(db, offer)).toMatchObject({ given: 3, left: 1 })
})

describe('the button', () => {
  test('gives a code to whoever presses, the same at every press, and the press is a sure read', async () => {
    const db = await temporaryDb()
    const [id, offer] = await started(db, 3, { codes: 3, button: true })
    const { messages } = claimDeliveries(db, id, 5, AT, noRules)
    expect(promoOf(db, offer)).toMatchObject({ given: 0, left: 3 })
    const [mine, other] = messages
    if (mine === undefined || other === undefined) throw new Error('nobody was claimed')
    const press = { deliveryId: mine.id, subscriberId: mine.subscriberId, messageId: 7 }
    const shown = db.write(() => showCode(db, press, AT))
    expect(shown).toEqual({ kind: 'code', code: 'AB-0' })
    expect(db.write(() => showCode(db, press, AT + 1))).toEqual(shown)
    expect(db.write(() => showCode(db, { ...press, deliveryId: other.id }, AT))).toEqual({ kind: 'strange' })
    expect(db.sql('select evidence, grade from reads').all()).toEqual([{ evidence: 'press', grade: 'confirmed' }])
    expect(promoOf(db, offer)).toMatchObject({ given: 1, left: 2 })
  })

  test('shows the code that everybody has', async () => {
    const db = await temporaryDb()
    const [id] = await started(db, 1, { codes: 'AUTUMN20', button: true })
    const [mine] = claimDeliveries(db, id, 5, AT, noRules).messages
    if (mine === undefined) throw new Error('nobody was claimed')
    const press = { deliveryId: mine.id, subscriberId: mine.subscriberId, messageId: null }
    expect(db.write(() => showCode(db, press, AT))).toEqual({ kind: 'code', code: 'AUTUMN20' })
  })
})

const OUTCOMES: Outcome[] = [
  { kind: 'sent', messageId: 5 },
  { kind: 'refused', reason: 'blocked', error: '403' },
  { kind: 'unknown', error: 'timeout' },
  { kind: 'limited', retryAfter: 1 },
  { kind: 'unreached', error: 'dns' },
]

type Step =
  | { kind: 'send'; n: number; outcomes: number[] }
  | { kind: 'crash' }
  | { kind: 'resend' }
  | { kind: 'add'; n: number }
  | { kind: 'press'; who: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('send' as const),
      n: fc.integer({ min: 1, max: 4 }),
      outcomes: fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('crash' as const) }),
    fc.record({ kind: fc.constant('resend' as const) }),
    fc.record({ kind: fc.constant('add' as const), n: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('press' as const), who: fc.nat(7) }),
  ),
  { maxLength: 25 },
)

describe('whatever happens', () => {
  test.each([
    ['in the message', false],
    ['by the button', true],
  ])('a code is seen by one person, and a person sees one code: %s', async (_how, button) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(9), steps, async (codes, done) => {
        const db = await temporaryDb()
        try {
          const [id, offer] = await started(db, 8, { codes: codes + 1, ...(button && { button }) })
          const seen = new Map<string, Set<number>>()
          const see = (code: string | null, person: number) => {
            if (code !== null) seen.set(code, (seen.get(code) ?? new Set()).add(person))
          }
          let at = AT
          let added = 1_000
          for (const step of done) {
            at += MINUTE
            if (step.kind === 'send') {
              for (const [i, message] of claimDeliveries(db, id, step.n, at, noRules).messages.entries()) {
                const code = button ? null : findPromo(db, offer, message.id)
                if (!button) expect(code).not.toBeNull()
                const nth = step.outcomes[i] ?? 0
                const outcome = OUTCOMES[nth]
                // The program may end before the answer is written: then it may have come.
                if (outcome === undefined || nth === 4) continue
                if (outcome.kind === 'sent' || outcome.kind === 'unknown') see(code, message.subscriberId)
                settleDelivery(db, message, outcome, at)
              }
              for (const row of db
                .sql<{ id: number; person: number }>(
                  `select id, subscriber_id as person from deliveries where state = 'sending'`,
                )
                .all())
                see(button ? null : findPromo(db, offer, row.id), row.person)
            } else if (step.kind === 'crash') rescueDeliveries(db, 'gone')
            else if (step.kind === 'resend') {
              rescueDeliveries(db, 'gone')
              resendUncertain(db, id, at)
            } else if (step.kind === 'add') {
              db.write(() => void addCodes(db, offer, codesOf(step.n, added)))
              added += step.n
              while (db.write(() => requeueWithoutCode(db, offer, at)));
            } else if (button) {
              const row = db.sql<{ id: number }>('select id from deliveries where subscriber_id = ?').get(step.who + 1)
              const press = { deliveryId: row?.id ?? 0, subscriberId: step.who + 1, messageId: null }
              const shown = db.write(() => showCode(db, press, at))
              if (shown.kind === 'code') see(shown.code, step.who + 1)
            }
          }
          const people = [...seen.values()]
          expect(people.filter(who => who.size > 1)).toEqual([])
          const each = people.flatMap(who => [...who])
          expect(new Set(each).size).toBe(each.length)
        } finally {
          await db.close()
        }
      }),
      { numRuns: 15, seed: 20_261_130 },
    )
  })
})
