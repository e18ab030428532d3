import { unreachable } from '../../../errors.js'
import { fold } from '../../../text/fold.js'
import { type EventProperty, type Having, MOST_HAVING, type PropertyTest } from '../../property.js'
import { type Cursor, fail, peek, see, take, takeSign } from '../cursor.js'
import { endsHere, takeNegation } from '../fields/field.js'
import { readCompare, readNumber } from '../numbers/number.js'
import { readWindow, seesWindow } from '../times/window.js'
import { failAt, readName, readValues } from '../value.js'
import { sameWord } from '../words/inflect.js'

/**
 * Takes what must have come with an event: "with property sum over 5000", and more of them behind a comma or an *and*.
 * @returns true when it took one
 */
export function takeHaving(c: Cursor, event: number, having: Having[]): boolean {
  const begin = c.at
  if (!takeSign(c, ',')) take(c, 'and')
  if (take(c, 'property') === null && !takeLed(c, event)) {
    c.at = begin
    return false
  }
  if (having.length >= MOST_HAVING) return fail(c, { kind: 'length', of: MOST_HAVING })
  takeSign(c, ':')
  const { name, type } = propertyHere(c, event)
  // "A rating of 5".
  if (peek(c)?.text === 'of' && peek(c, 1)?.kind === 'number') c.at++
  having.push({ property: name, test: readTest(c, name, type) })
  return true
}

const LED: ReadonlySet<string> = new Set(['with', 'where', 'с', 'со', 'где', 'на'])

/** Takes "with" before the name of a property: "left review with rating under 3". */
function takeLed(c: Cursor, event: number): boolean {
  const begin = c.at
  if (!LED.has(c.tokens[c.at]?.text ?? '') || c.at >= c.end) return false
  c.at++
  take(c, 'article')
  const at = c.at
  const names = c.vocabulary.properties(event).flatMap(({ name, type }) => (type === null ? [] : [name]))
  const found = longest(c, written => names.find(name => fold(name) === fold(written)) ?? sameWord(written, names))
  c.at = found === null ? begin : at
  return found !== null
}

/** The property that is named here, of those by which people can be chosen. */
function propertyHere(c: Cursor, event: number): { name: string; type: NonNullable<EventProperty['type']> } {
  const all = c.vocabulary
    .properties(event)
    .flatMap(({ name, type }) => (type === null ? [] : [{ name, type, folded: fold(name) }]))
  const names = all.map(({ name }) => name)
  const find = (name: string) => {
    const called = sameWord(name, names) ?? name
    return all.find(({ folded }) => folded === fold(name)) ?? all.find(({ folded }) => folded === fold(called)) ?? null
  }
  // Quoted, it stands alone, whatever sign is behind it.
  const written = c.tokens[c.at]?.kind === 'quoted' ? readName(c) : null
  if (written !== null) return find(written.text) ?? failAt(c, written, { kind: 'property' }, names)
  const found = longest(c, find)
  return found ?? fail(c, { kind: 'property' }, names)
}

const MOST_WORDS = 5

function longest<T>(c: Cursor, find: (name: string) => T | null): T | null {
  for (let length = Math.min(MOST_WORDS, c.end - c.at); length > 0; length--) {
    const first = c.tokens[c.at]
    const last = c.tokens[c.at + length - 1]
    if (first === undefined || last === undefined) continue
    const found = find(c.source.slice(first.start, last.end))
    if (found === null) continue
    c.at += length
    return found
  }
  return null
}

function readTest(c: Cursor, name: string, type: NonNullable<EventProperty['type']>): PropertyTest {
  const known = takeKnown(c)
  if (known !== null) return { known }
  switch (type) {
    case 'text':
      return readText(c, name)
    case 'number': {
      const expected = { kind: 'numberTest', of: name } as const
      if (takeSign(c, ':') || take(c, 'is') !== null) takeSign(c, '=')
      const number = readCompare(c, () => readNumber(c, expected))
      // «С оценкой 4 или 5».
      const or = see(c, 'or')
      const next = or === null ? null : peek(c, or.length)
      if (or === null || next?.kind !== 'number' || !('exactly' in number) || next.value !== number.exactly + 1)
        return { number }
      c.at += or.length + 1
      return { number: { from: number.exactly, to: next.value } }
    }
    case 'date':
      return seesWindow(c) || see(c, 'over', 'under', 'between', 'from', 'to', 'before', 'after', 'on') !== null
        ? { day: readWindow(c) }
        : fail(c, { kind: 'dateTest', of: name })
    default:
      return unreachable(type)
  }
}

/** "Known", "unknown", or nothing at all, which says that there is one. */
function takeKnown(c: Cursor): boolean | null {
  if (endsHere(c)) return true
  const begin = c.at
  takeSign(c, ':', '=')
  const key = take(c, 'known', 'unknown')
  if (key === null) c.at = begin
  return key === null ? null : key === 'known'
}

function readText(c: Cursor, name: string): PropertyTest {
  const part = take(c, 'contains', 'startsWith', 'endsWith')
  if (part !== null) {
    takeSign(c, ':')
    const [value, second] = readValues(c, { kind: 'value' }, { isKnown: () => true })
    if (value === undefined || second !== undefined) return fail(c, { kind: 'textTest', of: name })
    if (part === 'contains') return { contains: value.text }
    return { contains: value.text, at: part === 'startsWith' ? 'start' : 'end' }
  }
  const negated = takeNegation(c)
  if (endsHere(c)) return fail(c, { kind: 'textTest', of: name })
  const values = readValues(c, { kind: 'value' }, { isKnown: () => false }).map(({ text }) => text)
  return negated ? { isNot: values } : { is: values }
}
