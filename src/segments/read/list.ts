import type { Rule } from '../rule.js'
import { type Cursor, fail, peek, see, take, takeSign } from './cursor.js'
import { deeper } from './deeper.js'
import { readRange } from './group.js'
import type { Line } from './tokens.js'

const HEADS = ['allOf', 'anyOf', 'noneOf', 'notAllOf'] as const

type Head = (typeof HEADS)[number]

/** Everything that was written: lists under their headings, or conditions on one line. */
export function readText(c: Cursor, lines: readonly Line[]): Rule {
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
function readItems(c: Cursor, lines: readonly Line[]): Rule[] {
  const items: Rule[] = []
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
  return !line.bullet && see(c, 'and', 'or', 'but', 'except') !== null
}

function readList(c: Cursor, head: Head, line: Line, lines: readonly Line[]): Rule {
  if (lines.length === 0) {
    c.at = line.from
    c.end = line.to
    fail(c, { kind: 'item' }, [], line.to - line.from)
  }
  c.at = line.from
  c.end = line.to
  return deeper(c, () => grouped(head, readItems(c, lines)))
}

function grouped(head: Head, items: Rule[]): Rule {
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
