import type { AnyLeaf, Tree } from '../../rule.js'
import { type Cursor, fail, peek, see, take, takeSign } from '../cursor.js'
import { byName, readEventName, readParts, seesName } from '../events/event.js'
import { phrasesOf } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { namesWith } from '../names/inside.js'
import { byForm } from '../names/things.js'
import { failAt, idOf, type Written } from '../value.js'

/** Words for an offer that may stand behind its name. */
const NOUNS: ReadonlySet<string> = new Set([
  ...phrasesOf(['offerNoun']),
  ...['quiz', 'poll', 'викторина', 'викторине', 'викторины', 'викторину', 'опрос', 'опросе', 'опроса'],
  'оффер',
  'оффера',
  'офферу',
  'оффере',
  'офферов',
  'офферы',
])

/** Takes the name of an offer, with words around it or not; null, and nothing is taken, where none stands. */
export function takeOffer(c: Cursor): number | null {
  if (peek(c)?.kind !== 'quoted' && !seesName(c)) return null
  const { offers } = c.vocabulary
  const begin = c.at
  const it = c.offer === null ? null : see(c, 'it')
  if (it !== null) {
    c.at += it.length
    return c.offer
  }
  // "Open day" is no day.
  const exact = namedAt(c, name => offers.find(name))
  if (exact !== null && exact.to > c.at + 1) {
    c.at = exact.to
    takeNoun(c)
    return exact.value
  }
  const last = takeLast(c)
  if (last !== null) return last
  // An offer may be called "The offer": its whole name is looked for first.
  const whole = readEventName(c)
  const found = whole === null ? null : called(c, whole)
  if (found !== null) return found
  c.at = begin
  while (take(c, 'offer', 'offerNoun') !== null || takeNoun(c));
  takeSign(c, ':')
  const written = readEventName(c)
  if (written === null) return fail(c, { kind: 'offer' })
  return called(c, written) ?? failAt(c, written, { kind: 'offer' }, offers.all())
}

const OURS: ReadonlySet<string> = new Set(['our', 'my', 'your', 'нашу', 'наше', 'нашей', 'нашего'])
const LAST = /^(?:last|latest|recent|newest|последн(?:яя|ей|юю|ее|его|ему|ем|им|ий))$/u
const SENT =
  /^(?:offer|message|newsletter|broadcast|campaign|mailing|mail|email|post|push|blast|mailout|mailer|promo|announcement|рассылк[аиеу]|сообщени[ея]|сообщении|предложени[ея]|предложении|письм[оае])$/u

/** True before "our last message". */
export function seesLast(c: Cursor): boolean {
  return takeLast({ ...c }) !== null
}

/** Takes "the last message", «последнюю рассылку»: the offer of the broadcast that began last; null where none stands, or none began. */
function takeLast(c: Cursor): number | null {
  const begin = c.at
  if (OURS.has(peek(c)?.text ?? '')) c.at++
  else take(c, 'article')
  if (peek(c)?.text === 'most' && peek(c, 1)?.text === 'recent') c.at++
  const said = LAST.test(peek(c)?.text ?? '') && SENT.test(peek(c, 1)?.text ?? '')
  const last = said ? c.vocabulary.lastOffer() : null
  c.at = last === null ? begin : c.at + 2
  return last
}

function takeNoun(c: Cursor): boolean {
  const seen = peek(c)?.kind === 'word' && NOUNS.has(peek(c)?.text ?? '')
  if (seen) c.at++
  return seen
}

/**
 * The offer that an event is about: the one that it names, else the one that was named before it: "received "A" and
 * did not click" is about "A".
 * @param alone false where how often, when, or that it is of any is said: it is then of any
 */
export function offerAbout(c: Cursor, named: number | null, alone: boolean): number | null {
  if (named !== null || !alone || c.offer === null) {
    c.offer = named ?? c.offer
    return named
  }
  // "Opened it but haven't clicked anything" may be of any.
  if (!ANY.some(back => SAYS_ANY.test(c.tokens[c.at - back]?.text ?? ''))) return c.offer
  c.made.add('about')
  return c.choices.about === 'same' ? c.offer : null
}

const ANY = [1, 2, 3] as const
const SAYS_ANY = /^(?:any|anything|nothing|everything|all|ничего|вообще|ничто|никуда)$/u

function called(c: Cursor, written: Written): number | null {
  const { offers } = c.vocabulary
  const id = byName(written, offers)
  if (id !== null || written.quoted || idOf(written) !== null) return id
  const words = written.text.split(' ')
  const bare = words.length > 1 && NOUNS.has(words.at(-1)?.toLowerCase() ?? '') ? words.slice(0, -1).join(' ') : null
  const found = byForm(offers, written.text) ?? (bare === null ? null : byForm(offers, bare))
  if (found !== null) return found
  // A part of its name that no other has.
  const [only, ...others] = namesWith(bare ?? written.text, offers.all())
  return only === undefined || others.length > 0 ? null : offers.find(only)
}

const NEITHER: ReadonlySet<string> = new Set(['nor', 'ни'])

/** Offers that are named together, and whether each of them is meant or one is enough. */
export type Offers = { ids: number[]; all: boolean }

/** Takes the offers that stand behind the first: "or Autumn boots", «и „Весна“»; only names that there are. */
export function takeMoreOffers(c: Cursor, first: number): Offers {
  // "Received neither A nor B" is of any of them.
  const ids = [first]
  let all = false
  for (;;) {
    const begin = c.at
    const comma = takeSign(c, ',')
    const neither = NEITHER.has(peek(c)?.text ?? '')
    if (neither) c.at++
    const key = neither ? 'or' : take(c, 'or', 'and')
    const next = comma || key !== null ? namedOffer(c) : null
    if (next === null || (key === 'and' && ids.length > 1 && !all) || (key === 'or' && all)) {
      c.at = begin
      return { ids, all }
    }
    all ||= key === 'and'
    ids.push(next)
  }
}

function namedOffer(c: Cursor): number | null {
  take(c, 'offer', 'offerNoun')
  const { offers } = c.vocabulary
  const found = namedAt(c, name => byForm(offers, name))
  if (found === null || seesOperatorAt(c, found.to)) return null
  c.at = found.to
  return found.value
}

function seesOperatorAt(c: Cursor, at: number): boolean {
  return at < c.end && c.tokens[at]?.text === ':'
}

/** The same of each of the offers. */
export function ofEach<L extends AnyLeaf>({ ids, all }: Offers, leafOf: (offer: number) => Tree<L>): Tree<L> {
  const each = ids.map(leafOf)
  const [only] = each
  if (only !== undefined && each.length === 1) return only
  return all ? { all: each } : { any: each }
}

/** Words before the first of several offers; the *not* that «ни» wants stands before the verb. */
const BEFORE_SEVERAL: ReadonlySet<string> = new Set(['ни', 'neither', 'и'])

/** Takes what may stand before the first of several offers: "both", "any of", «ни», «и». */
export function takeBeforeSeveral(c: Cursor): void {
  if (take(c, 'both', 'anyOf') !== null) return void takeSign(c, ':')
  if (!BEFORE_SEVERAL.has(peek(c)?.text ?? '')) return
  const begin = c.at
  c.at++
  const at = c.at
  if (namedOffer(c) === null) c.at = begin
  else c.at = at
}

/** Reads the parts of an event that is of one offer or of any: how often, when, and of which (null: of any). */
export function readOfOffer(c: Cursor): ReturnType<typeof readParts> & { offer: number | null } {
  let offer: number | null = null
  const parts = readParts(c, () => {
    if (offer !== null) return false
    offer = takeOffer(c)
    return offer !== null
  })
  return { ...parts, offer: offerAbout(c, offer, !parts.any && parts.count === null && parts.window === null) }
}

/**
 * The same of an event that may be of several: `others` are all that are named where any is, null: none is. `also` takes
 * what else may stand among the parts; `counted`: how often stood before.
 */
export function readOfOffers(
  c: Cursor,
  { also = () => false, counted = false }: { also?: () => boolean; counted?: boolean } = {},
): ReturnType<typeof readParts> & { offer: number | null; others: Offers | null } {
  let offer: number | null = null
  let others: Offers | null = null
  const parts = readParts(c, () => {
    if (also()) return true
    if (offer !== null) return false
    takeBeforeSeveral(c)
    offer = takeOffer(c)
    if (offer !== null) others = takeMoreOffers(c, offer)
    return offer !== null
  })
  const alone = !counted && !parts.any && parts.count === null && parts.window === null
  return { ...parts, offer: offerAbout(c, offer, alone), others }
}
