import { KINDS } from '../kinds/all.js'
import type { Window } from '../parts.js'
import type { AnyLeaf, Rule } from '../rule.js'
import { type Candidate, surest } from './candidate.js'
import { type Cursor, fail, Mistake, peek, pick, see, take } from './cursor.js'
import { endsHere, nameOf } from './fields/field.js'
import { JOINTS, longestAt, phrasesOf } from './lexicon.js'
import { WERE } from './names/bare.js'
import { readCount, seesCount } from './numbers/count.js'
import { readHowOften } from './numbers/how-often.js'
import { readLimitAgain } from './numbers/limit-again.js'
import { seesThingCalled } from './orders/bought.js'
import { type AskedOrder, takeBought } from './orders/order.js'
import { monthAt, yearAt } from './times/calendar.js'
import { readDates, seesDay } from './times/date.js'
import { seesStretch } from './times/stretch.js'
import { readWindow, seesWindow } from './times/window.js'

/** One condition: of the ways in which the kinds can take what stands here, the surest. */
export function readCondition(c: Cursor): Rule {
  const own = surest(KINDS.flatMap(kind => kind.read(c)))
  const candidates = own.length > 0 && isLedFurther(c, own) ? [] : own
  const chosen = candidates[pick(c, candidates.length)]
  if (chosen !== undefined) {
    const begin = c.at
    c.at = chosen.to
    c.bare = false
    c.named = null
    const rule = chosen.read()
    if ('leaf' in rule && rule.window !== undefined) Object.assign(c, { last: rule, denied: false })
    // "All women" are women.
    if ('leaf' in rule && (rule.leaf === 'everyone' || rule.leaf === 'premium')) c.bare = true
    // "Level intermediate or higher men".
    if ('leaf' in rule && rule.leaf === 'field' && isSpoken(c, begin)) c.bare = true
    return rule
  }
  const limited = readLimitAgain(c)
  if (limited !== null) return limited
  // "Ordered but not shoes".
  if (c.named === null && c.last?.leaf === 'ordered' && isDenied(c)) c.named = 'thing'
  const bare = c.trying && !c.tryBare ? [] : surest(KINDS.flatMap(kind => kind.bare?.(c) ?? []))
  const same = c.named === null ? [] : bare.filter(({ of }) => of === (c.named === 'thing' ? 'product' : c.named))
  const meant = same[0] ?? ofSameField(c, bare) ?? bare[pick(c, bare.length)]
  if (meant !== undefined) {
    const denied = isDenied(c)
    c.at = meant.to
    const rule = inSameTime(c, meant.read(), denied)
    c.bare = true
    c.field = 'leaf' in rule && rule.leaf === 'field' && 'field' in rule ? Number(rule.field) : null
    // "5 or more clicks but less than 10": what is said next may be of the same.
    if ('leaf' in rule && (rule.leaf === 'ordered' || rule.leaf === 'promoCode' || isCounted(rule)))
      Object.assign(c, { last: rule, denied: false })
    return rule
  }
  const again = readHowOften(c) ?? readAgain(c)
  if (again !== null) return again
  if (take(c, 'unknown') !== null && peek(c) !== null) return { not: c.condition(c) }
  if (WERE.has(peek(c)?.text ?? '') && take(c, 'has') !== null) return readWere(c)
  return take(c, 'has', 'people', 'known', 'anything', 'favourite', 'article') === null
    ? unknownCondition(c)
    : c.condition(c)
}

/** "Likes fragrance but not skincare": of what the field before can hold, where several things are called so; null where none is. */
function ofSameField(c: Cursor, bare: readonly Candidate[]): Candidate | null {
  if (bare.length < 2 || c.field === null || !JOINS.test(c.tokens[c.at - 1]?.text ?? '')) return null
  const found = bare.filter(({ to, read }) => {
    const [before, made, many] = [{ ...c }, new Set(c.made), c.ways.many]
    c.at = to
    try {
      const rule = read()
      return 'leaf' in rule && rule.leaf === 'field' && 'field' in rule && rule.field === before.field
    } catch (error) {
      if (error instanceof Mistake) return false
      throw error
    } finally {
      Object.assign(c, before)
      c.ways.many = many
      for (const one of c.made) if (!made.has(one)) c.made.delete(one)
    }
  })
  return found.length === 1 ? (found[0] ?? null) : null
}

/** Before one more value of the same: *or*, *and*, *not*. */
const JOINS = /^(?:or|and|but|not|nor|или|и|но|не|а)$/u

/** True for so many clicks, messages or replies, and not for whether there was one. */
function isCounted({ leaf, count }: AnyLeaf): boolean {
  const many = typeof count === 'object' && !('atLeast' in count && count.atLeast === 1)
  return many && /^(?:clicked|seen|received|replied|reacted|reported|pieces)$/.test(leaf)
}

/** True for words alone, with no sign between them. */
function isSpoken(c: Cursor, begin: number): boolean {
  return c.tokens.slice(begin, c.at).every(({ kind }) => kind === 'word')
}

/** "Ordered in May but not boots": whether that is of May too is asked. */
function inSameTime(c: Cursor, rule: Rule, denied: boolean): Rule {
  const window = c.last?.leaf === 'ordered' ? (c.last.window ?? null) : null
  if (!denied || window === null || !('leaf' in rule) || rule.leaf !== 'ordered' || rule.window !== null) return rule
  return pick(c, 2) === 0 ? { ...rule, window } : rule
}

/** True behind "not" that stands before a name alone. */
function isDenied(c: Cursor): boolean {
  return longestAt(JOINTS, { tokens: c.tokens, at: c.at - 1, end: c.at }, ['not']) !== null
}

/** How people stand now: nobody knows how they stood before. */
const STANDINGS: ReadonlySet<string> = new Set([
  ...['field', 'segment', 'listed', 'status', 'engagement', 'rfm', 'rfmScore', 'ladder', 'series', 'premium', 'age'],
  ...['language', 'timeZone', 'near'],
])

/** «Были в Москве»: of what is only known as it is now nothing is said. */
function readWere(c: Cursor): Rule {
  const begin = c.at - 1
  const rule = c.condition(c)
  const inside = 'not' in rule ? rule.not : rule
  const stands = 'any' in inside ? inside.any[0] : inside
  if (stands === undefined || !('leaf' in stands) || !STANDINGS.has(stands.leaf)) return rule
  // «Были известны»: a fact that is known is known still.
  if ('test' in stands && typeof stands.test === 'object' && stands.test !== null && 'known' in stands.test) return rule
  if ('stands' in stands && stands.stands !== 'in') return rule
  c.at = begin
  return fail(c, { kind: 'condition' })
}

/** "Joined from Instagram" begins with more words of where they came from than of when they did. */
function isLedFurther(c: Cursor, [first]: Candidate[]): boolean {
  const lead = see(c, 'cameFrom', 'likes')
  if (lead === null || first === undefined || first.sure !== 'words' || c.at + lead.length <= first.to) return false
  return bareHere(c)?.sure === 'words'
}

/** "Bought last year but not this year": a stretch of time alone is about what happened before it; null where none stands. */
function readAgain(c: Cursor): Rule | null {
  const { last } = c
  // "Twice in May and again in June": once more, however often before.
  if (peek(c)?.text === 'again' && last !== null && last.count !== 'none' && seesWindow({ ...c, at: c.at + 1 })) {
    c.at++
    const more: AnyLeaf = { ...last, count: { atLeast: 1 } }
    return readAgain(Object.assign(c, { last: more }))
  }
  // "Bought shoes but not in the last 30 days".
  if (last !== null && last.window === null && !isDenied(c)) return howOften(c, last)
  if (
    last === null ||
    last.window === undefined ||
    (peek(c)?.kind === 'number' && yearAt(c, 0) === null && !seesDay(c, 0))
  )
    return null
  // «Два заказа в этом году и ни разу в прошлом»: none at all then.
  const often = typeof last.count === 'object' && !('atLeast' in last.count && last.count.atLeast === 1)
  if (often && DENIES.test(c.tokens[c.at - 1]?.text ?? '')) {
    const { at } = c
    const again: Rule | null = readAgain({ ...c, last: { ...last, count: { atLeast: 1 } } })
    c.at = at
    if (again === null) return null
    return readAgain(Object.assign(c, { last: { ...last, count: { atLeast: 1 } } }))
  }
  // "Not bought last year or this year" does not say of which they did not.
  // "Didn't order this month but did last month" says it.
  if (c.denied && !isDenied(c) && !DID.has(c.tokens[c.at - 1]?.text ?? '')) return null
  const begin = c.at
  take(c, 'at')
  const one = see(c, 'thisOne', 'lastOne')
  const { window } = last
  // «Но не в этом»: what of is said before.
  const behind = one === null ? c.end : c.at + one.length
  const not = see({ ...c, at: behind }, 'not')?.length ?? 0
  const ends = endsHere({ ...c, at: behind }) || (not > 0 && endsHere({ ...c, at: behind + not }))
  if (one !== null && seesStretch(c) === null && window !== null && 'calendar' in window && ends) {
    c.at += one.length
    return deniedBehind(c, { ...last, window: { calendar: window.calendar, back: one.key === 'thisOne' ? 0 : 1 } })
  }
  c.at = begin
  if (yearAt(c, 0) !== null && endsHere({ ...c, at: c.at + 1, trying: true })) {
    const { first, last: end } = readDates(c)
    return { ...last, window: { from: first, to: end } }
  }
  // "In September or October": the second month has no word before it.
  const month = monthAt(c, 0)
  if (month !== null && endsHere({ ...c, at: c.at + month.length, trying: true })) {
    const { first, last: end } = readDates(c)
    return { ...last, window: { from: first, to: end } }
  }
  if (!seesWindow(c)) return howOften(c, last)
  const again = readWindow(c)
  // «В октябре купили билет, а в этом месяце книгу».
  if (last.leaf === 'ordered' && !endsHere(c) && seesThingCalled(c)) return otherThing(c, last, again)
  // «После 10 ноября и до 20 ноября» are the days between.
  const open = window !== null && 'from' in window && window.to === null && 'from' in again && again.from === null
  const between =
    open && window !== null && 'from' in window && (window.from ?? '') <= (again.to ?? '')
      ? { from: window.from, to: again.to }
      : again
  return deniedBehind(c, { ...last, window: between })
}

/** Another thing that was bought at another time, by the verb that was said before. */
function otherThing(c: Cursor, last: AnyLeaf, window: Window): Rule {
  const order: AskedOrder = { product: null, category: null, total: null }
  takeBought(c, order, true)
  return { ...last, ...{ count: { atLeast: 1 } }, ...order, window }
}

const DID: ReadonlySet<string> = new Set(['did', 'had', 'has', 'have'])

/** «Купили ботинки, но только один раз»: how often stands behind; null where nothing says so. */
function howOften(c: Cursor, last: AnyLeaf): Rule | null {
  const once = typeof last.count === 'object' && 'atLeast' in last.count && last.count.atLeast === 1
  if (!once || c.denied || !seesCount(c)) return null
  const { at } = c
  try {
    const { count, negated } = readCount(c)
    const said = c.tokens.slice(at, c.at).some(({ text }) => TIMES.test(text))
    if (said && negated === false && endsHere(c)) return { ...last, count }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
  }
  c.at = at
  return null
}

/** Ends what denies: «не», «ни разу», "never", "not". */
const DENIES = /^(?:не|нет|разу|никогда|одного|одной|not|never)$/u

const TIMES = /^(?:раз[ау]?|дважды|трижды|однажды|once|twice|times?)$/u

/** «А в прошлом не было»: the *not* stands behind the time. */
function deniedBehind(c: Cursor, rule: Rule): Rule {
  const begin = c.at
  if (take(c, 'not') !== null && endsHere(c)) return { not: rule }
  c.at = begin
  return rule
}

/** What stands here without its subject, the surest; null where nothing does. */
export function bareHere(c: Cursor): Candidate | null {
  return surest(KINDS.flatMap(kind => kind.bare?.(c) ?? []))[0] ?? null
}

/** How sure it is that a condition begins here; null: none does. */
export function beginsHere(c: Cursor): Candidate['sure'] | null {
  const [own] = surest(KINDS.flatMap(kind => kind.read(c)))
  if (own !== undefined) return 'words'
  return bareHere(c)?.sure ?? null
}

/** What stands here is no condition: says which words are near, up to a colon if one follows. */
function unknownCondition(c: Cursor): never {
  let length = 1
  for (let ahead = 1; ahead <= 4; ahead++) {
    const token = peek(c, ahead)
    if (token === null || token.kind === 'quoted' || token.line !== peek(c)?.line) break
    if (token.kind === 'sign' && token.text === ':') {
      length = ahead
      break
    }
  }
  const labels = c.vocabulary.fields().map(field => nameOf(c, field))
  const words = [...c.begins.phrases, ...phrasesOf(['not', 'allOf', 'anyOf', 'noneOf', 'notAllOf'])]
  return fail(c, { kind: 'condition' }, [...labels, ...words], length)
}
