import { JOINTS, longestAt } from '../lexicon.js'
import { isNumberWord } from '../numbers/number-words.js'
import type { Line, Token } from '../tokens.js'

/**
 * Another way to say something: a pattern of words, and the words of the language for it. In a pattern `a/b` is either word,
 * `a~` any that begins so, `?` behind it makes it optional, `#` is a number, `%unit` a unit of time, `%limit` a comparison ("at least"), `%noun` what is
 * counted ("orders"), `%past` a verb and `%plural` what it may be about, `%deed` a Russian verb, `%did` one of the past, `%act` one that is not of buying, `%code` letters and digits, `%name` a longer word that is no verb, `^` the beginning of the sentence, `%word` any word, `%thing` one that may be of what is counted, `%comma` the only comma there is, `*` some words, `$` the end of a condition, and `&` before a piece looks at it without taking it; apostrophes are left out.
 * In what it says `$1` is what the first piece took.
 */
export type Paraphrase = readonly [pattern: string, said: string]

type Piece = { kinds: readonly string[]; optional: boolean; ahead: boolean }
type Compiled = { pieces: readonly Piece[]; said: readonly string[] }

/** Paraphrases by the words that they can begin with. */
export type Paraphrases = ReadonlyMap<string, readonly Compiled[]>

const LIMITS = ['over', 'under', 'atLeast', 'atMost', 'exactly'] as const
const UNITS = ['hours', 'days', 'weeks', 'months', 'years'] as const
const NOUN =
  /^(?:orders?|purchases?|clicks?|messages?|times?|repl(?:y|ies)|reactions?|visits?|(?:заказ|покупк|покупок|клик|сообщени|ответ|реакци)\p{L}{0,3}|раза?)$/u
/** Done, and what it was done with; of what was ordered, pieces and orders are asked. */
const PAST = /^(?!(?:ordered|purchased)$)[a-z]{3,}ed$|^(?:left|took|made|wrote|read|gave|won|did)$/u
const DEED = /^\p{Script=Cyrillic}{2,}(?:л[аио]?(?:с[ья])?|[уюая]т(?:ся)?)$/u
const DID = /^\p{Script=Cyrillic}{2,}л[аио]?(?:с[ья])?$/u
const CODE = /^(?=.*\p{L})(?=.*\d)[\p{L}\d_-]{4,}$/u
/** Of what was bought so many may be pieces. */
const BUYS = /^(?:(?:за|на)?куп|покуп|закуп|заказ|приобре|бра|взя|оформ)/u
const WORD = /^\p{L}[\p{L}-]+$/u
const PLURAL = /^[a-z]{3,}[^s]s$/u
const JOINS: ReadonlySet<string> = new Set([
  ...['and', 'or', 'but', ',', ';', ')', '.', 'и', 'или', 'либо', 'но', 'а', 'без', 'кроме'],
])

/** @param list the first that fits is taken */
export function paraphrases(list: readonly Paraphrase[]): Paraphrases {
  const book = new Map<string, Compiled[]>()
  for (const [pattern, said] of list) {
    const pieces = pattern.split(' ').map(pieceOf)
    const compiled = { pieces, said: said === '' ? [] : said.split(' ') }
    for (const first of beginningsOf(pieces)) book.set(first, [...(book.get(first) ?? []), compiled])
  }
  return book
}

function pieceOf(written: string): Piece {
  const ahead = written.startsWith('&')
  const optional = written.endsWith('?')
  const words = written.slice(ahead ? 1 : 0, optional ? -1 : undefined)
  return { kinds: words.split('/'), optional, ahead }
}

function beginningsOf(pieces: readonly Piece[]): string[] {
  const must = pieces.findIndex(({ optional }) => !optional)
  return pieces
    .slice(0, must + 1)
    .flatMap(({ kinds }) => kinds.map(kind => (CLASSES.has(kind) || kind.endsWith('~') ? ANY : kind)))
}

const CLASSES: ReadonlySet<string> = new Set([
  ...[
    '#',
    '*',
    '%past',
    '%plural',
    '%deed',
    '%did',
    '%act',
    '%code',
    '%name',
    '^',
    '%word',
    '%thing',
    '%unit',
    '%limit',
    '%noun',
    '%comma',
    '$',
  ],
])
/** Under this stand those that may begin with any word. */
const ANY = ''

/**
 * Tokens with what was said another way in the words of the language; places in the sentence stay those of what was written.
 * @returns null where nothing of that kind was said
 */
export function paraphrased(
  written: { tokens: readonly Token[]; lines: readonly Line[] },
  book: Paraphrases,
): { tokens: Token[]; lines: Line[] } | null {
  const { tokens, lines } = written
  const heard: Token[] = []
  const places: number[] = []
  let changed = false
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token === undefined) break
    places[i] = heard.length
    const said = saidAt(tokens, i, book)
    if (said === null) {
      heard.push(token)
      continue
    }
    changed = true
    heard.push(...said.tokens)
    for (const end = i + said.length - 1; i < end; i++) places[i + 1] = heard.length
  }
  places.push(heard.length)
  const at = (place: number) => places[place] ?? heard.length
  return changed
    ? { tokens: heard, lines: lines.map(line => ({ ...line, from: at(line.from), to: at(line.to) })) }
    : null
}

function saidAt(
  tokens: readonly Token[],
  i: number,
  book: Paraphrases,
): { tokens: readonly Token[]; length: number } | null {
  const first = tokens[i]
  if (first === undefined || first.kind === 'quoted') return null
  for (const { pieces, said } of [...(book.get(plain(first)) ?? []), ...(book.get(ANY) ?? [])]) {
    const taken = takenBy(pieces, tokens, i)
    if (taken === null || taken.length === 0) continue
    const last = tokens[i + taken.length - 1] ?? first
    // What stands before the words that were kept is where the first was, what stands behind them where the last was.
    let at = first
    const words = said.flatMap((word): readonly Token[] => {
      const place = /^\$(\d+)$/.exec(word)?.[1]
      if (place === undefined) return [insertedAt(at, word)]
      at = last
      return taken.pieces[Number(place) - 1] ?? []
    })
    return { tokens: words, length: taken.length }
  }
  return null
}

/** A word that was not written, or a number. */
function insertedAt(at: Token, text: string): Token {
  if (!/^\d+$/.test(text)) return { ...at, kind: /^\p{P}$/u.test(text) ? 'sign' : 'word', text }
  return { ...at, kind: 'number', text, value: Number(text), thousands: null, monthFirst: null }
}

/** What each piece takes; null where the pattern does not stand here. */
function takenBy(
  pieces: readonly Piece[],
  tokens: readonly Token[],
  begin: number,
): { pieces: Token[][]; length: number } | null {
  const taken = taking(pieces, tokens, begin)
  if (taken === null) return null
  const length = pieces.reduce((sum, { ahead }, i) => sum + (ahead ? 0 : (taken[i]?.length ?? 0)), 0)
  // Names in quotes and other lines are left alone.
  const line = tokens[begin]?.line
  const same = tokens.slice(begin, begin + length).every(token => token.kind !== 'quoted' && token.line === line)
  return same ? { pieces: taken, length } : null
}

function taking([piece, ...others]: readonly Piece[], tokens: readonly Token[], at: number): Token[][] | null {
  if (piece === undefined) return []
  for (const length of lengthsOf(piece, tokens, at)) {
    const rest = taking(others, tokens, piece.ahead ? at : at + length)
    if (rest !== null) return [tokens.slice(at, at + length), ...rest]
  }
  return null
}

/** How many tokens a piece may take, the likeliest first. */
function lengthsOf({ kinds, optional }: Piece, tokens: readonly Token[], at: number): number[] {
  if (kinds[0] === '*') {
    const end = tokens.findIndex((token, i) => i >= at && JOINS.has(token.text))
    const most = Math.min(MOST_WORDS, (end < 0 ? tokens.length : end) - at)
    return Array.from({ length: Math.max(0, most) }, (_, n) => n + 1)
  }
  const length = kinds.map(kind => lengthOf(kind, tokens, at)).find(found => found !== null)
  return [...(length === undefined || length === null ? [] : [length]), ...(optional ? [0] : [])]
}

const MOST_WORDS = 6

/** How many tokens are of that kind; null where none is. */
function lengthOf(kind: string, tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (kind === '$')
    return token === undefined || token.line !== tokens[at - 1]?.line || JOINS.has(token.text) ? 0 : null
  if (token === undefined) return null
  const place = { tokens, at, end: tokens.length }
  if (kind === '^') return at === 0 ? 0 : null
  if (kind === '%name')
    return token.kind === 'word' &&
      token.text.length >= SHORTEST_THING &&
      WORD.test(token.text) &&
      !DEED.test(token.text)
      ? 1
      : null
  if (kind === '%code') return token.kind === 'word' && CODE.test(token.text) ? 1 : null
  if (kind === '%act') return token.kind === 'word' && DEED.test(token.text) && !BUYS.test(token.text) ? 1 : null
  if (kind === '%comma') return isOnlyJoint(tokens, at) ? 1 : null
  if (kind === '#') return token.kind === 'number' || isNumberWord(token.text) ? 1 : null
  if (kind === '%past') return PAST.test(token.text) ? 1 : null
  if (kind === '%deed') return token.kind === 'word' && DEED.test(token.text) ? 1 : null
  if (kind === '%did') return token.kind === 'word' && DID.test(token.text) ? 1 : null
  if (kind === '%word') return token.kind === 'word' && WORD.test(token.text) ? 1 : null
  if (kind === '%thing') return isThing(tokens, at) ? 1 : null
  if (kind.endsWith('~')) return token.kind === 'word' && token.text.startsWith(kind.slice(0, -1)) ? 1 : null
  if (kind === '%plural') return PLURAL.test(token.text) && !NOUN.test(token.text) ? 1 : null
  if (kind === '%noun') return NOUN.test(token.text) ? 1 : null
  if (kind === '%unit') return longestAt(JOINTS, place, UNITS)?.length ?? null
  if (kind === '%limit') return longestAt(JOINTS, place, LIMITS)?.length ?? null
  return plain(token) === kind ? 1 : null
}

const TIMES = ['times', 'orMore', 'orLess', 'to', 'percent', 'km', 'yearsOld', ...UNITS] as const
const MONTHS = [
  ...(['january', 'february', 'march', 'april', 'may', 'june'] as const),
  ...(['july', 'august', 'september', 'october', 'november', 'december'] as const),
]
const MONEY = /^(?:руб|тыс|млн|миллион|процент|балл|числ)/u

/** True for a word that no number of times, days or coins goes with. */
function isThing(tokens: readonly Token[], at: number): boolean {
  const { kind, text = '' } = tokens[at] ?? {}
  if (kind !== 'word' || !WORD.test(text) || text.length < SHORTEST_THING || NOUN.test(text) || MONEY.test(text))
    return false
  return longestAt(JOINTS, { tokens, at, end: tokens.length }, [...TIMES, ...MONTHS]) === null
}

const SHORTEST_THING = 4

/** True for a comma with no other and no *and* in the sentence: what stands behind it is of all before it. */
function isOnlyJoint(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === ',' && tokens.every(({ text }, i) => i === at || text === 'or' || !JOINS.has(text))
}

function plain({ text }: Token): string {
  return text.replaceAll("'", '')
}
