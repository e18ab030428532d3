import type { Window } from '../parts.js'
import type { AnyLeaf, Rule } from '../rule.js'
import { seesBuyers } from './buyers.js'
import { bareHere, beginsHere, readCondition } from './condition.js'
import { type Cursor, fail, peek, see, seeBeginning, take, takeSign } from './cursor.js'
import { followedBy } from './followed.js'
import { JOINTS, longestAt } from './lexicon.js'
import { seesSegment, seesStart } from './starter.js'
import type { Line } from './tokens.js'
import { takeOrUnknown } from './value.js'
import { readWhenFirst, seesWhenFirst } from './when-first.js'
import { readWindow, seesWindow } from './window.js'

const HEADS = ['allOf', 'anyOf', 'noneOf', 'notAllOf'] as const
type Head = (typeof HEADS)[number]

/** A line does not end with one of these. */
const OPEN_ENDS: ReadonlySet<string> = new Set([...':=><≥≤(&|-/#!≠', '==', '>=', '<=', '&&', '||', '!='])

/** Deeper than this nobody reads; the machine's own stack would carry a hundred times as much. */
const DEEPEST = 40

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

function deeper<T>(c: Cursor, read: () => T): T {
  if (++c.depth > DEEPEST) fail(c, { kind: 'tooDeep' })
  const result = read()
  c.depth--
  return result
}

/** Conditions, those of each line for themselves: what stands on several lines must all be true. */
function readRange(c: Cursor, from: number, to: number): Rule {
  const read: Rule[] = []
  let begin = from
  let brackets = 0
  for (let at = from + 1; at <= to; at++) {
    const before = c.tokens[at - 1]
    if (before?.kind === 'sign' && '()'.includes(before.text)) brackets += before.text === '(' ? 1 : -1
    if (at < to && (brackets > 0 || goesOn(c, at, to))) continue
    brackets = 0
    read.push(readLine(c, begin, at))
    begin = at
  }
  const [only] = read
  return only !== undefined && read.length === 1
    ? only
    : { all: read.flatMap(line => ('all' in line ? line.all : [line])) }
}

/** True for a token that belongs to what was written before it: on the same line, or where that has no end yet. */
function goesOn(c: Cursor, at: number, to: number): boolean {
  const before = c.tokens[at - 1]
  const token = c.tokens[at]
  if (before?.line === token?.line) return true
  c.end = to
  c.at = at
  if (see(c, 'and', 'or', 'but', 'except') !== null || takeOrUnknown(c)) return true
  if (token?.kind === 'sign' && ',;)'.includes(token.text)) return true
  if (before?.kind === 'sign') return before.text === ',' ? !seesStart(c) : OPEN_ENDS.has(before.text)
  c.at = at - 1
  return see(c, 'and', 'or', 'but', 'except') !== null
}

/** Say nothing at the end: "premium only", nor before who is meant: «только из Риги». */
const ONLY: ReadonlySet<string> = new Set(['only', 'только', 'just', 'please', 'пожалуйста'])
const EITHER: ReadonlySet<string> = new Set([...ONLY, 'either', 'либо', 'или'])

/** Conditions on one line, or on several that go on; a comma or a full stop behind them says nothing. */
function readLine(c: Cursor, from: number, to: number): Rule {
  c.at = from
  c.end = to
  const last = c.tokens[to - 1]
  if (last?.kind === 'sign' && ',;.'.includes(last.text) && to - from > 1) c.end--
  if (ONLY.has(c.tokens[c.end - 1]?.text ?? '') && c.end - from > 1) c.end--
  const criterion = readJoined(c)
  const rest = peek(c)
  if (rest === null) return criterion
  return rest.kind === 'sign' && rest.text === ')' ? fail(c, { kind: 'opening' }) : fail(c, { kind: 'joiner' })
}

/** Conditions joined by *and* or by *or*; where both stand on one level, one of them binds. */
function readJoined(c: Cursor): Rule {
  const shared = NEITHER.has(peek(c)?.text ?? '')
  let denied = saysDenied(c)
  const parts: Rule[] = [readPart(c)]
  const joiners: ('and' | 'or')[] = []
  for (let joiner = takeJoiner(c); joiner !== null; joiner = takeJoiner(c)) {
    // "Everyone except VIP", "everyone but VIP", "all women": who is meant stands behind it.
    const last = parts.at(-1)
    const everyone = last !== undefined && 'leaf' in last && last.leaf === 'everyone'
    const nobody = last !== undefined && 'not' in last && 'leaf' in last.not && last.not.leaf === 'everyone'
    if (nobody && joiner === 'but') {
      parts.splice(-1, 1, readExcepted(c))
      continue
    }
    if (everyone && joiner === 'but') {
      parts.splice(-1, 1, { not: readExcepted(c) })
      continue
    }
    // "Didn't click or open" has done neither.
    if (joiner === 'or' && denied && last !== undefined && see(c, 'not') === null) {
      c.made.add('denial')
      if (c.choices.denial === 'neither') {
        parts.splice(-1, 1, { all: [last, { not: readPart(c) }] })
        continue
      }
    }
    const but = BUT.has(c.tokens[c.at - 1]?.text ?? '') || c.tokens[c.at - 1]?.text === 'but'
    denied = saysDenied(c)
    if (everyone && joiner === 'next') parts.pop()
    else joiners.push(joiner === 'or' ? 'or' : 'and')
    const begin = c.at
    const part = readPart(c)
    const beside = joiner === 'next' ? oneOf(parts.at(-1), part, isSingle(c)) : null
    if (beside !== null) {
      parts.splice(-1, 1, beside)
      if (parts.length > 1 || joiners.length > 0) joiners.pop()
      continue
    }
    if (but && last !== undefined) parts.splice(-1, 1, aboutNext(c, last, part))
    parts.push(joiner === 'next' ? part : carried(c, parts.at(-1), part, begin))
  }
  if (shared) shareTime(parts)
  if (joiners.includes('and') && joiners.includes('or')) {
    c.made.add('mixed')
    return bound(parts, joiners, c.choices.mixed)
  }
  return joinAll(parts, joiners[0] ?? 'and')
}

const BUT: ReadonlySet<string> = new Set(['but', 'но', 'а', 'зато'])
/** Of these nobody has two values. */
const SINGLE: ReadonlySet<string> = new Set(['rfm', 'status', 'engagement', 'ladder', 'language', 'source', 'channel'])

function isSingle({ vocabulary }: Cursor): (leaf: AnyLeaf) => boolean {
  return leaf =>
    SINGLE.has(leaf.leaf) ||
    (leaf.leaf === 'field' && 'field' in leaf && vocabulary.field(Number(leaf.field))?.type !== 'many_of')
}

/**
 * «Москва Питер Казань»: values of which nobody has two, one after another, are any of them. Null where these are no such
 * values.
 */
function oneOf(before: Rule | undefined, behind: Rule, single: (leaf: AnyLeaf) => boolean): Rule | null {
  if (before === undefined || !('leaf' in before) || !('leaf' in behind) || before.leaf !== behind.leaf) return null
  if (!single(before)) return null
  if ('test' in before && 'test' in behind) {
    const [one, other] = [before.test, behind.test].map(isTest)
    const same = 'field' in before && 'field' in behind && before.field === behind.field
    return same && one !== null && one !== undefined && other !== null && other !== undefined
      ? { ...before, ...{ test: { is: [...one, ...other] } } }
      : null
  }
  for (const key of ['values', 'groups', 'cells', 'rungs', 'codes'] as const) {
    const [one, other] = [Object.entries(before), Object.entries(behind)].map(
      all => all.find(([name]) => name === key)?.[1],
    )
    if (Array.isArray(one) && Array.isArray(other) && Object.keys(before).length === Object.keys(behind).length)
      return { ...before, ...{ [key]: [...one, ...other] } }
  }
  return null
}

/** The values that a field must be one of; null where something else is asked of it. */
function isTest(test: unknown): unknown[] | null {
  return typeof test === 'object' && test !== null && 'is' in test && Array.isArray(test.is) ? test.is : null
}

/** "Received but didn't see “A”": what happened with no offer named may be of the one that is named next. */
function aboutNext(c: Cursor, before: Rule, behind: Rule): Rule {
  const next = 'not' in behind ? behind.not : behind
  if (!('leaf' in before) || !('leaf' in next) || !('offer' in before) || before.offer !== null) return before
  const alone = before.window === null && typeof before.count === 'object' && 'atLeast' in before.count
  if (!alone || !('offer' in next) || typeof next.offer !== 'number') return before
  c.made.add('about')
  return c.choices.about === 'same' ? { ...before, ...{ offer: next.offer } } : before
}

const NEITHER: ReadonlySet<string> = new Set(['neither', 'ни', 'either', 'или', 'либо'])

/** "Neither clicked nor ordered in 30 days", "either ordered or clicked this week": the time that stands behind the last is that of each. */
function shareTime(parts: Rule[]): void {
  const last = parts.at(-1)
  const leaf = last === undefined ? null : 'not' in last ? last.not : last
  const window = leaf !== null && 'leaf' in leaf ? leaf.window : null
  if (window === null || window === undefined) return
  for (const [i, part] of parts.entries()) {
    const inside = 'not' in part ? part.not : part
    if (!('leaf' in inside) || inside.window !== null) continue
    const timed = { ...inside, window }
    parts[i] = 'not' in part ? { not: timed } : timed
  }
}

/** "From Instagram last week": when they came stands behind where from. */
function whenTheyCame(c: Cursor, part: Rule): Rule {
  const came = 'leaf' in part && (part.leaf === 'source' || part.leaf === 'channel') && !('last' in part)
  if (!came || peek(c)?.kind === 'sign' || !seesWindow(c) || seesWhenFirst(c)) return part
  const subscribed: AnyLeaf = { leaf: 'subscribed', window: readWindow(c) }
  return { all: [part, subscribed] }
}

/** What people say, and no condition is written with: it may hold for all that follows. */
const DENIALS: ReadonlySet<string> = new Set([
  ...["didn't", "hasn't", "haven't", "don't", "doesn't", 'did', 'has', 'have', 'do', 'does', 'never', "won't", 'who'],
])

/** True before "didn't", "have not", "never": what happened behind it did not. */
function saysDenied(c: Cursor): boolean {
  const place: Cursor = { ...c }
  while (take(place, 'people') !== null);
  return DENIALS.has(peek(place)?.text ?? '') && see(place, 'not') !== null && peek(place, 1)?.text !== 'stopped'
}

/**
 * "No city or phone" has neither: a fact alone behind one that is missing is missing too. Whether "no city and phone" is
 * that, nobody would doubt either.
 */
function carried(c: Cursor, before: Rule | undefined, part: Rule, begin: number): Rule {
  const missing = before !== undefined && knownOf(before) === false
  if (!missing || knownOf(part) !== true) return part
  for (let at = begin; at < c.at; at++)
    if (longestAt(JOINTS, { tokens: c.tokens, at, end: c.at }, ['known', 'has']) !== null) return part
  const said = 'leaf' in part ? part : null
  if (said === null) return part
  return 'test' in said ? { ...said, ...{ test: { known: false } } } : { ...said, ...{ value: false } }
}

/** Whether a rule says that a fact is known, or that it is not; null for any other. */
function knownOf(rule: Rule): boolean | null {
  if ('not' in rule) {
    const inside = knownOf(rule.not)
    return inside === null ? null : !inside
  }
  if (!('leaf' in rule)) return null
  if (rule.leaf === 'known' && 'value' in rule) return rule.value === true
  const test = 'test' in rule ? rule.test : null
  return typeof test === 'object' && test !== null && 'known' in test ? test.known === true : null
}

/** One part, with the conditions that stood behind a comma where its values do. */
function readPart(c: Cursor): Rule {
  const above = c.asides
  c.asides = []
  c.tied = null
  const part = whenTheyCame(c, tiedTo(c, readNegated(c)))
  const { asides } = c
  c.asides = above
  if (asides.length === 0) return part
  c.made.add('comma')
  return joinAll([part, ...asides], c.choices.comma)
}

/** "Clicked and ordered within 3 days": after the click, or in the last three days, is asked. */
function tiedTo(c: Cursor, rule: Rule): Rule {
  const { tied } = c
  c.tied = null
  if (tied === null) return rule
  const after = followedBy(tied, rule)
  if (after === null) return cannotFollow(tied, rule) ? fail(c, { kind: 'followed' }) : rule
  c.made.add('tie')
  return c.choices.tie === 'after' ? after : rule
}

/** What the shop reports cannot be tied to another event: "received "A" and left cart within 3 days" is no stretch of the calendar. */
function cannotFollow(tied: AnyLeaf, rule: Rule): boolean {
  const leaf = 'not' in rule ? rule.not : rule
  return tied.leaf === 'reported' || ('leaf' in leaf && leaf.leaf === 'reported')
}

/**
 * Takes *and*, *or*, *but*. A comma, or nothing at all, joins like *and* where a condition surely begins behind it: "women
 * from Riga, not in VIP". What stands behind *except* is left out, and taken by the part itself.
 */
function takeJoiner(c: Cursor): 'and' | 'or' | 'but' | 'next' | null {
  const at = c.at
  const comma = takeSign(c, ',', ';')
  const bare = peek(c)?.text === 'but'
  const key = take(c, 'and', 'or', 'but')
  if (key === 'but') take(c, 'and')
  if (key === 'but' && bare && see(c, 'not', 'has', 'people', 'except') === null) return 'but'
  if (key !== null) return key === 'or' ? 'or' : 'and'
  if (seesCondition(c, comma)) return 'next'
  c.at = at
  return null
}

/** True where a condition begins without a word that joins it. */
function seesCondition(c: Cursor, comma: boolean): boolean {
  const token = peek(c)
  if (token === null || (token.kind === 'sign' && token.text !== '(') || token.text === '(') return false
  if (see(c, 'except') !== null) return true
  const before = { at: c.at, picks: c.picks, made: new Set(c.made) }
  while (!seesSegment(c) && take(c, 'has', 'people', 'anything') !== null);
  take(c, 'not')
  while (!seesSegment(c) && take(c, 'has', 'people', 'anything') !== null);
  const begins = beginsHere(c)
  c.at = before.at
  if (begins === 'words' || (begins === null && seesWhenFirst(c))) return true
  return begins === 'value' && (comma || c.bare)
}

/** Joins what stands beside the binding word first, then the rest by the other. */
function bound(parts: Rule[], joiners: ('and' | 'or')[], binds: 'and' | 'or'): Rule {
  const groups: Rule[][] = [[]]
  for (const [i, part] of parts.entries()) {
    if (i > 0 && joiners[i - 1] !== binds) groups.push([])
    groups.at(-1)?.push(part)
  }
  return joinAll(
    groups.map(group => joinAll(group, binds)),
    binds === 'and' ? 'or' : 'and',
  )
}

function joinAll(parts: Rule[], by: 'and' | 'or'): Rule {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  return by === 'and' ? { all: parts } : { any: parts }
}

/** A condition or a group in brackets, with *not* before it or not. */
export function readNegated(c: Cursor): Rule {
  if (peek(c) === null) return fail(c, { kind: 'condition' })
  const group = takeSign(c, '(')
  if (group) {
    return deeper(c, () => {
      const inside = readJoined(c)
      if (!takeSign(c, ')')) fail(c, { kind: peek(c) === null ? 'closing' : 'joiner' })
      return inside
    })
  }
  // "No farther than" is no *not*.
  while (takePeople(c) && peek(c) !== null);
  const timed = readWhenFirst(c, readNegated)
  if (timed !== null) return timed
  const negation = see(c, 'not', 'except')?.length ?? 0
  const longer = (seeBeginning(c)?.length ?? 0) > negation || (negation > 0 && seesWhole(c, negation))
  if (longer) return readCondition(c)
  if (take(c, 'except') !== null) return { not: readExcepted(c) }
  if (take(c, 'not') === null) return readCondition(c)
  c.saidNever = false
  c.saidBareTime = false
  c.bareCount = null
  const inside = deeper(c, () => readNegated(c))
  takeOrUnknown(c)
  c.denied = true
  return turned(c, inside)
}

/** Words that say who is spoken of, with the comma behind them that Russian has: «клиенты, которые». */
function takePeople(c: Cursor): boolean {
  if (see(c, 'older', 'turning', 'newcomers', 'adults', 'minors') !== null || seesBuyers(c)) return false
  if (seesSegment(c)) return false
  const either = EITHER.has(peek(c)?.text ?? '') && peek(c, 1)?.kind === 'word'
  if (either) c.at++
  else if (take(c, 'people', 'anything', 'both') === null) return false
  const at = c.at
  if (takeSign(c, ',') && see(c, 'people') === null) c.at = at
  return true
}

/** True before words that begin with *not* and are one condition: "never showed a sign", "no older than 35". */
function seesWhole(c: Cursor, negation: number): boolean {
  if (see(c, 'noOlder', 'noYounger') !== null) return true
  // "No longer Champions" have been.
  if (peek(c, 1)?.text === 'longer') return beginsHere(c) === 'words'
  return seeBeginning({ ...c, at: c.at + negation }) === null && (bareHere(c)?.to ?? 0) > c.at + negation
}

/** All that is left out: "except VIP and Champions" leaves out both. */
function readExcepted(c: Cursor): Rule {
  const parts = [deeper(c, () => readNegated(c))]
  for (;;) {
    const begin = c.at
    const joined = takeSign(c, ',') || take(c, 'and', 'or') !== null
    if (!joined || see(c, 'not', 'except') !== null || beginsHere(c) !== 'value') {
      c.at = begin
      return joinAll(parts, 'or')
    }
    parts.push(deeper(c, () => readNegated(c)))
  }
}

/**
 * *Not* before a condition. "Not ordered 90 days" does not say whether they ever did; "not ordered 90" does not say what
 * there are 90 of, and would hold nearly everyone.
 */
function turned(c: Cursor, inside: Rule): Rule {
  if (c.bareCount !== null && 'leaf' in inside) {
    c.at = c.bareCount
    return fail(c, { kind: 'timesOrUnit' })
  }
  const plain: Rule = c.saidNever && 'leaf' in inside ? inside : { not: inside }
  if (!c.saidBareTime || !('leaf' in inside)) return plain
  const { count, window } = inside
  if (count === undefined || window === undefined || window === null) return plain
  if (count !== 'none' && !('atLeast' in count && count.atLeast === 1)) return plain
  c.saidBareTime = false
  c.made.add('quiet')
  if (c.choices.quiet === 'before') return plain
  const recent: Window = 'ago' in window ? { in: window.n, unit: window.unit } : window
  const none: Rule = { ...inside, count: 'none', window: recent }
  if (c.choices.quiet === 'never') return none
  return { all: [{ ...inside, count: { atLeast: 1 }, window: null }, none] }
}
