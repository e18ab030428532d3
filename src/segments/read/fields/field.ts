import { fold } from '../../../text/fold.js'
import { texts } from '../../../text/index.js'
import type { Field } from '../../vocabulary.js'
import { type Cursor, fail, Mistake, peek, see, seeAhead, seeBeginning, take, takeSign } from '../cursor.js'
import { phrasesOf, wordsOf } from '../lexicon.js'
import { startsWith } from '../starter.js'

/** Takes "known" or "unknown", with a colon before it or not. */
export function takeKnown(c: Cursor, comma = false): boolean | null {
  const at = c.at
  takeSign(c, ':', '=')
  const key = take(c, 'known', 'unknown')
  if (key !== null && (endsHere(c) || (comma && peek(c)?.text === ',') || seesOtherBehindComma(c)))
    return key === 'known'
  // «Компания известна, …»: no value is called so.
  if (
    key !== null &&
    peek(c)?.text === ',' &&
    /^(?:не\s*)?(?:извест|указан|заполнен)/u.test(c.tokens[c.at - 1]?.text ?? '')
  )
    return key === 'known'
  c.at = at
  return null
}

/** Words that say nothing beside the name of a date: "wedding anniversary", «дата свадьбы». */
export const DAY_OF: ReadonlySet<string> = new Set([
  ...['date', 'day', 'anniversary', 'дата', 'дату', 'день', 'годовщина', 'годовщину'],
])

/**
 * Whether facts that are named together are known: "phone" of "phone and city known". Nothing is taken; null where what
 * stands behind a fact is no other one.
 */
export function sharedKnown(c: Cursor): boolean | null {
  const begin = c.at
  try {
    for (;;) {
      if (!takeSign(c, ',') && take(c, 'and', 'or') === null) return null
      take(c, 'and', 'or')
      const length = factLength(c)
      if (length === 0) return null
      c.at += length
      const known = takeKnown(c)
      if (known !== null) return known
    }
  } finally {
    c.at = begin
  }
}

const FACTS: ReadonlySet<string> = new Set([
  ...['phone', 'location', 'city', 'country', 'birthday', 'language', 'source', 'age'],
])

/** How many words name a fact here; 0 where none is named. */
function factLength(c: Cursor): number {
  const begins = seeBeginning(c)
  if (begins !== null && FACTS.has(begins.key)) return begins.length
  const lengths = c.vocabulary.fields().map(({ label }) => {
    const words = label === null ? [] : wordsOf(label)
    return words.length > 0 && startsWith(c, words) ? words.length : 0
  })
  return Math.max(0, ...lengths)
}

const HAS: ReadonlySet<string> = new Set(phrasesOf(['has', 'known', 'not', 'people']).flatMap(wordsOf))

const KNOWN: ReadonlySet<string> = new Set(phrasesOf(['has', 'known', 'unknown', 'not']).flatMap(wordsOf))

/** True where nothing is asked of a fact but that it is there: "has phone", "no city", «с телефоном». Null: something is. */
export function saysHas(c: Cursor, led = false): true | null {
  if (!endsHere(c) && peek(c)?.text !== ',' && !(led && (seesOrigin(c) || see(c, 'not') !== null))) return null
  for (let back = 2; back <= 8; back++) {
    const before = c.tokens[c.at - back]
    if (before === undefined || before.kind === 'quoted') return null
    if (KNOWN.has(before.text)) return true
    if (HAS.has(before.text)) continue
  }
  return null
}

/** True where a condition can end. */
export function endsHere(c: Cursor): boolean {
  const token = peek(c)
  if (token === null || (see(c, 'and', 'or', 'but', 'except') !== null && !seesPlus(c))) return true
  return token.kind === 'sign' && (c.trying ? '),(.;' : ')(.;').includes(token.text)
}

/** True before a *plus* that joins nothing, since nothing stands behind it: a plan may be called so. */
function seesPlus(c: Cursor): boolean {
  const text = peek(c)?.text
  if (text !== 'plus' && text !== 'плюс') return false
  const behind = peek(c, 1)
  if (behind === null || (behind.kind === 'sign' && ',;)'.includes(behind.text))) return true
  return seeAhead(c, 1, 'and', 'or', 'but', 'except') !== null
}

/** The name that is kept; what was written where the two compare as one. */
export function kept(written: string, name: string): string {
  return fold(written) === fold(name) ? written : name
}

/** Takes what stands between a field and its values. @returns true when it turns them round */
export function takeNegation(c: Cursor): boolean {
  if (take(c, 'isNot') !== null) {
    takeSign(c, ':')
    return true
  }
  const colon = takeSign(c, ':', '=', '==')
  if (!colon) take(c, 'is')
  if (take(c, 'isNot') === null) return false
  takeSign(c, ':')
  return true
}

/** ": yes", ": no"; nothing at all is yes. */
export function takeYesNo(c: Cursor, name: string): boolean {
  const colon = takeSign(c, ':', '=') || take(c, 'is') !== null
  if (!colon && endsHere(c)) return true
  const answer = take(c, 'yes', 'no')
  // "Premium subscribers from Riga": what stands behind it is a condition of its own, or a mistake there.
  if (answer === null && !colon && peek(c)?.text === ',') return true
  if (answer === null && !colon && (take(c, 'people') !== null || seesLead(c) || seesOther(c))) return true
  if (answer === null) fail(c, { kind: 'yesNoTest', of: name }, phrasesOf(['yes', 'no']))
  return answer === 'yes'
}

/** True before a condition without its subject: "premium women". */
function seesOther(c: Cursor): boolean {
  const inside: Cursor = { ...c, made: new Set(), trying: true, tryBare: true }
  try {
    c.condition(inside)
    return true
  } catch (error) {
    if (error instanceof Mistake) return false
    throw error
  }
}

/** True before a comma and a condition: "city not set, women". */
function seesOtherBehindComma(c: Cursor): boolean {
  if (peek(c)?.text !== ',' || c.trying) return false
  const behind: Cursor = { ...c, at: c.at + 1 }
  take(behind, 'and', 'or', 'but')
  return seesOther(behind)
}

function seesOrigin(c: Cursor): boolean {
  if (see(c, 'startsWith') !== null) return false
  const not = see(c, 'not')?.length ?? 0
  return seeAhead(c, not, 'livesIn', 'cameFrom', 'older', 'younger', 'speaks', 'memberOf') !== null
}

/** True before a word that begins another condition: "premium from Riga". */
function seesLead(c: Cursor): boolean {
  return see(c, 'livesIn', 'cameFrom', 'older', 'younger', 'has', 'not', 'speaks', 'memberOf') !== null
}

/** What a field is called on the screen. */
export function nameOf(c: Cursor, field: Field): string {
  const { subjects } = texts(c.language).segments
  if (field.label !== null) return field.label
  return field.key === 'city' || field.key === 'country' || field.key === 'birthday' ? subjects[field.key] : field.key
}

const NONE: ReadonlySet<string> = new Set([
  ...['no', 'without', "don't", 'dont', "doesn't", 'doesnt', "haven't", "hasn't", 'без', 'нет', 'нету'],
])

/** True behind *no* and the name of a number: "no children" are none, or nobody knows how many. */
export function saysNone(c: Cursor): boolean {
  for (let back = 2; back <= MOST_NAMED; back++) {
    const before = c.tokens[c.at - back]
    if (before === undefined || before.kind !== 'word') return false
    if (NONE.has(before.text)) return true
  }
  return false
}

/** No name of a field has so many words. */
const MOST_NAMED = 8
