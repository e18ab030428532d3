import { outlineOf, type Setting } from './outline.js'

const segmenter = new Intl.Segmenter()
// Chinese and Japanese break between any two signs, but no mark stands at the beginning of a line.
const PIECE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー][\p{P}ー]*|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu

/** How wide a line of words is, in pixels. */
export function widthOf(text: string, setting: Setting): number {
  return outlineOf(text, setting).width
}

/** One line of clean text: line breaks and control characters become spaces, halves of characters "�". */
export function clean(text: string): string {
  const whole = Buffer.from(text).toString()
  // More marks than two on one letter are no writing, and would cover the lines above and below.
  return whole
    .replace(/[\p{Cc}\u2028\u2029 ]+/gu, ' ')
    .replace(/(\p{Mn}{2})\p{Mn}+/gu, '$1')
    .trim()
}

/**
 * A text on at most so many lines of a width: broken between words, inside a word only where it alone is too long for a
 * line; what is left over after the last line is cut with "…".
 */
export function wrap(text: string, setting: Setting, { width, lines }: { width: number; lines: number }): string[] {
  const fits = (line: string) => widthOf(line, setting) <= width
  const wrapped: string[] = []
  let line = ''
  for (const { piece, space } of piecesOf(clean(text))) {
    const longer = `${line}${space && line !== '' ? ' ' : ''}${piece}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') wrapped.push(line)
    line = piece
    while (!fits(line)) {
      const head = longest(line, fits)
      wrapped.push(head)
      line = line.slice(head.length)
    }
  }
  if (line !== '') wrapped.push(line)
  if (wrapped.length <= lines) return wrapped
  return [...wrapped.slice(0, lines - 1), cut(wrapped[lines - 1] ?? '', fits)]
}

/** A text on one line of a width, cut with "…" where it is longer. */
export function oneLine(text: string, setting: Setting, width: number): string {
  const whole = clean(text)
  return widthOf(whole, setting) <= width ? whole : cut(whole, line => widthOf(line, setting) <= width)
}

function piecesOf(text: string): { piece: string; space: boolean }[] {
  return text.split(' ').flatMap(word => (word.match(PIECE) ?? []).map((piece, i) => ({ piece, space: i === 0 })))
}

/** The longest beginning that fits, one sign at least. */
function longest(text: string, fits: (line: string) => boolean): string {
  const signs = [...segmenter.segment(text)].map(({ segment }) => segment)
  let count = 1
  while (count < signs.length && fits(signs.slice(0, count + 1).join(''))) count++
  return signs.slice(0, count).join('')
}

function cut(text: string, fits: (line: string) => boolean): string {
  return `${longest(text, line => fits(`${line.trimEnd()}…`)).trimEnd()}…`
}
