import { beforeEach, describe, expect, test } from 'vitest'
import { recordContact } from '../../src/audience/contact.js'
import { eraseCustomer } from '../../src/audience/erase.js'
import { assignCustomer, unlinkCustomer } from '../../src/audience/linking/assignment.js'
import { findConflict } from '../../src/audience/linking/conflict.js'
import {
  isPersonal,
  openPersonalLink,
  personalLink,
  refusePersonalLink,
  usePersonalLink,
} from '../../src/crm/personal-link.js'
import type { Db } from '../../src/db/open.js'
import { loadKeys } from '../../src/tracking/key.js'
import { createTokens, type Tokens } from '../../src/tracking/token.js'
import { come, seedOffer, speak, T, tell } from '../audience/linking/town.js'
import { customerOf, findCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'

const P = '+37120000034'

let db: Db
let tokens: Tokens
let ann: number
let bob: number
beforeEach(async () => {
  db = await temporaryDb()
  seedOffer(db)
  tokens = createTokens(loadKeys(db, 1))
  ann = come(db, 501)
  bob = come(db, 502)
})

/** The payload of a customer's link, as Telegram passes it on. */
function payloadOf(customerId: number): string {
  const link = new URL(personalLink(db, tokens, 'shop_bot', customerId))
  expect([link.origin, link.pathname]).toEqual(['https://t.me', '/shop_bot'])
  return link.searchParams.get('start') ?? ''
}
const tokenOf = (customerId: number) => payloadOf(customerId).slice(2)
const use = (token: string, subscriberId: number) => usePersonalLink(db, tokens, token, subscriberId, T)

describe('a personal link', () => {
  test.each([
    ['Anna', 'Petrova', P, { initials: 'A. P.', digits: '34' }],
    ['анна мария', null, P, { initials: 'А. М.', digits: '34' }],
    [null, 'Ó Briain', null, { initials: 'Ó. B.', digits: null }],
    ['🎉', '-', P, { initials: null, digits: '34' }],
    [null, null, null, { initials: null, digits: null }],
  ])('tells of %s %s, %s no more than initials and two digits', (first, last, phone, hint) => {
    const id = tell(db, 'c1', phone === null ? {} : { phone })
    db.sql('update customers set first_name = ?, last_name = ? where id = ?').run(first, last, id)
    const payload = payloadOf(id)
    expect(payload).toMatch(/^c_[\w-]{28}$/)
    expect([payload.length <= 64, isPersonal(payload)]).toEqual([true, true])
    expect(openPersonalLink(db, tokens, payload, null)).toEqual({ kind: 'asks', token: payload.slice(2), hint })
  })

  test('links whoever says yes, once', () => {
    const id = tell(db, 'c1')
    const token = tokenOf(id)
    expect(use(token, ann)).toBe('linked')
    expect(findCustomer(db, 'c1')).toMatchObject({ subscriberId: ann, linkedBy: 'personal_link' })
    expect([use(token, ann), use(token, bob)]).toEqual(['yours', 'used'])
    expect(use(tokenOf(id), bob)).toBe('waits')
    expect(findCustomer(db, 'c1')?.subscriberId).toBe(ann)
    expect(findConflict(db, id)?.candidates).toMatchObject([{ linked: true }, { subscriberId: bob, linked: false }])
  })

  test('is not needed where something surer is known, of either', () => {
    const id = tell(db, 'c1', { phone: P })
    const token = tokenOf(id)
    recordContact(db, ann, P, T)
    expect([use(token, bob), use(token, ann)]).toEqual(['known', 'yours'])
    expect(use(tokenOf(tell(db, 'c2')), ann)).toBe('known')
    assignCustomer(db, tell(db, 'c3'), bob, T)
    expect(use(tokenOf(tell(db, 'c2')), bob)).toBe('known')
  })

  test('replaces what is less sure', () => {
    speak(db, 'click', 'c1', ann, P)
    expect(use(tokenOf(findCustomer(db, 'c1')?.id ?? 0), bob)).toBe('linked')
    expect([customerOf(db, ann), customerOf(db, bob)?.externalId]).toEqual([null, 'c1'])
  })

  test('that is not theirs says so to the team, and stays for whom it was meant', () => {
    const id = tell(db, 'c1')
    const token = tokenOf(id)
    expect(refusePersonalLink(db, tokens, token, bob, T)).toBe(true)
    expect(refusePersonalLink(db, tokens, token, bob, T)).toBe(false)
    expect(findConflict(db, id)?.candidates).toMatchObject([{ subscriberId: bob, denied: true }])
    expect([use(token, bob), use(token, ann)]).toEqual(['denied', 'linked'])
    unlinkCustomer(db, id, T)
    expect(use(tokenOf(id), ann)).toBe('denied')
  })

  test('of somebody who was forgotten opens nothing, nor does it another who gets the same number', () => {
    const id = tell(db, 'c1')
    const token = tokenOf(id)
    eraseCustomer(db, id, T)
    expect(use(token, ann)).toBe('unknown')
    expect(tell(db, 'c2', {}, T + 5)).toBe(id)
    expect(use(token, ann)).toBe('unknown')
    expect(() => personalLink(db, tokens, 'shop_bot', 99)).toThrow(/customer_not_found/)
  })

  test('that nobody signed is refused, however many are tried', () => {
    const id = tell(db, 'c1')
    const good = Buffer.from(tokenOf(id), 'base64url')
    const runs = Number(process.env['FORGED_RUNS'] ?? 2_000)
    let state = 7
    const random = () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
      return state >>> 16
    }
    for (let i = 0; i < runs; i++) {
      const bytes = Buffer.from(good)
      const changed = 1 + (random() % 4)
      for (let n = 0; n < changed; n++) bytes[random() % 21] = random() & 0xff
      if (bytes.equals(good)) continue
      expect(use(bytes.toString('base64url'), ann)).toBe('unknown')
    }
    for (const token of [tokens.delivery(id, 0), tokens.click(id, 0), tokens.test(id, 0), '', 'x'])
      expect(use(token, ann)).toBe('unknown')
    expect(db.sql('select 1 from customer_claims').all()).toEqual([])
  })
})
