import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, Keys } from './key.js'

// Layout, 21 bytes: kind (1 bit) and key id (7 bits), id (6 bytes), link number (2), HMAC-SHA-256 cut to 96 bits.
// 21 bytes are exactly 28 characters of base64url without spare bits, so each token can be written in one way only.
const ID_AT = 1
const ID_BYTES = 6
const LINK_AT = ID_AT + ID_BYTES
const MAC_AT = LINK_AT + 2
const MAC_BYTES = 12
const BYTES = MAC_AT + MAC_BYTES
const TEST_BIT = 0x80
const MAX_ID = 2 ** 48 - 1
const MAX_LINK = 0xff_ff

/** Characters of a token. */
export const TOKEN_LENGTH = (BYTES / 3) * 4
const SHAPE = /^[\w-]+$/
const BEGINS = /^[\w-]{28}/
/** More than a token has, however it was written; what is behind is not looked at. */
const WRITTEN = 256

/** What a token opens: link `link` of a person's message, or of a test an admin sent. */
export type TokenContent =
  | { kind: 'delivery'; deliveryId: number; link: number }
  | { kind: 'test'; testId: number; link: number }

/** Link tokens: signed, never stored. */
export type Tokens = {
  /** The token of a link in one person's message. @throws RangeError when a number does not fit */
  delivery(deliveryId: number, link: number): string
  /** The token of a link in a test. @throws RangeError when a number does not fit */
  test(testId: number, link: number): string
  /** What the token opens; null when it is not, letter for letter, one that was signed with one of the keys. */
  open(token: string): TokenContent | null
}

/** Makes and opens link tokens with these keys. */
export function createTokens(keys: Keys): Tokens {
  function make(kindBit: number, id: number, link: number): string {
    if (!Number.isInteger(id) || id < 0 || id > MAX_ID) throw new RangeError(`id ${id} does not fit a token`)
    if (!Number.isInteger(link) || link < 0 || link > MAX_LINK)
      throw new RangeError(`link ${link} does not fit a token`)
    const bytes = Buffer.allocUnsafe(BYTES)
    bytes[0] = kindBit | keys.current.id
    bytes.writeUIntBE(id, ID_AT, ID_BYTES)
    bytes.writeUInt16BE(link, LINK_AT)
    sign(keys.current, bytes).copy(bytes, MAC_AT)
    return bytes.toString('base64url')
  }

  return {
    delivery: (deliveryId, link) => make(0, deliveryId, link),
    test: (testId, link) => make(TEST_BIT, testId, link),
    open(token) {
      if (token.length !== TOKEN_LENGTH || !SHAPE.test(token)) return null
      const bytes = Buffer.from(token, 'base64url')
      const head = bytes.readUInt8(0)
      const key = keys.byId.get(head & ~TEST_BIT)
      if (key === undefined || !timingSafeEqual(sign(key, bytes), bytes.subarray(MAC_AT))) return null
      const id = bytes.readUIntBE(ID_AT, ID_BYTES)
      const link = bytes.readUInt16BE(LINK_AT)
      return (head & TEST_BIT) === 0 ? { kind: 'delivery', deliveryId: id, link } : { kind: 'test', testId: id, link }
    },
  }
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

function sign(key: Key, bytes: Buffer): Buffer {
  return createHmac('sha256', key.secret).update(bytes.subarray(0, MAC_AT)).digest().subarray(0, MAC_BYTES)
}
