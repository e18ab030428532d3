/** Signs that nobody sees: joiners, marks of direction, soft hyphens, variation selectors, fillers. As part of a class. */
const UNSEEN =
  '\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb'
const APOSTROPHES = '’‘‛ʼʹ`´′'
const DASHES = '‐‑‒–—−'
const TAGS = '\u{e0000}-\u{e0fff}'
/** What is no sign at all, spaces aside: controls, and halves of pairs. */
const CONTROLS = /(?!\s)[\p{Cc}\p{Cs}]/gu
const LETTERS = 'ßıς\u0307'

/** What `fold` changes in a text that is NFKC and in small letters, as part of a class of GLOB or of an expression. */
export const REFOLDED = `${UNSEEN}${APOSTROPHES}${DASHES}${LETTERS}${TAGS}`

/** Raised whenever `fold` changes; the file remembers by which one it was written (its `user_version`). */
export const FOLDING = 1

/** A text without the signs in it that nobody sees; spaces stay. */
export function withoutUnseen(text: string): string {
  return text.replace(unseen, '').replace(CONTROLS, '')
}

/** Letters of which nothing changes but their size, with single spaces between: most of what is ever folded. */
const SIMPLE = /^[!-_a-~А-я]+(?: [!-_a-~А-я]+)*$/
const changed = new RegExp(`[${REFOLDED}]`, 'u')
const unseen = new RegExp(`[${UNSEEN}${TAGS}]`, 'gu')
const apostrophes = new RegExp(`[${APOSTROPHES}]`, 'gu')
const dashes = new RegExp(`[${DASHES}]`, 'gu')

/**
 * The form in which names are compared: NFKC, small letters of every language (İ and ı as i, ß as ss, ς as σ), ё as е,
 * one apostrophe, one dash, nothing invisible (❤️ as ❤), spaces squeezed. SQLite's own folding knows only ASCII. What is
 * stored in this form is brought to it when it changes (see `refold`).
 */
export function fold(text: string): string {
  return SIMPLE.test(text) ? text.toLowerCase() : foldWhole(text)
}

function foldWhole(text: string): string {
  const small = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е')
  return (changed.test(small) ? plain(small) : small).replace(/\s+/gu, ' ').trim()
}

function plain(small: string): string {
  return small
    .replace(unseen, '')
    .replaceAll('i\u0307', 'i')
    .replaceAll('ı', 'i')
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replace(apostrophes, "'")
    .replace(dashes, '-')
    .normalize('NFKC')
}

/** Letters of their own, although they look like another with a mark. */
const OWN = /[йїў]/u
const BARE: Readonly<Record<string, string>> = { ø: 'o', đ: 'd', ł: 'l', ħ: 'h', ð: 'd' }

/**
 * The form in which people are looked for: folded, and letters without their marks, so that João is joao; й stays
 * another letter than и.
 */
export function foldSearch(text: string): string {
  return [...fold(text)].map(bareLetter).join('')
}

function bareLetter(letter: string): string {
  if (OWN.test(letter)) return letter
  return BARE[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')
}

/** Every letter, small and large, that `foldSearch` makes this one letter of; itself where there are no others. */
export function lettersLike(letter: string): string {
  return likes().get(letter) ?? letter
}

let cache: Map<string, string> | undefined

function likes(): Map<string, string> {
  if (cache !== undefined) return cache
  cache = new Map()
  const ranges: [number, number][] = [
    [0x41, 0x7a],
    [0xc0, 0x24f],
    [0x386, 0x3ce],
    [0x400, 0x4ff],
    [0x1e00, 0x1fff],
  ]
  for (const [from, to] of ranges) {
    for (let code = from; code <= to; code++) {
      const letter = String.fromCodePoint(code)
      const like = /\p{L}/u.test(letter) ? foldSearch(letter) : ''
      if ([...like].length === 1) cache.set(like, (cache.get(like) ?? '') + letter)
    }
  }
  cache.set("'", `'${APOSTROPHES}`)
  cache.set('-', `-${DASHES}`)
  return cache
}
