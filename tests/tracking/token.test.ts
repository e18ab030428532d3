import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Keys, loadKeys } from '../../src/tracking/key.js'
import { createTokens, TOKEN_LENGTH } from '../../src/tracking/token.js'
import { temporaryDb } from '../support/db.js'

const keys = makeKeys([1, 7])
const tokens = createTokens(keys)

function makeKeys(bytes: number[]): Keys {
  const all = bytes.map((byte, i) => ({ id: i + 1, secret: Buffer.alloc(32, byte) }))
  const current = all.at(-1)
  if (current === undefined) throw new Error('a key is needed')
  return { current, byId: new Map(all.map(key => [key.id, key])) }
}

const ids = fc.integer({ min: 0, max: 2 ** 48 - 1 })
const links = fc.integer({ min: 0, max: 65_535 })

describe('a token', () => {
  test('opens to what was signed, in one short length', () => {
    fc.assert(
      fc.property(ids, links, (id, link) => {
        const delivery = tokens.delivery(id, link)
        expect(delivery).toMatch(/^[\w-]{28}$/)
        expect(tokens.open(delivery)).toEqual({
          kind: 'delivery',
          deliveryId: id,
          link,
          clickId: tokens.click(id, link),
        })
        expect(tokens.open(tokens.test(id, link))).toEqual({ kind: 'test', testId: id, link })
      }),
    )
    expect(TOKEN_LENGTH).toBe(28)
  })

  test('is refused when any bit of it is changed', () => {
    fc.assert(
      fc.property(ids, links, fc.integer({ min: 0, max: 21 * 8 - 1 }), (id, link, bit) => {
        const bytes = Buffer.from(tokens.delivery(id, link), 'base64url')
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(tokens.open(bytes.toString('base64url'))).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })

  test('is refused when it is any other text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), text => tokens.open(text) === null))
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'AZaz09_-'), minLength: 28, maxLength: 28 }), text => {
        expect(tokens.open(text)).toBeNull()
      }),
    )
  })

  test('made by an older key still opens; new ones are signed with the newest', () => {
    const before = createTokens(makeKeys([1])).delivery(5, 2)
    expect(tokens.open(before)).toMatchObject({ kind: 'delivery', deliveryId: 5, link: 2 })
    expect(createTokens(makeKeys([1])).open(tokens.delivery(5, 2))).toBeNull()
  })

  test.each([
    [-1, 1],
    [2 ** 48, 1],
    [1.5, 1],
    [1, -1],
    [1, 65_536],
    [1, Number.NaN],
  ])('is not made of delivery %s, link %s', (id, link) => {
    expect(() => tokens.delivery(id, link)).toThrow(RangeError)
  })
})

describe('a click id and a personal link', () => {
  const made = fc.record({ customerId: ids, number: links, createdAt: fc.nat() })

  test('open to what was signed, and to nothing else', () => {
    fc.assert(
      fc.property(ids, links, made, (id, link, customer) => {
        const [click, person] = [tokens.click(id, link), tokens.customer(customer)]
        for (const text of [click, person]) expect(text).toMatch(/^[\w-]{28}$/)
        expect(tokens.openClick(click)).toEqual({ deliveryId: id, link })
        expect(tokens.openCustomer(person, () => customer.createdAt)).toEqual(customer)
        expect(tokens.openCustomer(person, () => customer.createdAt + 1)).toBeNull()
        expect(tokens.openCustomer(person, () => null)).toBeNull()
        const others = [tokens.delivery(id, link), tokens.test(id, link)]
        expect([...others, person].map(text => tokens.openClick(text))).toEqual([null, null, null])
        expect([...others, click].map(text => tokens.openCustomer(text, () => customer.createdAt))).toEqual([
          ...[null, null, null],
        ])
        expect([click, person].map(text => tokens.open(text))).toEqual([null, null])
      }),
    )
  })

  test('are refused when any bit is changed, and when nobody signed them', () => {
    fc.assert(
      fc.property(ids, links, fc.nat({ max: 21 * 8 - 1 }), (id, link, bit) => {
        for (const [text, open] of [
          [tokens.click(id, link), tokens.openClick],
          [
            tokens.customer({ customerId: id, number: link, createdAt: 7 }),
            (one: string) => tokens.openCustomer(one, () => 7),
          ],
        ] as const) {
          const bytes = Buffer.from(text, 'base64url')
          bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
          expect(open(bytes.toString('base64url'))).toBeNull()
        }
      }),
      { numRuns: 500 },
    )
    const runs = Number(process.env['FORGED_RUNS'] ?? 5_000)
    const anything = fc.uint8Array({ minLength: 21, maxLength: 21 }).map(bytes => {
      bytes[0] = 1 + ((bytes[0] ?? 0) & 1)
      return Buffer.from(bytes).toString('base64url')
    })
    fc.assert(
      fc.property(anything, text => tokens.openClick(text) === null && tokens.openCustomer(text, () => 7) === null),
      { numRuns: runs, seed: 5 },
    )
  })
})

describe('a forgery', () => {
  // A token whose text holds both letters that differ between the two base64 alphabets.
  const good = Array.from({ length: 5_000 }, (_, id) => tokens.delivery(id, 3)).find(
    token => token.includes('-') && token.includes('_'),
  )
  if (good === undefined) throw new Error('no token with both - and _')
  const foreign = createTokens(makeKeys([8, 9])).delivery(12, 3)
  const bytes = Buffer.from(good, 'base64url')

  test('starts from a good token', () => expect(tokens.open(good)).not.toBeNull())

  test.each([
    ['nothing', ''],
    ['cut by one', good.slice(0, -1)],
    ['cut at the front', good.slice(1)],
    ['cut to the signed part', good.slice(0, 12)],
    ['longer by one', `${good}A`],
    ['longer by a group', `${good}AAAA`],
    ['padded', `${good}====`],
    ['with padding inside the length', `${good.slice(0, -1)}=`],
    ['of the other alphabet', good.replaceAll('-', '+').replaceAll('_', '/')],
    ['percent-encoded', good.replaceAll('-', '%2D')],
    ['with a line break', `${good}\n`],
    ['with a space in the middle', `${good.slice(0, 14)} ${good.slice(15)}`],
    ['in hexadecimal', bytes.toString('hex')],
    ['in lower case', good.toLowerCase()],
    ['of another installation', foreign],
    ['with a key that is not there', `f${good.slice(1)}`],
    ['with a letter beyond ASCII', `${good.slice(0, -1)}é`],
    ['with a look-alike letter', `${good.slice(0, -1)}\u0430`],
    ['very long', good.repeat(1_000)],
  ])('%s is refused', (_, token) => {
    expect(tokens.open(token)).toBeNull()
  })

  test('of a test from a delivery, by its kind bit, is refused', () => {
    const changed = Buffer.from(bytes)
    changed[0] = (changed[0] ?? 0) ^ 0x80
    expect(tokens.open(changed.toString('base64url'))).toBeNull()
  })

  test('with the signature of another delivery is refused', () => {
    const other = Buffer.from(tokens.delivery(99_999, 3), 'base64url')
    expect(tokens.open(Buffer.concat([bytes.subarray(0, 9), other.subarray(9)]).toString('base64url'))).toBeNull()
  })
})

describe('keys', () => {
  test('are made once and kept', async () => {
    const db = await temporaryDb()
    const first = loadKeys(db, 5)
    expect(first.current.secret).toHaveLength(32)
    expect(loadKeys(db, 6)).toEqual(first)
    expect(db.sql("select key_id, created_at from secrets where purpose = 'links'").all()).toEqual([
      { key_id: 1, created_at: 5 },
    ])
  })

  test('sign with the newest and open with all', async () => {
    const db = await temporaryDb()
    const old = createTokens(loadKeys(db, 5)).delivery(1, 1)
    db.sql('insert into secrets (key_id, secret, created_at) values (2, ?, 6)').run(
      Buffer.alloc(32, 3).toString('base64url'),
    )
    const both = loadKeys(db, 7)
    expect(both.current.id).toBe(2)
    expect(createTokens(both).open(old)).toMatchObject({ kind: 'delivery', deliveryId: 1, link: 1 })
  })

  test.each([
    [128, 'A'.repeat(43)],
    [1, 'short'],
  ])('that cannot be used (%s, %s) are refused at the start', async (id, secret) => {
    const db = await temporaryDb()
    db.sql('insert into secrets (key_id, secret, created_at) values (?, ?, 6)').run(id, secret)
    expect(() => loadKeys(db, 7)).toThrow(/damaged/)
  })
})
