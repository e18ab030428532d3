import { DAY } from '../../../clock.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, pick, seeBeginning } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'

/** What two conditions come to where one of them says something of the other; null where each says all of itself. */
export function scopedOf(c: Cursor, before: Rule | undefined, part: Rule, begun: number, begin: number): Rule | null {
  if (before === undefined) return null
  return (
    ofSecond(c, before, part, begun, begin) ??
    neitherOf(c, before, part, begun, begin) ??
    placesOf(c, before, part, begin) ??
    ofOnePoll(c, before, part, begun, begin) ??
    monthsOf(c, before, part, begin)
  )
}

/**
 * "VIP or members from Leeds": whether what stands behind two groups says which of both are meant, or of the second alone, is
 * asked. Null where it is of both, as behind a comma.
 */
function ofSecond(c: Cursor, before: Rule, part: Rule, begun: number, begin: number): Rule | null {
  if (!('any' in before) || !before.any.every(isSegment)) return null
  const said = c.tokens.slice(begun, begin)
  if (
    said.some(({ kind, text }) => kind === 'sign' && ',;()-'.includes(text)) ||
    !said.some(({ text }) => text === 'or')
  )
    return null
  const last = before.any.at(-1)
  if (last === undefined || pick(c, 2) === 0) return null
  return { any: [...before.any.slice(0, -1), { all: [last, part] }] }
}

function isSegment(rule: Rule): boolean {
  return 'leaf' in rule && rule.leaf === 'segment'
}

const NO: ReadonlySet<string> = new Set(['no', 'without', 'без'])
const OR: ReadonlySet<string> = new Set(['or', 'или', 'либо'])

const KNOWN = /^(?:known|извест|указан|заполнен)/u

/** True for what did not happen, and for a number that is 0. */
function isNone(rule: Rule): boolean {
  if ('not' in rule && 'not' in rule.not) return isNone(rule.not.not)
  const inside = 'not' in rule ? rule.not : rule
  if (!('leaf' in inside)) return false
  const zero = 'test' in inside && JSON.stringify(inside.test) === JSON.stringify({ number: { exactly: 0 } })
  return zero || inside.count === 'none' || ('not' in rule && isOnce(inside))
}

/**
 * "No phone or orders": neither of the two, or one of them missing, is asked; null where what stands behind *or* is said by
 * itself.
 */
function neitherOf(c: Cursor, before: Rule, part: Rule, begun: number, begin: number): Rule | null {
  const said = c.tokens.slice(begun, begin - 1).findLast(({ text }) => NO.has(text))
  if (said === undefined || !OR.has(c.tokens[begin - 1]?.text ?? '')) return null
  // "Without orders or phone": a fact behind what did not happen.
  const bare = isKnown(part) === true && !KNOWN.test(c.tokens[c.at - 1]?.text ?? '')
  if (isKnown(before) !== false && !(isNone(before) && bare)) return null
  const place = { tokens: c.tokens, at: begin, end: c.at }
  if (longestAt(JOINTS, place, ['not', 'known', 'unknown', 'has', 'people']) !== null) return null
  const missing = isKnown(part) === true || isKnown(part) === false ? missingOf(part) : deniedOf(part)
  if (missing === null) return null
  return pick(c, 2) === 0 ? { all: [before, missing] } : { any: [before, missing] }
}

/** Whether a rule says that a fact is known, or that it is not; null for any other. */
export function isKnown(rule: Rule): boolean | null {
  if ('not' in rule) {
    const inside = isKnown(rule.not)
    return inside === null ? null : !inside
  }
  if (!('leaf' in rule)) return null
  if (rule.leaf === 'known' && 'value' in rule) return rule.value === true
  const test = 'test' in rule ? rule.test : null
  return typeof test === 'object' && test !== null && 'known' in test ? test.known === true : null
}

/** The same fact as one that is not known. */
export function missingOf(rule: Rule): Rule | null {
  if ('not' in rule) return isKnown(rule) === false ? rule : null
  if (!('leaf' in rule)) return null
  return 'test' in rule ? { ...rule, ...{ test: { known: false } } } : { ...rule, ...{ value: false } }
}

/** What happened, as what did not; null for anything else. */
function deniedOf(rule: Rule): Rule | null {
  if (!('leaf' in rule) || !isOnce(rule)) return null
  return { not: rule }
}

function isOnce({ count }: AnyLeaf): boolean {
  return typeof count === 'object' && 'atLeast' in count && count.atLeast === 1
}

const AND: ReadonlySet<string> = new Set(['and', 'и'])
const FROM: ReadonlySet<string> = new Set(['from', 'in', 'из', 'в'])

/**
 * «Жители Минска и Казахстана» live in the one or in the other, and who is "not from Riga and Latvia" in neither; null where
 * what stands behind *and* says of what it is.
 */
function placesOf(c: Cursor, before: Rule, part: Rule, begin: number): Rule | null {
  const inside = 'not' in before ? before.not : before
  const [one, other] = [placeOf(c, inside), placeOf(c, part)]
  if (one === null || other === null || one === other || !AND.has(c.tokens[begin - 1]?.text ?? '')) return null
  if (seeBeginning({ ...c, at: begin }) !== null && !FROM.has(c.tokens[begin]?.text ?? '')) return null
  return 'not' in before ? { all: [before, { not: part }] } : { any: [before, part] }
}

/** Of which field a rule names towns or countries; null for any other rule. */
function placeOf(c: Cursor, rule: Rule): 'city' | 'country' | null {
  if (!('leaf' in rule) || rule.leaf !== 'field' || !('field' in rule)) return null
  const field = c.vocabulary.field(Number(rule.field))
  const named = 'test' in rule && typeof rule.test === 'object' && rule.test !== null && 'is' in rule.test
  if (!named || field === null || field === undefined || field.label !== null) return null
  return field.key === 'city' || field.key === 'country' ? field.key : null
}

/** «В июле и августе»: in both of them, or in either, is asked; null where the second is no month behind the first. */
function monthsOf(c: Cursor, before: Rule, part: Rule, begin: number): Rule | null {
  const both = 'leaf' in before && 'leaf' in part && AND.has(c.tokens[begin - 1]?.text ?? '')
  if (!both || (c.tokens[begin - 2]?.text ?? '') === ',') return null
  const { window: one, ...first } = before
  const { window: other, ...second } = part
  if (one == null || other == null || !('from' in one) || !('from' in other)) return null
  if (one.from === null || one.to === null || other.from === null || JSON.stringify(first) !== JSON.stringify(second))
    return null
  const next = new Date(Date.parse(one.to) + DAY).toISOString().slice(0, 10)
  if (next !== other.from || begin + 2 < c.at) return null
  return pick(c, 2) === 0 ? null : { ...before, window: { from: one.from, to: other.to } }
}

const ANY = /^(?:any|люб)/u

/** "Answered wrong or ignored the quiz “A”": the poll that is named counts for both; null where the first is of any. */
function ofOnePoll(c: Cursor, before: Rule, part: Rule, begun: number, begin: number): Rule | null {
  if (!('leaf' in before) || !('leaf' in part) || before.leaf !== 'voted' || part.leaf !== 'voted') return null
  if (!('offer' in before) || before.offer !== null || !('offer' in part) || part.offer === null) return null
  if (c.tokens.slice(begun, begin).some(({ text }) => ANY.test(text))) return null
  const both: Rule[] = [{ ...before, ...{ offer: part.offer } }, part]
  return OR.has(c.tokens[begin - 1]?.text ?? '') ? { any: both } : { all: both }
}
