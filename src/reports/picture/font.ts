import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Blob, Face, Font } from 'harfbuzzjs'
import { packageRoot } from '../../db/root.js'

/** The files in `fonts/`, and what each is for; a machine's own fonts are never asked. */
const FILES = {
  regular: 'Roboto-Regular',
  bold: 'Roboto-Bold',
  others: 'DejaVuSans',
  han: 'DroidSansFallback',
  emoji: 'TwemojiMozilla',
} as const

type Name = keyof typeof FILES

/** A font that is read: `has` tells whether a code point is in it, `palette` the colours of one whose signs have some. */
export type OpenFont = {
  name: Name
  face: Face
  font: Font
  has: (codePoint: number) => boolean
  palette: readonly string[]
}

const opened = new Map<Name, OpenFont>()

/** Reads a font once a thread: most pictures need two of the five. */
function open(name: Name): OpenFont {
  const before = opened.get(name)
  if (before !== undefined) return before
  const face = new Face(new Blob(readFileSync(join(packageRoot(), 'fonts', `${FILES[name]}.ttf`))))
  const points = new Set(face.collectUnicodes())
  const colours = face.hasColorPalettes() ? (face.getColorPalettes()[0]?.colors ?? []) : []
  const font = {
    name,
    face,
    font: new Font(face),
    has: (codePoint: number) => points.has(codePoint),
    palette: colours.map(({ red, green, blue, alpha }) => `rgba(${red},${green},${blue},${alpha / 255})`),
  }
  opened.set(name, font)
  return font
}

// Joiners and selectors say how their neighbours look, and need no sign of their own.
const SILENT = /^(?:\p{Cf}|\p{Variation_Selector})$/u
const AS_EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}|[\d#*]\ufe0f?\u20e3/u

/**
 * The font for one sign as people see it (a grapheme): the first that has all of it. What none has gets the empty box of
 * the first, so that something is seen to be missing.
 */
export function fontOf(sign: string, bold: boolean): OpenFont {
  const words: readonly Name[] = [bold ? 'bold' : 'regular', 'others', 'han']
  const order: readonly Name[] = AS_EMOJI.test(sign) ? ['emoji', ...words] : [...words, 'emoji']
  const points = [...sign].filter(character => !SILENT.test(character)).map(character => character.codePointAt(0) ?? 0)
  for (const name of order) {
    const font = open(name)
    if (points.every(font.has)) return font
  }
  // A mark that the letter's font lacks costs the mark, not the letter.
  for (const name of order) if (points.slice(0, 1).every(open(name).has)) return open(name)
  return open(words[0] ?? 'regular')
}
