import type { AnyLeaf, Rule } from '../../rule.js'
import { bareHere } from '../condition.js'
import { type Cursor, fail, peek, pick, see, seeBeginning, take } from '../cursor.js'
import { namedAt } from '../names/bare.js'
import { byForm } from '../names/things.js'
import { seesCount } from '../numbers/count.js'
import { bothLimits } from '../numbers/limit-again.js'
import { limitToo } from '../numbers/limit-too.js'
import { seesSegment } from '../starter.js'
import { monthAt } from '../times/calendar.js'
import { shareAlone } from '../times/shared-time.js'
import { seesWindow } from '../times/window.js'
import { isSameWord } from '../words/inflect.js'
import { missingBefore } from './denied.js'
import { refuse } from './refused.js'

/** Behind *not* these say that it is so of some, or of others too: «не все VIP», «не только ботинки». */
export const PARTLY: ReadonlySet<string> = new Set([
  ...['все', 'всех', 'всем', 'всё', 'только', 'лишь', 'каждый', 'каждого', 'каждому', 'каждую', 'всегда', 'просто'],
  ...['обязательно', 'часто', 'редко'],
])

/** True behind what says of two names that people are of both, or of either. */
export function joinsNames(c: Cursor): boolean {
  return ['и', 'and', '&'].includes(c.tokens[c.at - 1]?.text ?? '')
}

/** True where a segment is named with no word before it that says so. */
export function isNameAlone(c: Cursor, begin: number, part: Rule | undefined): boolean {
  const place: Cursor = { ...c, at: begin }
  // "Students, alumni" are any of them, until *and* stands before another.
  const [one = part] = part !== undefined && 'any' in part ? part.any : [part]
  if (one === undefined || !('leaf' in one) || one.leaf !== 'segment' || peek(place)?.text === 'и') return false
  while (!seesSegment(place) && take(place, 'people', 'anything') !== null);
  // «Все из VIP и опта» are of either as well.
  return (see(place, 'memberOf') === null || peek(place)?.text === 'из') && seeBeginning(place)?.key !== 'inSegment'
}

const IN: ReadonlySet<string> = new Set(['в', 'во'])

/** True where a colon or a bracket says that values are listed: a comma there might go on with them. */
export function isListed(c: Cursor, begin: number): boolean {
  const comma = c.tokens.findIndex(({ text }, at) => at >= begin && text === ',')
  return c.tokens.slice(begin, comma).some(({ kind, text }) => kind === 'sign' && ':=('.includes(text))
}

/** «Заселились в Москве»: where it happened nobody knows; where they live is something else. */
export function seesWhere(c: Cursor): boolean {
  if (c.last?.leaf !== 'reported' || !IN.has(peek(c)?.text ?? '') || seesWindow(c)) return false
  return see(c, 'livesIn') !== null && (bareHere(c)?.to ?? 0) > c.at + 1
}

/** True before «участники книжного клуба»: people of another segment, though they are called as one. */
export function seesMembers(c: Cursor): boolean {
  const people = see(c, 'people')
  const behind: Cursor = { ...c, at: c.at + (people?.length ?? 0) }
  const token = peek(behind)
  if (people === null || token?.kind !== 'word' || see(behind, 'and', 'or', 'but', 'not') !== null) return false
  return namedAt(behind, name => byForm(c.vocabulary.segments, name)) !== null
}

/** True for what happens with an offer, of which none was named. */
export function isOfOffer(rule: Rule | undefined): boolean {
  const inside = rule !== undefined && 'not' in rule ? rule.not : rule
  return inside !== undefined && 'leaf' in inside && 'offer' in inside && inside.offer === null
}

/** True where nothing since then stands in quotes: a description has the names of offers in them. */
export function isUnquoted(c: Cursor, begin: number): boolean {
  return !c.tokens.slice(begin, c.at).some(({ kind }) => kind === 'quoted')
}

/** Joins of conditions of which the second turns against the first. */
export const BUT: ReadonlySet<string> = new Set(['but', 'но', 'а', 'зато'])

/** Before the first of several these say that what is said of the last is said of each. */
export const NEITHER: ReadonlySet<string> = new Set(['neither', 'ни', 'either', 'или', 'либо'])

/**
 * «Не покупали сумки и обувь» bought neither; «не VIP и ядро» is asked. Null where what stands behind *and* is a condition of
 * its own.
 */
function deniedToo(c: Cursor, before: Rule, part: Rule, begin: number): Rule | null {
  const missing = withoutBoth(c, before, part, begin)
  if (missing !== null) return missing
  if (!AND_OR.has(c.tokens[begin - 1]?.text ?? '') || !('leaf' in part)) return null
  const denied = 'not' in before ? before.not : 'leaf' in before && before.count === 'none' ? before : null
  if (denied === null || !('leaf' in denied) || denied.leaf !== part.leaf) return null
  const place: Cursor = { ...c, at: begin }
  if (see(place, 'not', 'has', 'memberOf', 'livesIn', 'cameFrom') !== null || seeBeginning(place) !== null) return null
  if (part.leaf === 'ordered') return once({ ...part, window: null }) ? { not: part } : null
  const sameField = !('field' in denied) || !('field' in part) || denied.field === part.field
  if (!NAMED.has(part.leaf) || !sameField || (part.leaf === 'field' && c.tokens[begin - 1]?.text === 'and')) return null
  if (saysBoth(c, begin)) return { not: part }
  return pick(c, 2) === 0 ? { not: part } : part
}

/** True where "both" stands before the first of two: "not in both VIP and Wholesale". */
function saysBoth(c: Cursor, begin: number): boolean {
  return c.tokens.slice(Math.max(0, begin - FAR), begin).some(({ text }) => text === 'both')
}

/** So many words stand between "both" and the second of two at most. */
const FAR = 6

/** "Didn't buy A and B", "not in both VIP and Wholesale": neither, or not both, is asked. */
function isAsked(c: Cursor, part: Rule, begin: number): boolean {
  if (c.tokens[begin - 1]?.text !== 'and' || !('leaf' in part)) return false
  return saysBoth(c, begin) || part.leaf === 'ordered'
}

const NAMED: ReadonlySet<string> = new Set(['segment', 'field'])

function once({ count, window }: AnyLeaf): boolean {
  return window === null && typeof count === 'object' && 'atLeast' in count && count.atLeast === 1
}

const DID = /^(?!недели$).*(?:л[аи]?|лся|лась|лись|вши[ей]|вших|[a-z]ed|bought|saw|wrote)$/u
const DEEDS: ReadonlySet<string> = new Set(['received', 'seen', 'clicked', 'replied', 'reacted', 'ordered'])

/** «Не заказали и не кликнули за месяц»: whether the time behind the last of two is that of both is asked; null where nothing is. */
export function timeOfAll(c: Cursor, parts: readonly Rule[], begin: number): 'all' | 'own' | null {
  const [first, second, ...others] = parts
  if (first === undefined || second === undefined || others.length > 0) return null
  const [one, two] = [deedOf(first), deedOf(second)]
  if (one === null || two === null) return null
  const { leaf } = one
  if (leaf.window !== null || two.leaf.window === null || two.leaf.window === undefined) return null
  const said = Object.entries(leaf).some(
    ([key, value]) =>
      ['offer', 'product', 'category', 'total', 'link', 'topic'].includes(key) && value !== null && value !== undefined,
  )
  // As it was written: another form may have been heard.
  const verbs = c.tokens
    .slice(begin, c.at)
    .filter(({ kind, start, end }) => kind === 'word' && DID.test(c.source.slice(start, end).toLowerCase()))
  if (said || verbs.length !== 2 || saysOfBoth(c, begin, two.leaf)) return null
  return pick(c, 2) === 0 ? 'all' : 'own'
}

/** In English *or*, and a time that says of which days it is, are of both: "opened and clicked this month", "… in the last 7 days". */
function saysOfBoth(c: Cursor, begin: number, { window }: AnyLeaf): boolean {
  const said = c.tokens.slice(begin, c.at).map(({ text }) => text)
  if (!said.some(word => /^[a-z]+$/.test(word))) return false
  const bare = window !== null && window !== undefined && 'in' in window
  return !bare || !said.includes('and') || said.includes('last') || said.includes('past') || said.includes('never')
}

function deedOf(rule: Rule): { leaf: AnyLeaf; denied: boolean } | null {
  const leaf = 'not' in rule ? rule.not : rule
  if (!('leaf' in leaf) || !DEEDS.has(leaf.leaf)) return null
  return { leaf, denied: 'not' in rule || leaf.count === 'none' }
}

/** True before «подписчики сентября»: when they came, and not who they are. */
export function seesOfMonth(c: Cursor): boolean {
  return /^подписчик/u.test(peek(c)?.text ?? '') && monthAt(c, 1) !== null
}

const WITHOUT: ReadonlySet<string> = new Set(['без', 'нет', 'ни', 'no', 'without'])
const MISSING =
  /^(?:заказов|кликов|ответов|отзывов|реакций|покупок|переходов|возвратов|отмен|отписок|промокодов|событий|сообщений|orders|clicks|replies|reactions|purchases|refunds)$/u

/**
 * «Без заказов и кликов», "no orders or clicks in 30 days" has neither, and the time behind the last is that of both; whether
 * "no orders and clicks" is that, is asked. Null where what stands behind is a condition of its own.
 */
function withoutBoth(c: Cursor, before: Rule, part: Rule, begin: number): Rule | null {
  if (!('leaf' in part) || !once({ ...part, window: null }) || !JOINED.has(c.tokens[begin - 1]?.text ?? '')) return null
  const denied = 'not' in before || ('leaf' in before && before.count === 'none')
  if (!denied || !MISSING.test(c.tokens[begin]?.text ?? '') || c.tokens[begin + 1]?.kind === 'number') return null
  const missing = missingBefore(c, begin - 2, MISSING)
  if (missing === null || !WITHOUT.has(c.tokens[missing - 1]?.text ?? '')) return null
  const asked = c.tokens[begin - 1]?.text === 'and' && c.tokens[missing - 1]?.text === 'no'
  if (asked && pick(c, 2) === 1) return part
  // «Без заказов за 30 дней и кликов»: whether the time is of both is asked.
  const first = 'not' in before ? before.not : before
  const window = 'leaf' in first ? (first.window ?? null) : null
  const shared = missing < begin - 2 && window !== null && part.window === null && pick(c, 2) === 0
  return { not: shared ? { ...part, window } : part }
}

/** «Без отмен и возвратов за год»: the time behind the second is of both, where nothing but its noun is said of the first. */
function shareMissing(c: Cursor, rules: Rule[], begin: number): void {
  const [before, part] = rules
  if (before === undefined || part === undefined || !MISSING.test(c.tokens[begin - 2]?.text ?? '')) return
  if (!MISSING.test(c.tokens[begin]?.text ?? '')) return
  const [one, other] = [before, part].map(rule => ('not' in rule ? rule.not : rule))
  if (one === undefined || other === undefined || !('leaf' in one) || !('leaf' in other)) return
  if (one.window !== null || other.window == null) return
  const timed: Rule = { ...one, window: other.window }
  rules[0] = 'not' in before ? { not: timed } : timed
}

const JOINED: ReadonlySet<string> = new Set(['и', 'или', 'and', 'or'])

/** True behind «ни» before «одного в этом»: of what happened before. */
export function seesNoneThen(c: Cursor): boolean {
  const one = ['одного', 'одной'].includes(peek(c)?.text ?? '') && c.at + 1 < c.end
  const behind: Cursor = { ...c, at: c.at + 1 }
  return one && c.last !== null && (seesWindow(behind) || see(behind, 'thisOne', 'lastOne') !== null)
}

/** True before another time of what happened before: «купили в мае, не в июне». */
export function seesOtherTime(c: Cursor): boolean {
  return c.last?.window !== undefined && c.last.window !== null && seesWindow(c)
}

const AND_OR: ReadonlySet<string> = new Set(['и', 'или', 'либо', 'and', 'or'])

/**
 * «Купили сыворотку и крем за полгода», «в октябре купили сумку и шарф»: of what one verb says of two things the time is of both;
 * «купили сумку в октябре и шарф» is asked. Null where both have their time, or none, or a verb of their own.
 */
function timeOfBoth(c: Cursor, before: Rule, part: Rule, begin: number): [Rule, Rule] | null {
  const [one, two] = ['not' in before ? before.not : before, 'not' in part ? part.not : part]
  if (!('leaf' in one) || !('leaf' in two) || one.leaf !== 'ordered' || two.leaf !== 'ordered') return null
  const place: Cursor = { ...c, at: begin }
  if (see(place, 'has', 'not', 'people') !== null || seeBeginning(place) !== null || seesCount(place)) return null
  const [first, second] = [one.window ?? null, two.window ?? null]
  if (!AND_OR.has(c.tokens[begin - 1]?.text ?? '') || (first === null) === (second === null)) return null
  const timed = (rule: Rule): Rule => {
    const leaf = 'not' in rule ? rule.not : rule
    const whole: Rule = { ...leaf, ...{ window: first ?? second } }
    return 'not' in rule ? { not: whole } : whole
  }
  if (second !== null) return [timed(before), part]
  return endsThing(c, begin - 2) || pick(c, 2) === 0 ? [before, timed(part)] : null
}

/** True where the name of what was bought ends: no time stands between it and the joint. */
function endsThing(c: Cursor, at: number): boolean {
  const token = c.tokens[at]
  if (token === undefined || token.kind === 'number') return false
  const { products, categories } = c.vocabulary
  const words = [...products.all(), ...categories.all()].flatMap(name => name.split(' '))
  return token.kind === 'quoted' || words.some(word => isSameWord(word, token.text))
}

/**
 * What is said once of two conditions with *and* or *or* between them: that it did not happen, and when. One where the two are
 * true together whatever stands between them; null where each says all of itself.
 * @param alone nothing but what happened, or did not, was said of the first
 */
export function sharedOf(c: Cursor, before: Rule, part: Rule, begin: number, alone: boolean): Rule[] | null {
  refuse(c, before, part, begin)
  const limited = limitToo(c, before, part, begin)
  if (limited !== null) return [before, limited]
  const both = OR.has(c.tokens[begin - 1]?.text ?? '') ? null : bothLimits(before, part)
  if (both !== null) return [both]
  const denied = deniedToo(c, before, part, begin)
  const timed = timeOfBoth(c, before, denied ?? part, begin)
  if (denied === null && timed === null) return null
  const rules = timed ?? [before, denied ?? part]
  if (denied === null || denied === part) return rules
  shareMissing(c, rules, begin)
  shareAlone(rules, [alone, false], [false, false])
  if (isAsked(c, part, begin) && pick(c, 2) === 1) return [{ not: { all: rules.map(happened) } }]
  return OR.has(c.tokens[begin - 1]?.text ?? '') ? [{ all: rules }] : rules
}

const OR: ReadonlySet<string> = new Set(['or', 'или', 'либо'])

/** What a rule says did not happen, as what did. */
function happened(rule: Rule): Rule {
  if ('not' in rule) return rule.not
  return 'leaf' in rule && rule.count === 'none' ? { ...rule, count: { atLeast: 1 } } : rule
}

/** «Не получали „А“ и „Б“»: neither, or not both, is asked; null where no several offers are named. */
export function noneOfEach(c: Cursor, inside: Rule): Rule | null {
  if (!('all' in inside) || inside.all.length < 2) return null
  // "Didn't order anything except shoes" ordered nothing else.
  const [some, others] = inside.all
  if (some !== undefined && others !== undefined && isAllBut(some, others)) return fail(c, { kind: 'condition' })
  const leaves = inside.all.flatMap(rule => ('leaf' in rule && 'offer' in rule && rule.offer !== null ? [rule] : []))
  if (leaves.length < inside.all.length || new Set(leaves.map(({ leaf }) => leaf)).size > 1) return null
  return pick(c, 2) === 0 ? { all: leaves.map(leaf => ({ not: leaf })) } : { not: inside }
}

/** True for what happened, though not with something that is named. */
function isAllBut(some: Rule, others: Rule): boolean {
  const but = 'leaf' in others && others.count === 'none' ? others : 'not' in others ? others.not : null
  return (
    'leaf' in some &&
    some.count !== 'none' &&
    but !== null &&
    'leaf' in but &&
    some.leaf === but.leaf &&
    some.leaf === 'ordered'
  )
}
