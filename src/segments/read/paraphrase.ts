import { JOINTS, longestAt } from './lexicon.js'
import type { Line, Token } from './tokens.js'

/**
 * Another way to say something: a pattern of words, and the words of the language for it. In a pattern `a/b` is either word,
 * `?` behind it makes it optional, `#` is a number, `%unit` a unit of time, `%limit` a comparison ("at least"), `%noun` what is
 * counted ("orders"), `$` the end of a condition, and `&` before a piece looks at it without taking it; apostrophes are left out.
 * In what it says `$1` is what the first piece took.
 */
export type Paraphrase = readonly [pattern: string, said: string]

type Piece = { kinds: readonly string[]; optional: boolean; ahead: boolean }
type Compiled = { pieces: readonly Piece[]; said: readonly string[] }

/** Paraphrases by the words that they can begin with. */
export type Paraphrases = ReadonlyMap<string, readonly Compiled[]>

const LIMITS = ['over', 'under', 'atLeast', 'atMost', 'exactly'] as const
const UNITS = ['hours', 'days', 'weeks', 'months', 'years'] as const
const NOUN = /^(?:orders?|purchases?|clicks?|messages?|times?|repl(?:y|ies)|reactions?|visits?)$/u
const JOINS: ReadonlySet<string> = new Set(['and', 'or', 'but', ',', ';', ')', '.'])

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
  return pieces.slice(0, must + 1).flatMap(({ kinds }) => kinds.map(kind => (CLASSES.has(kind) ? ANY : kind)))
}

const CLASSES: ReadonlySet<string> = new Set(['#', '%unit', '%limit', '%noun', '$'])
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
    const end = tokens[i + taken.length - 1]?.end ?? first.end
    const words = said.flatMap((word): readonly Token[] => {
      const place = /^\$(\d)$/.exec(word)?.[1]
      return place === undefined
        ? [{ ...first, kind: 'word', text: word, end }]
        : (taken.pieces[Number(place) - 1] ?? [])
    })
    return { tokens: words, length: taken.length }
  }
  return null
}

/** What each piece takes; null where the pattern does not stand here. */
function takenBy(
  pieces: readonly Piece[],
  tokens: readonly Token[],
  begin: number,
): { pieces: Token[][]; length: number } | null {
  const taken: Token[][] = []
  let at = begin
  for (const { kinds, optional, ahead } of pieces) {
    const length = kinds.map(kind => lengthOf(kind, tokens, at)).find(found => found !== null) ?? null
    if (length === null && !optional) return null
    taken.push(tokens.slice(at, at + (length ?? 0)))
    if (!ahead) at += length ?? 0
  }
  // Names in quotes and other lines are left alone.
  const line = tokens[begin]?.line
  const same = tokens.slice(begin, at).every(token => token.kind !== 'quoted' && token.line === line)
  return same ? { pieces: taken, length: at - begin } : null
}

/** How many tokens are of that kind; null where none is. */
function lengthOf(kind: string, tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (kind === '$')
    return token === undefined || token.line !== tokens[at - 1]?.line || JOINS.has(token.text) ? 0 : null
  if (token === undefined) return null
  const place = { tokens, at, end: tokens.length }
  if (kind === '#') return token.kind === 'number' ? 1 : null
  if (kind === '%noun') return NOUN.test(token.text) ? 1 : null
  if (kind === '%unit') return longestAt(JOINTS, place, UNITS)?.length ?? null
  if (kind === '%limit') return longestAt(JOINTS, place, LIMITS)?.length ?? null
  return plain(token) === kind ? 1 : null
}

function plain({ text }: Token): string {
  return text.replaceAll("'", '')
}
