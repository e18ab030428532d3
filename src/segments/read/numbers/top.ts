import type { Window } from '../../parts.js'
import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, Mistake, peek, pick, see, seeAhead, take } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { groupHere } from '../names/groups.js'
import { seesBuyers } from '../orders/buyers.js'
import { seesSegment } from '../starter.js'
import { readWindow, seesWindow } from '../times/window.js'
import { type By, measures } from './measure.js'
import { currencyOf } from './money.js'
import { readNumber } from './number.js'

/** The most people that can be asked for. */
export const MOST_PEOPLE = 10_000_000

/** The first or the last by something, as it is read; `among`: of those who pass what stands beside it. */
type AskedTop = {
  leaf: 'top'
  by: By
  end: 'top' | 'bottom'
  share?: number
  people?: number
  among?: true
  currency?: string
  window: Window | null
}

/** True before how many the first are, or by what. */
export function seesNumber(c: Cursor): boolean {
  return peek(c)?.kind === 'number' || groupHere(c, measures) !== null
}

const BETWEEN: ReadonlySet<string> = new Set([
  ...['by', 'of', 'the', 'most', 'in', 'their', 'по', 'среди', 'самых', 'самые', 'из', 'всех', 'наиболее', 'больше'],
  ...['человек', 'человека', 'людей', 'клиентов', 'подписчиков'],
])

/** `10% by spend`, `100 people by orders`, "active 10%", "20 customers in Chicago by orders". */
export function readTop(c: Cursor, end: AskedTop['end']): Rule {
  const before = takeMeasure(c)
  const part = readPart(c)
  const among = takeOfThese(c)
  const by = before ?? takeMeasure(c)
  // By what is asked where nothing is said of it.
  if (by === null && endsHere(c)) return topBy(c, end, part, USUAL[pick(c, USUAL.length)] ?? 'spend')
  const those = by === null ? readThose(c, end, part) : null
  if (those !== null) return those
  if (by === null) return fail(c, { kind: 'measure' }, [...measures.all('en'), ...measures.all('ru')])
  const leaf = topBy(c, end, part, by)
  const ofThese: AskedTop = { ...leaf, among: true }
  return among ? ofThese : amongOf(c, leaf)
}

/**
 * "The 50 most active people from Leeds" are so many of those there; whether "top 10% spenders in Leeds" and "top 50 spenders who
 * clicked" are the first of those, or the first of all as far as they are so, is asked.
 */
function amongOf(c: Cursor, leaf: AskedTop): AskedTop {
  if (endsHere({ ...c, trying: true })) return leaf
  const surely = leaf.people !== undefined && saysWho(c)
  return surely || pick(c, 2) === 0 ? { ...leaf, among: true } : leaf
}

/** Who people are, and not what they did. */
const WHO: ReadonlySet<string> = new Set([
  ...['field', 'age', 'language', 'premium', 'segment', 'listed', 'near', 'timeZone', 'source', 'channel', 'name'],
])

function saysWho(c: Cursor): boolean {
  const inside: Cursor = { ...c, made: new Set(), ways: { many: 1 }, trying: true, tryBare: true }
  try {
    const rule = c.condition(inside)
    const leaf = 'any' in rule ? rule.any[0] : 'not' in rule ? rule.not : rule
    return leaf !== undefined && 'leaf' in leaf && WHO.has(leaf.leaf)
  } catch (error) {
    if (error instanceof Mistake) return false
    throw error
  }
}

type Part = { share: number } | { people: number }

function topBy(c: Cursor, end: AskedTop['end'], part: Part, by: By): AskedTop {
  return { leaf: 'top', end, ...part, ...readRest(c, by) }
}

const OF_THESE = [
  ...[
    ['of', 'these'],
    ['of', 'them'],
    ['among', 'these'],
    ['among', 'them'],
    ['из', 'них'],
    ['среди', 'них'],
  ],
]

/** Takes what says that they are the first of those who pass what stands beside it. */
function takeOfThese(c: Cursor): boolean {
  const people = see(c, 'people')?.length ?? (peek(c)?.text.startsWith('человек') === true ? 1 : 0)
  const said = OF_THESE.find(words => words.every((word, i) => peek(c, people + i)?.text === word))
  c.at += said === undefined ? 0 : people + said.length
  return said !== undefined
}

/** "Customers in Chicago by orders": of whom the first are, before by what; null, and nothing is taken, for anything else. */
function readThose(c: Cursor, end: AskedTop['end'], part: Part): Rule | null {
  const [begin, whole] = [c.at, c.end]
  if (peek(c)?.text === 'of') c.at++
  while (!seesSegment(c) && take(c, 'people', 'article', 'anything') !== null);
  const measure = measureBehind(c)
  if (measure !== null) c.end = measure.at
  const those: Rule[] = []
  try {
    while (peek(c) !== null) those.push(c.condition(c))
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    those.length = 0
  }
  c.end = whole
  if (those.length === 0) {
    c.at = begin
    return null
  }
  c.at = measure?.to ?? c.at
  const by = measure?.by ?? USUAL[pick(c, USUAL.length)] ?? 'spend'
  const leaf: AskedTop = { leaf: 'top', end, ...part, among: true, ...readRest(c, by) }
  return { all: [leaf, ...those] }
}

/** Where it is said by what they are in order, behind whom they are of; null where nothing says it. */
function measureBehind(c: Cursor): { at: number; to: number; by: By } | null {
  for (let at = c.at + 1; at < c.end; at++) {
    // "Top 50 premium spenders".
    const called = /^[a-z]+ers$/.test(c.tokens[at]?.text ?? '') ? groupHere({ ...c, at }, measures) : null
    if (called !== null) return { at, to: at + called.length, by: called.value }
    if (!['by', 'по'].includes(c.tokens[at]?.text ?? '')) continue
    const found = groupHere({ ...c, at: at + 1 }, measures)
    if (found !== null) return { at, to: at + 1 + found.length, by: found.value }
  }
  return null
}

/** What most mean by the top. */
const USUAL: readonly By[] = ['spend', 'engagement', 'orders']

function readRest(c: Cursor, by: By): Pick<AskedTop, 'by' | 'currency' | 'window'> {
  let currency: string | null = null
  let window: AskedTop['window'] = null
  for (;;) {
    const token = peek(c)
    const said: string | null =
      token === null || currency !== null ? null : currencyOf(c.source.slice(token.start, token.end), token.text)
    if (by === 'spend' && said !== null) {
      currency = said
      c.at++
    } else if (window === null && seesWindow(c)) window = readWindow(c)
    else break
  }
  return { by, ...(by === 'spend' && { currency: currency ?? c.vocabulary.currency }), window }
}

function takeMeasure(c: Cursor): By | null {
  const begin = c.at
  while (groupHere(c, measures) === null && (BETWEEN.has(peek(c)?.text ?? '') || take(c, 'people') !== null))
    if (groupHere(c, measures) === null && BETWEEN.has(peek(c)?.text ?? '')) c.at++
  const found = groupHere(c, measures)
  if (found === null) {
    c.at = begin
    return null
  }
  c.at += found.length
  return found.value
}

function readPart(c: Cursor): { share: number } | { people: number } {
  const number = readNumber(
    c,
    { kind: 'people', of: MOST_PEOPLE },
    peek(c)?.thousands == null ? 'decimal' : 'thousands',
  )
  if (take(c, 'percent') !== null) {
    const share = Math.round(number * 100)
    if (Math.abs(share - number * 100) <= 1e-6 && share >= 1 && share <= 10_000) return { share }
    c.at -= 2
    return fail(c, { kind: 'share' })
  }
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PEOPLE) return { people: number }
  c.at--
  return fail(c, { kind: 'people', of: MOST_PEOPLE })
}

/** «Топ-10% по тратам», "top-100 by orders": one word, with a dash in it. */
export function hyphened(c: Cursor): Candidate[] {
  const [, digits] = /^(?:топ|top)-(\d{1,8})$/u.exec(peek(c)?.text ?? '') ?? []
  if (digits === undefined) return []
  const percent = seeAhead(c, 1, 'percent')?.length ?? 0
  const to = c.at + 1 + percent
  const by = takeMeasure({ ...c, at: to })
  if (by === null || Number(digits) < 1 || (percent > 0 && Number(digits) > 100)) return []
  const part = percent > 0 ? { share: Number(digits) * 100 } : { people: Math.min(Number(digits), MOST_PEOPLE) }
  const read = (): AskedTop => {
    takeMeasure(c)
    while (takeWhom(c));
    return amongOf(c, { leaf: 'top', end: 'top', ...part, ...readRest(c, by) })
  }
  return [{ to, sure: 'words', read }]
}

/** Takes whom the number is of: «покупателей». */
function takeWhom(c: Cursor): boolean {
  const behind: Cursor = { ...c }
  // "The 20 most active members" are of the segment of that name.
  if (seesSegment(c) || take(behind, 'people') === null || (!endsHere(behind) && !seesWindow(behind))) return false
  c.at = behind.at
  return true
}

const MOST: ReadonlySet<string> = new Set([
  'most',
  'самых',
  'самые',
  'наиболее',
  'лучших',
  'лучшие',
  'best',
  'top',
  'biggest',
  'highest',
  'largest',
])

const LEAST: ReadonlySet<string> = new Set(['least', 'наименее', 'худших', 'худшие', 'worst'])

/** "10% most active", «100 самых активных»: the number first. */
export function numberFirst(c: Cursor): Candidate[] {
  if (peek(c)?.kind !== 'number') return []
  const percent = seeAhead(c, 1, 'percent')?.length ?? 0
  let at = c.at + 1 + percent
  while (['of', 'the', 'people', 'клиентов', 'подписчиков', 'людей'].includes(c.tokens[at]?.text ?? '')) at++
  const word = c.tokens[at]?.text ?? ''
  const end = MOST.has(word) ? 'top' : LEAST.has(word) ? 'bottom' : null
  if (end === null || at >= c.end) return []
  const idle = end === 'top' ? see({ ...c, at: at + 1 }, 'inactive') : null
  // «20 лучших по заказам», "10 best customers by spend".
  let behind = at + 1
  while (['по', 'by', 'customers', 'клиентов', 'покупателей', 'людей'].includes(c.tokens[behind]?.text ?? '')) behind++
  const by = c.tokens[behind - 1]?.text ?? ''
  const skipped = by === 'по' || by === 'by' ? behind - at - 1 : 0
  const measured = idle === null ? groupHere({ ...c, at: at + 1 + skipped }, measures) : null
  const found =
    idle === null
      ? measured === null
        ? null
        : { ...measured, length: measured.length + skipped }
      : { value: 'engagement' as const, length: idle.length }
  if (found === null) return []
  const from = c.at
  const read = (): AskedTop => {
    c.at = from
    const part = readPart(c)
    c.at = at + 1 + found.length
    // «Самых активных покупателей»: by what they buy, or by whatever they do.
    const buying = seesBuyers(c) && found.value === 'engagement' && idle === null
    while (takeWhom(c));
    const by = buying && pick(c, 2) === 0 ? 'orders' : found.value
    return amongOf(c, { leaf: 'top', end: idle === null ? end : 'bottom', ...part, ...readRest(c, by) })
  }
  return [{ to: at + 1 + found.length, sure: 'words', read }]
}
