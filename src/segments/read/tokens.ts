import { fold } from '../../text/fold.js'
import { POWER_WORDS, parseNumber, plainNumber } from '../../text/number.js'

/**
 * A piece of a sentence. `text` is folded for words, without its quotes for a quoted text, and the sign itself in its
 * plainest form for signs (every dash is "-"); a day's is YYYY-MM-DD, and `monthFirst` what it is if the month was written
 * first (`03/04/2026`; null where it is certain); a decade's value is its first year; a number's is its value, and `thousands` what it is if its point parts
 * thousands (`1.500`; null where the value is certain). `start` and `end` are UTF-16 offsets in what was
 * written, `line` is the number of its line.
 */
export type Token = {
  kind: 'word' | 'number' | 'date' | 'decade' | 'quoted' | 'sign'
  text: string
  value: number
  thousands: number | null
  monthFirst: string | null
  start: number
  end: number
  line: number
}

/** A line: how far in it begins (a bullet, or several dashes, count), and its tokens `from` … before `to`. */
export type Line = { depth: number; bullet: boolean; from: number; to: number }

/** What was written, in pieces. `unclosed`: where a quotation begins that has no end; null when all is well. */
export type Tokens = { tokens: Token[]; lines: Line[]; unclosed: number | null }

/** What closes a quotation, by what opened it. */
const CLOSING: Record<string, string> = {
  '"': '"',
  '“': '”“"',
  '”': '”"',
  '„': '“”"',
  '‟': '”"',
  '«': '»',
  '»': '»«',
  "'": "'’",
  '‘': "’'",
  '‚': "‘’'",
  '‹': '›',
}
const APOSTROPHES = "'‘’‚"

const BULLET = /(?:[•◦▪‣●○·∙*]+|[-‐‑–—−]+|\d{1,3}[.)])(?=\s)|[•◦▪‣●○]/uy
const SPACE = /[^\S\n]+/uy
const DATE =
  /(\d{4})[-‐‑–—−](\d{2})[-‐‑–—−](\d{2})(?![\p{L}\p{N}])|(\d{1,2})([./])(\d{1,2})\5(\d{4}|\d\d)(?![\p{L}\p{N}]|[./]\d)/uy
/** Years of two digits up to this one are of this century. */
const THIS_CENTURY = 40
const NUMBER = new RegExp(
  String.raw`(?:\p{Nd}{1,3}(?:[\p{Zs}'’_٬]\p{Nd}{3})+(?!\p{Nd})|\p{Nd}{1,3}(?:,\p{Nd}{3})+(?![\p{Nd},])` +
    String.raw`|\p{Nd}{1,3}(?:\.\p{Nd}{3}){2,}(?![\p{Nd}.])|\p{Nd}+)(?:[.,٫]\p{Nd}+(?![.,٫]?\p{Nd}))?` +
    String.raw`(?:e[+-]?\d+(?![\p{L}\d])|${POWER_WORDS})?`,
  'iuy',
)
const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’-][\p{L}\p{M}\p{N}_]+)*/uy
const SIGN = />=|<=|!=|<>|==|&&|\|\||[\s\S]/uy

const PLAIN_SIGNS: Record<string, string> = {
  ...Object.fromEntries([...'‐‑‒–—−'].map(dash => [dash, '-'])),
  '：': ':',
  '，': ',',
  '；': ';',
  '；;': ';',
  '﹪': '%',
  '％': '%',
  '（': '(',
  '）': ')',
}

/** Cuts a sentence into pieces, in one pass. */
export function tokenise(text: string): Tokens {
  const tokens: Token[] = []
  const lines: Line[] = []
  let unclosed: number | null = null
  let at = 0

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  const push = (kind: Token['kind'], end: number, token: Pick<Token, 'text'> & Partial<Token>) => {
    tokens.push({ kind, value: 0, thousands: null, monthFirst: null, ...token, start: at, end, line: lines.length - 1 })
    at = end
  }
  const beginLine = () => {
    const begin = at
    at += match(SPACE)?.[0].length ?? 0
    const bullet = match(BULLET)?.[0] ?? null
    // Half a step less without a bullet: a list may begin as far left as its heading.
    const depth =
      bullet === null ? at - begin - 0.5 : at - begin + (/^[\d*•]/u.test(bullet) ? 0 : 2 * (bullet.length - 1))
    at += bullet?.length ?? 0
    lines.push({ depth, bullet: bullet !== null, from: tokens.length, to: tokens.length })
  }
  const endLine = () => {
    const line = lines.at(-1)
    if (line !== undefined) line.to = tokens.length
  }

  beginLine()
  while (at < text.length) {
    const space = match(SPACE)
    if (space !== null) {
      at += space[0].length
      continue
    }
    const sign = text[at] ?? ''
    if (sign === '\n') {
      endLine()
      at++
      beginLine()
      continue
    }
    if (sign in CLOSING) {
      const quotation = readQuotation(text, at)
      if (quotation !== null) {
        push('quoted', quotation.end, { text: quotation.text })
        continue
      }
      if (!APOSTROPHES.includes(sign)) unclosed ??= at
    }
    const date = match(DATE)
    if (date !== null) {
      push('date', at + date[0].length, dayOf(date))
      continue
    }
    const number = match(NUMBER)?.[0]
    if (number !== undefined) {
      push('number', at + number.length, { text: number, ...numberOf(number) })
      continue
    }
    const word = match(WORD)?.[0]
    if (word !== undefined) {
      push('word', at + word.length, { text: wordOf(word) })
      continue
    }
    const other = match(SIGN)?.[0] ?? sign
    push('sign', at + other.length, { text: PLAIN_SIGNS[other] ?? other })
  }
  endLine()
  return { tokens, lines: lines.filter(line => line.from < line.to), unclosed }
}

/** Of two numbers with a slash the first is the day, unless only the second can be. */
function dayOf([, year, month = '', day = '', first = '', sign, second = '', short = '']: RegExpExecArray): Pick<
  Token,
  'text' | 'monthFirst'
> {
  if (year !== undefined) return { text: `${year}-${month}-${day}`, monthFirst: null }
  const years = short.length === 4 ? short : `${Number(short) <= THIS_CENTURY ? '20' : '19'}${short}`
  const written = (m: string, d: string) => `${years}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`
  if (sign === '.') return { text: written(second, first), monthFirst: null }
  if (Number(second) > 12) return { text: written(first, second), monthFirst: null }
  const certain = Number(first) > 12 || Number(first) === Number(second)
  return { text: written(second, first), monthFirst: certain ? null : written(first, second) }
}

/** A word as words are compared. */
export function wordOf(text: string): string {
  return fold(text)
}

/** As `parseNumber` has it; a description may write a very small or large number with an exponent. */
function numberOf(written: string): Pick<Token, 'value' | 'thousands'> {
  const read = parseNumber(written)
  if (read.kind === 'number') return { value: read.value, thousands: null }
  if (read.kind === 'either') return { value: read.decimal, thousands: read.thousands }
  const [, digits = '', exponent = ''] = /^(.*?)(e[+-]?\d+)?$/i.exec(written) ?? []
  return { value: Number(`${plainNumber(digits).replace(',', '.')}${exponent}`), thousands: null }
}

/** A text in quotes; the closing one doubled stands for itself. Null when nothing closes it. */
function readQuotation(text: string, start: number): { text: string; end: number } | null {
  const closing = CLOSING[text[start] ?? ''] ?? ''
  let content = ''
  for (let at = start + 1; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (!closing.includes(sign)) content += sign
    else if (text[at + 1] === sign) content += text[at++]
    else if (!APOSTROPHES.includes(sign) || !/[\p{L}\p{N}]/u.test(text[at + 1] ?? ''))
      return { text: content, end: at + 1 }
    else content += sign
  }
  return null
}
