import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, Keys } from './key.js'

// Layout, 21 bytes: kind (1 bit) and key id (7 bits), id (6 bytes), link number (2), HMAC-SHA-256 cut to 96 bits.
// 21 bytes are exactly 28 characters of base64url without spare bits, so each token can be written in one way only.
// None opens what another is for: of the 256 bits that come of the same bytes a link token carries the first 96 and a click
// id the next 96, of which neither tells anything of the other, and both come of one signature; before the bytes of a
// personal link "customer" is signed, and when the customer was made.
const ID_AT = 1
const ID_BYTES = 6
const LINK_AT = ID_AT + ID_BYTES
const MAC_AT = LINK_AT + 2
const MAC_BYTES = 12
const BYTES = MAC_AT + MAC_BYTES
/** Where in a signature what a link token, and what a click id carries of it begins. */
const LINK_PART = 0
const CLICK_PART = MAC_BYTES
const TEST_BIT = 0x80
const MAX_ID = 2 ** 48 - 1
const MAX_LINK = 0xff_ff

/** Characters of a token. */
export const TOKEN_LENGTH = (BYTES / 3) * 4
const SHAPE = /^[\w-]+$/
const BEGINS = /^[\w-]{28}/
/** More than a token has, however it was written; what is behind is not looked at. */
const WRITTEN = 256

/** What a token opens: link `link` of a person's message, with the click id that a shop is told, or of a test an admin sent. */
export type TokenContent =
  | { kind: 'delivery'; deliveryId: number; link: number; clickId: string }
  | { kind: 'test'; testId: number; link: number }

/** What a click id names: link `link` of the message that delivery `deliveryId` was. */
export type ClickContent = { deliveryId: number; link: number }

/** A customer as a personal link names them. `number`: how many of their links were used; `createdAt` ms UTC: ids may come again. */
export type CustomerContent = { customerId: number; number: number; createdAt: number }

/** Tokens of tracked links, click ids and personal links: signed, never stored. */
export type Tokens = {
  /** The token of a link in one person's message. @throws RangeError when a number does not fit */
  delivery(deliveryId: number, link: number): string
  /** The token of a link in a test. @throws RangeError when a number does not fit */
  test(testId: number, link: number): string
  /** What the token opens; null when it is not, letter for letter, one that was signed with one of the keys. */
  open(token: string): TokenContent | null
  /** The click id that a shop is told. @throws RangeError when a number does not fit */
  click(deliveryId: number, link: number): string
  /** What a click id names; null when it is not, letter for letter, one that was signed with one of the keys. */
  openClick(text: string): ClickContent | null
  /** The token of a customer's personal link. @throws RangeError when a number does not fit */
  customer(customer: CustomerContent): string
  /**
   * Whose personal link it is; null when it was not signed for them.
   * @param createdAt when the customer of this id was made, ms UTC; null: there is none
   */
  openCustomer(token: string, createdAt: (customerId: number) => number | null): CustomerContent | null
}

const LINK = Buffer.alloc(0)

/** Makes and opens tokens with these keys. */
export function createTokens(keys: Keys): Tokens {
  function make(purpose: Buffer, part: number, kindBit: number, id: number, link: number): string {
    if (!Number.isInteger(id) || id < 0 || id > MAX_ID) throw new RangeError(`id ${id} does not fit a token`)
    if (!Number.isInteger(link) || link < 0 || link > MAX_LINK)
      throw new RangeError(`link ${link} does not fit a token`)
    const bytes = Buffer.allocUnsafe(BYTES)
    bytes[0] = kindBit | keys.current.id
    bytes.writeUIntBE(id, ID_AT, ID_BYTES)
    bytes.writeUInt16BE(link, LINK_AT)
    return withPart(bytes, sign(keys.current, purpose, bytes), part)
  }

  function open(text: string, part: number, purposeOf: (id: number) => Buffer | null): Opened | null {
    if (text.length !== TOKEN_LENGTH || !SHAPE.test(text)) return null
    const bytes = Buffer.from(text, 'base64url')
    const head = bytes.readUInt8(0)
    const key = keys.byId.get(head & ~TEST_BIT)
    const id = bytes.readUIntBE(ID_AT, ID_BYTES)
    const purpose = key === undefined ? null : purposeOf(id)
    if (key === undefined || purpose === null) return null
    const mac = sign(key, purpose, bytes)
    if (!timingSafeEqual(mac.subarray(part, part + MAC_BYTES), bytes.subarray(MAC_AT))) return null
    return { test: (head & TEST_BIT) !== 0, id, link: bytes.readUInt16BE(LINK_AT), bytes, mac }
  }

  return {
    delivery: (deliveryId, link) => make(LINK, LINK_PART, 0, deliveryId, link),
    test: (testId, link) => make(LINK, LINK_PART, TEST_BIT, testId, link),
    open(token) {
      const opened = open(token, LINK_PART, () => LINK)
      if (opened === null) return null
      const { test, id, link, bytes, mac } = opened
      if (test) return { kind: 'test', testId: id, link }
      return { kind: 'delivery', deliveryId: id, link, clickId: withPart(bytes, mac, CLICK_PART) }
    },
    click: (deliveryId, link) => make(LINK, CLICK_PART, 0, deliveryId, link),
    openClick(text) {
      const opened = open(text, CLICK_PART, () => LINK)
      return opened === null || opened.test ? null : { deliveryId: opened.id, link: opened.link }
    },
    customer: ({ customerId, number, createdAt }) => make(customerPurpose(createdAt), LINK_PART, 0, customerId, number),
    openCustomer(token, createdAt) {
      let made: number | null = null
      const opened = open(token, LINK_PART, id => {
        made = createdAt(id)
        return made === null ? null : customerPurpose(made)
      })
      if (opened === null || opened.test || made === null) return null
      return { customerId: opened.id, number: opened.link, createdAt: made }
    },
  }
}

type Opened = { test: boolean; id: number; link: number; bytes: Buffer; mac: Buffer }

/** A token of these bytes with that part of their signature. */
function withPart(bytes: Buffer, mac: Buffer, part: number): string {
  mac.copy(bytes, MAC_AT, part, part + MAC_BYTES)
  return bytes.toString('base64url')
}

function customerPurpose(createdAt: number): Buffer {
  return Buffer.from(`customer ${createdAt} `)
}

/**
 * The token in what was written behind `/r/`: copied links end in a bracket, a full stop, an ellipsis, a slash, a
 * zero-width sign, or the words that followed, plain or percent-encoded. Null when there is none.
 */
export function tokenIn(written: string): string | null {
  const plain = BEGINS.exec(written)?.[0]
  if (plain !== undefined) return plain
  const bytes = written
    .slice(0, WRITTEN)
    .replace(/%([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  // What cannot be seen is dropped wherever it stands, also where somebody's app broke the line.
  const seen = Buffer.from(bytes, 'latin1')
    .toString('utf8')
    .replace(/[\p{Cf}\p{Cc}\p{Z}]|\u034f|\ufe0f/gu, '')
  return BEGINS.exec(seen.replace(/^[^\w-]+/, ''))?.[0] ?? null
}

/** The whole signature of what stands before it. */
function sign(key: Key, purpose: Buffer, bytes: Buffer): Buffer {
  const hmac = createHmac('sha256', key.secret)
  if (purpose.length > 0) hmac.update(purpose)
  return hmac.update(bytes.subarray(0, MAC_AT)).digest()
}
