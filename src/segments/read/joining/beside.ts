import { hoursOf } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, fail, peek, see, take } from '../cursor.js'
import { followedBy } from '../events/followed.js'

/** Of these nobody has two values. */
const SINGLE: ReadonlySet<string> = new Set(['rfm', 'status', 'engagement', 'ladder', 'language', 'source', 'channel'])

function isSingle({ vocabulary }: Cursor, leaf: AnyLeaf): boolean {
  if (SINGLE.has(leaf.leaf)) return true
  return leaf.leaf === 'field' && 'field' in leaf && vocabulary.field(Number(leaf.field))?.type !== 'many_of'
}

/**
 * «Москва Питер Казань»: values of which nobody has two, one after another, are any of them. Null where these are no such
 * values.
 */
export function oneOf(c: Cursor, before: Rule | undefined, behind: Rule): Rule | null {
  if (before !== undefined && isCame(before) && isCame(behind) && ('any' in before || 'any' in behind))
    return { any: [before, behind].flatMap(rule => ('any' in rule ? rule.any : [rule])) }
  if (before === undefined || !('leaf' in before) || !('leaf' in behind) || before.leaf !== behind.leaf) return null
  if (!isSingle(c, before)) return null
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

/** True for where people came from, by a source or a channel. */
function isCame(rule: Rule): boolean {
  return ('any' in rule ? rule.any : [rule]).every(
    one => 'leaf' in one && (one.leaf === 'source' || one.leaf === 'channel'),
  )
}

/** The values that a field must be one of; null where something else is asked of it. */
function isTest(test: unknown): unknown[] | null {
  return typeof test === 'object' && test !== null && 'is' in test && Array.isArray(test.is) ? test.is : null
}

/** "Received but didn't see “A”": what happened with no offer named may be of the one that is named next. */
export function aboutNext(c: Cursor, before: Rule, behind: Rule): Rule {
  const next = 'not' in behind ? behind.not : behind
  if ('not' in before) {
    const meant = aboutNext(c, before.not, behind)
    return meant === before.not ? before : { not: meant }
  }
  if (!('leaf' in before) || !('leaf' in next) || !('offer' in before) || before.offer !== null) return before
  const alone = before.window === null && typeof before.count === 'object' && 'atLeast' in before.count
  if (!alone || !('offer' in next) || typeof next.offer !== 'number') return before
  return { ...before, ...{ offer: next.offer } }
}

/** "Neither clicked nor ordered in 30 days", "either ordered or clicked this week": the time that stands behind the last is that of each. */
export function shareTime(parts: Rule[]): void {
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

/** "Clicked and ordered within 3 days": after the click, or in the last three days, is asked. */
export function tiedTo(c: Cursor, rule: Rule, begin: number): Rule {
  const { tied } = c
  c.tied = null
  // «Открыли или кликнули за неделю»: neither follows the other.
  if (tied === null || OR.has(c.tokens[begin - 1]?.text ?? '')) return rule
  const after = followedBy(tied, rule)
  if (!c.tokens.slice(begin, c.at).some(({ text }) => WITHIN.test(text))) {
    if (after === null || !saysDone(c, begin)) return rule
    c.made.add('tie')
    return c.choices.tie === 'after' ? after : rule
  }
  if (after === null) return cannotFollow(tied, rule) ? fail(c, { kind: 'followed' }) : rule
  // Of so few days "within" says how soon: the last of them are called the last.
  if (
    (tied.window ?? null) === null &&
    isSoon(rule) &&
    c.tokens.slice(begin, c.at).some(({ text }) => text === 'within')
  )
    return after
  c.made.add('tie')
  return c.choices.tie === 'after' ? after : rule
}

/** True for a time of a few days. */
function isSoon(rule: Rule): boolean {
  const leaf = 'not' in rule ? rule.not : rule
  const window = 'leaf' in leaf ? (leaf.window ?? null) : null
  return window !== null && 'in' in window && hoursOf({ n: window.in, unit: window.unit }) <= SOON_HOURS
}

const SOON_HOURS = 14 * 24

const OR: ReadonlySet<string> = new Set(['or', 'или', 'либо'])
const WITHIN = /^(?:within|течени[еи])$/u

/** Verbs that say something to be done once and for all: what people did not do so may have had its time. */
const DONE =
  /^(?:(?:купи|заказа|приобре|взя|оформи|оплати|кликну|щелкну|тыкну|тапну|перейд|наж?а|откры|прочита|проч|увиде|посмотре|ответи|написа|отреагирова|лайкну|постави|сдела|соверши|примени|вве|воспользова|отозва)л[аи]?(?:сь|ся)?|переш[её]?л[аи]?)$/u

/** True where a part is said by such a verb, and not as a condition of the language is written. */
function saysDone(c: Cursor, begin: number): boolean {
  return c.tokens
    .slice(begin, c.at)
    .some(({ kind, start, end }) => kind === 'word' && DONE.test(c.source.slice(start, end).toLowerCase()))
}

/** What the shop reports more than once cannot be tied to another event: "received "A" and left cart twice within 3 days" is no stretch of the calendar. */
function cannotFollow(tied: AnyLeaf, rule: Rule): boolean {
  const leaf = 'not' in rule ? rule.not : rule
  return tied.leaf === 'reported' || ('leaf' in leaf && leaf.leaf === 'reported')
}

/** What people say, and no condition is written with: it may hold for all that follows. */
const DENIALS: ReadonlySet<string> = new Set([
  ...["didn't", "hasn't", "haven't", "don't", "doesn't", 'did', 'has', 'have', 'do', 'does', 'never', "won't", 'who'],
])

/** Verbs whose denial no condition is written with: "no clicks" is. */
const DEED =
  /^(?:clicked|tapped|ordered|bought|purchased|shopped|paid|replied|responded|reacted|seen|opened|read|received)$/
/** Behind *but* any is said. */
const UNWRITTEN = /^(?!seen|opened|read|received)/

/** True before "didn't", "have not", "never", and before "not ordered": what happened behind it did not. @param but it stands behind *but* */
export function saysDenied(c: Cursor, but: boolean): boolean {
  const place: Cursor = { ...c }
  while (take(place, 'people') !== null);
  const [not, verb] = [peek(place)?.text ?? '', peek(place, 1)?.text ?? '']
  if (not === 'not') return DEED.test(verb) && (but || UNWRITTEN.test(verb))
  return DENIALS.has(not) && see(place, 'not') !== null && verb !== 'stopped'
}
