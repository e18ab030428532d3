import { type NamedValues, namedOf } from '../../names.js'
import { type Cursor, type ExpectedKind, fail, peek, see, take, takeSign } from '../cursor.js'
import { raw } from '../value.js'

/** No name of such a group has more words. */
const MOST_WORDS = 8

/** The group whose name stands here, in any form and with quotes or without, and how many tokens it takes; null: none. */
export function groupHere<T>(c: Cursor, groups: NamedValues<T>): { value: T; length: number } | null {
  const first = peek(c)
  if (first === null || first.kind === 'sign') return null
  if (first.kind === 'quoted') {
    const value = groups.find(first.text)
    return value === null ? null : { value, length: 1 }
  }
  for (let length = MOST_WORDS; length > 0; length--) {
    if (peek(c, length - 1) === null || peek(c, length - 1)?.kind === 'quoted') continue
    const value = namedOf(groups, raw(c, c.at, c.at + length))
    if (value !== null) return { value, length }
  }
  return null
}

/** Names of groups with commas or *or* between them; at least one. */
export function readGroups<T>(c: Cursor, groups: NamedValues<T>, kind: ExpectedKind): [T, ...T[]] {
  const first = groupHere(c, groups)
  if (first === null) return fail(c, { kind }, [...groups.all('en'), ...groups.all('ru')])
  c.at += first.length
  const found: [T, ...T[]] = [first.value]
  for (;;) {
    const begin = c.at
    const joined = takeSign(c, ',') || see(c, 'or') !== null
    take(c, 'or')
    const next = joined ? groupHere(c, groups) : null
    if (next === null) {
      c.at = begin
      return found
    }
    c.at += next.length
    if (!found.includes(next.value)) found.push(next.value)
  }
}
