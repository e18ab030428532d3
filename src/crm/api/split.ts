/** How much may come: items of a list, bytes of one item, brackets within brackets. */
export type SplitLimits = { items: number; item: number; depth: number }

/** Bytes of the items of a JSON body, in their order; or why there are none. */
export type Split =
  | { kind: 'items'; items: Buffer[] }
  | { kind: 'refused'; why: 'empty' | 'not_json' | 'too_many' | 'too_deep' | 'too_long' }

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const isOpening = (byte: number) => byte === 0x5b || byte === 0x7b
const isClosing = (byte: number) => byte === 0x5d || byte === 0x7d
const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/**
 * Parts a JSON body into its items, those of a list or the one object that it is, without reading them: each is parsed
 * by itself, so that no body holds the event loop, however deep or crowded it is, and one bad item spoils no other.
 */
export function splitJson(body: Buffer, limits: SplitLimits): Split {
  let at = skipMark(body)
  while (at < body.length && isSpace(body[at] ?? 0)) at++
  if (at === body.length) return refused('empty')
  const list = body[at] === 0x5b
  if (!list) return body.length - at > limits.item ? refused('too_long') : one(body.subarray(at), limits)
  return splitList(body, at + 1, limits)
}

/** A byte order mark is no part of the text. */
export function skipMark(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
}

function one(item: Buffer, { depth }: SplitLimits): Split {
  if (item[0] !== 0x7b) return refused('not_json')
  return isDeeper(item, depth) ? refused('too_deep') : { kind: 'items', items: [item] }
}

function splitList(body: Buffer, from: number, limits: SplitLimits): Split {
  const items: Buffer[] = []
  let depth = 1
  let start = from
  for (let at = from; at < body.length; at++) {
    const byte = body[at] ?? 0
    if (byte === QUOTE) at = endOfString(body, at)
    else if (isOpening(byte)) {
      depth++
      if (depth > limits.depth + 1) return refused('too_deep')
    } else if (isClosing(byte)) depth--
    const ends = depth === 0
    if (!ends && !(depth === 1 && byte === COMMA)) continue
    const item = trimmed(body, start, at)
    if (item.length > limits.item) return refused('too_long')
    if (item.length > 0) items.push(item)
    else if (!(ends && items.length === 0)) return refused('not_json')
    if (items.length > limits.items) return refused('too_many')
    if (ends) return trimmed(body, at + 1, body.length).length === 0 ? { kind: 'items', items } : refused('not_json')
    start = at + 1
  }
  return refused('not_json')
}

/** Whether brackets stand so deep within one another. */
function isDeeper(item: Buffer, most: number): boolean {
  let depth = 0
  for (let at = 0; at < item.length; at++) {
    const byte = item[at] ?? 0
    if (byte === QUOTE) at = endOfString(item, at)
    else if (isOpening(byte)) {
      depth++
      if (depth > most) return true
    } else if (isClosing(byte)) depth--
  }
  return false
}

/** Whether it has more names of fields than so many, wherever they stand. */
export function hasMoreNames(item: Buffer, most: number): boolean {
  let names = 0
  for (let at = 0; at < item.length; at++) {
    const byte = item[at]
    if (byte === QUOTE) at = endOfString(item, at)
    else if (byte === COLON && ++names > most) return true
  }
  return false
}

/** Where the string that begins here ends; the end of all where it does not. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === BACKSLASH) at++
    else if (byte === QUOTE) return at
  }
  return bytes.length
}

function trimmed(bytes: Buffer, from: number, to: number): Buffer {
  let [start, end] = [from, to]
  while (start < end && isSpace(bytes[start] ?? 0)) start++
  while (end > start && isSpace(bytes[end - 1] ?? 0)) end--
  return bytes.subarray(start, end)
}

function refused(why: Exclude<Split, { kind: 'items' }>['why']): Split {
  return { kind: 'refused', why }
}
