import type { Criterion } from '../criterion.js'
import type { Line } from '../tokens.js'
import { readCondition } from './condition.js'
import { type Cursor, fail, peek, see, take, takeSign } from './cursor.js'
import { takeOrUnknown } from './value.js'

const HEADS = ['allOf', 'anyOf', 'noneOf', 'notAllOf'] as const
type Head = (typeof HEADS)[number]

/** Deeper than this nobody reads; the machine's own stack would carry a hundred times as much. */
const DEEPEST = 40

/** Everything that was written: lists under their headings, or conditions on one line. */
export function readText(c: Cursor, lines: readonly Line[]): Criterion {
  const listed = lines.some(line => line.bullet || headOf(c, line) !== null)
  if (!listed) return readRange(c, 0, c.tokens.length)
  const [first] = lines
  if (first === undefined) return fail(c, { kind: 'empty' })
  const items = readItems(c, lines)
  if (items.length > 1 && headOf(c, first) !== null)
    return { all: items.flatMap(item => ('all' in item ? item.all : [item])) }
  const loose = items.length > 1
  if (loose) c.made.add('list')
  return loose && c.choices.list === 'any' ? { any: items } : grouped('allOf', items)
}

/** A heading stands alone on its line, with a colon behind it. */
function headOf(c: Cursor, line: Line): Head | null {
  c.at = line.from
  c.end = line.to
  const head = take(c, ...HEADS)
  const alone = head !== null && takeSign(c, ':') && peek(c) === null
  return alone ? (HEADS.find(known => known === head) ?? null) : null
}

/** The items of a list, each with the lines that stand further in. */
function readItems(c: Cursor, lines: readonly Line[]): Criterion[] {
  const items: Criterion[] = []
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]
    if (line === undefined) break
    let next = i + 1
    while (next < lines.length && belongs(c, line, lines[next])) next++
    const head = headOf(c, line)
    items.push(
      head === null
        ? readRange(c, line.from, lines[next - 1]?.to ?? line.to)
        : readList(c, head, line, lines.slice(i + 1, next)),
    )
    i = next
  }
  return items
}

/** True for a line further in than an item, or one that goes on with *and* or *or*. */
function belongs(c: Cursor, item: Line, line: Line | undefined): boolean {
  if (line === undefined) return false
  if (line.depth > item.depth) return true
  c.at = line.from
  c.end = line.to
  return !line.bullet && see(c, 'and', 'or') !== null
}

function readList(c: Cursor, head: Head, line: Line, lines: readonly Line[]): Criterion {
  if (lines.length === 0) {
    c.at = line.from
    c.end = line.to
    fail(c, { kind: 'item' }, [], line.to - line.from)
  }
  c.at = line.from
  c.end = line.to
  return deeper(c, () => grouped(head, readItems(c, lines)))
}

function grouped(head: Head, items: Criterion[]): Criterion {
  switch (head) {
    case 'allOf':
      return { all: items }
    case 'anyOf':
      return { any: items }
    case 'noneOf':
      return { not: { any: items } }
    case 'notAllOf':
      return { not: { all: items } }
  }
}

function deeper<T>(c: Cursor, read: () => T): T {
  if (++c.depth > DEEPEST) fail(c, { kind: 'tooDeep' })
  const result = read()
  c.depth--
  return result
}

/** Conditions on one line, or on several that go on; a comma or a full stop behind them says nothing. */
function readRange(c: Cursor, from: number, to: number): Criterion {
  c.at = from
  c.end = to
  const last = c.tokens[to - 1]
  if (last?.kind === 'sign' && ',;.'.includes(last.text) && to - from > 1) c.end--
  const criterion = readJoined(c)
  const rest = peek(c)
  if (rest === null) return criterion
  return rest.kind === 'sign' && rest.text === ')' ? fail(c, { kind: 'opening' }) : fail(c, { kind: 'joiner' })
}

/** Conditions joined by *and* or by *or*; where both stand on one level, one of them binds. */
function readJoined(c: Cursor): Criterion {
  const parts: Criterion[] = [readNegated(c)]
  const joiners: ('and' | 'or')[] = []
  for (let joiner = takeJoiner(c); joiner !== null; joiner = takeJoiner(c)) {
    joiners.push(joiner)
    parts.push(readNegated(c))
  }
  if (joiners.includes('and') && joiners.includes('or')) {
    c.made.add('mixed')
    return bound(parts, joiners, c.choices.mixed)
  }
  return joinAll(parts, joiners[0] ?? 'and')
}

function takeJoiner(c: Cursor): 'and' | 'or' | null {
  const at = c.at
  takeSign(c, ',')
  const key = take(c, 'and', 'or')
  if (key === null) c.at = at
  return key === 'and' || key === 'or' ? key : null
}

/** Joins what stands beside the binding word first, then the rest by the other. */
function bound(parts: Criterion[], joiners: ('and' | 'or')[], binds: 'and' | 'or'): Criterion {
  const groups: Criterion[][] = [[]]
  for (const [i, part] of parts.entries()) {
    if (i > 0 && joiners[i - 1] !== binds) groups.push([])
    groups.at(-1)?.push(part)
  }
  return joinAll(
    groups.map(group => joinAll(group, binds)),
    binds === 'and' ? 'or' : 'and',
  )
}

function joinAll(parts: Criterion[], by: 'and' | 'or'): Criterion {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  return by === 'and' ? { all: parts } : { any: parts }
}

/** A condition or a group in brackets, with *not* before it or not. */
function readNegated(c: Cursor): Criterion {
  if (peek(c) === null) return fail(c, { kind: 'condition' })
  const group = takeSign(c, '(')
  if (group) {
    return deeper(c, () => {
      const inside = readJoined(c)
      if (!takeSign(c, ')')) fail(c, { kind: peek(c) === null ? 'closing' : 'joiner' })
      return inside
    })
  }
  if (take(c, 'not') === null) return readCondition(c)
  c.saidNever = false
  const inside = deeper(c, () => readNegated(c))
  takeOrUnknown(c)
  return c.saidNever && 'leaf' in inside ? inside : { not: inside }
}
