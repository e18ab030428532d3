import { AppError } from '../../errors.js'

/** An object among others: the way to the array that it stands in, such as `data.orders`, and its own text. */
export type Element = { path: string; text: string }

/** Brackets within brackets; what goes deeper is made to break its reader. */
const DEEPEST = 1_000

/** Signs of one element that are still read. */
export const LONGEST = 4 * 1024 * 1_024

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [...'"\\{}[]'].map(sign => sign.charCodeAt(0))
/** What JSON is made of, between which nothing else matters here. */
const TELLING = /["{}[\]]/g

/**
 * Every object that stands in an array which itself stands in no other, as text; who reads it finds its faults.
 * @param array told of every such array
 * @throws AppError `file_broken` where the text ends too early
 */
export async function* elementsOf(
  parts: AsyncIterable<string>,
  array: () => void = () => undefined,
): AsyncGenerator<Element> {
  /** Keys that lead here. */
  const keys: string[] = []
  let depth = 0
  let inArray = false
  /** Depth at which the element began that is being read, and the sign with which. */
  let element: number | null = null
  let opener = OPEN
  let lastString = ''
  let text = ''
  let start = 0
  let at = 0

  for await (const part of parts) {
    const from = element === null ? at : start
    text = text.slice(from) + part
    at -= from
    start -= from
    if (text.length > LONGEST + part.length) throw new AppError('file_broken')
    for (;;) {
      TELLING.lastIndex = at
      const sign = TELLING.exec(text)
      if (sign === null) {
        at = text.length
        break
      }
      const code = text.charCodeAt(sign.index)
      if (code === QUOTE) {
        const end = endOfString(text, sign.index + 1)
        if (end < 0) {
          at = sign.index
          break
        }
        if (element === null) lastString = text.slice(sign.index + 1, end)
        at = end + 1
        continue
      }
      at = sign.index + 1
      if (depth > DEEPEST) throw new AppError('file_broken')
      if (code === OPEN) {
        depth += 1
        if (element !== null) continue
        if (inArray) {
          element = depth
          opener = code
          start = sign.index
        } else keys.push(lastString)
      } else if (code === OPEN_LIST) {
        depth += 1
        if (element !== null) continue
        if (inArray) {
          // Tables in tables are none of ours.
          element = depth
          opener = code
          start = sign.index
        } else {
          keys.push(lastString)
          inArray = true
          array()
        }
      } else {
        if (depth === 0) throw new AppError('file_broken')
        depth -= 1
        if (element !== null && depth < element) {
          element = null
          if ((code === CLOSE) !== (opener === OPEN)) throw new AppError('file_broken')
          if (opener === OPEN) yield { path: keys.slice(1).join('.'), text: text.slice(start, at) }
        } else if (element === null) {
          keys.pop()
          if (code === CLOSE_LIST) inArray = false
        }
      }
    }
  }
  if (depth > 0) throw new AppError('file_broken')
}

/** True where brackets stand deeper in one another than anybody writes: what some Nodes parse, and others give up. */
export function isTooDeep(text: string): boolean {
  // Most texts hold fewer signs than it takes.
  if (text.length <= DEEPEST) return false
  let depth = 0
  TELLING.lastIndex = 0
  for (let sign = TELLING.exec(text); sign !== null; sign = TELLING.exec(text)) {
    const code = text.charCodeAt(sign.index)
    if (code === QUOTE) {
      const end = endOfString(text, sign.index + 1)
      if (end < 0) return false
      TELLING.lastIndex = end + 1
    } else if (code === OPEN || code === OPEN_LIST) {
      depth += 1
      if (depth > DEEPEST) return true
    } else depth -= 1
  }
  return false
}

/** Where a string ends that begins before `from`; -1 where it does not yet. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (end - 1 - slashes >= from && text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return end
  }
  return -1
}
