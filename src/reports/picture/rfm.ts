import { count, type Language, roughCount } from '../../text/format.js'
import { box, COLOURS, type Drawing, dot, EDGE, type Part, SIZE, titled, WIDTH, words } from './look.js'
import type { RfmPicture } from './picture.js'
import { widthOf, wrap } from './wrap.js'

const SCORES = [1, 2, 3, 4, 5]
const GAP = 8
/** Narrower than elsewhere: the longest one-word name needs the room. */
const SIDE = 12
/** Room for the scores of frequency, left of the squares. */
const SCORE = 34
const SQUARE = { width: (WIDTH - 2 * SIDE - SCORE) / 5, height: 256 }
const LINE = 41
/** From the figure to the first line of names. */
const FIRST = 48
const LINES = 4
const FIGURES = [SIZE.figure, 44, 40, SIZE.text, SIZE.small]
/** Between a square's edge and its words. */
const ROOM = 4
/** How much wider than a line words may be, to be drawn that much narrower rather than broken. */
const SQUEEZE = 1.06
/** Between the names of two groups. */
const BETWEEN = 12
const QUIET = { colour: COLOURS.quiet, size: SIZE.small }

/** One colour for each of the eleven groups, from the best to the lost. */
const HUES = [
  '#1fa653',
  '#5cae2b',
  '#a3b31b',
  '#14a39e',
  '#2d8bdc',
  '#d9ab10',
  '#ea8a1a',
  '#ea6530',
  '#e0435a',
  '#8c6fd6',
  '#77808c',
]

/**
 * Five squares by five: recency from left (long ago) to right (recently), frequency from below (once) to above
 * (often). A square's colour is that of its largest group, the stronger the more customers stand in it.
 */
export function drawRfm(picture: RfmPicture): Drawing {
  const { axes } = picture
  const title = titled(picture.title)
  const most = Math.max(1, ...picture.squares.map(square => square.people))
  const top = title.below + 56
  const foot = top + 5 * SQUARE.height
  return {
    height: foot + 230,
    parts: [
      ...title.parts,
      words(`↑ ${axes.frequency}`, { x: EDGE, y: title.below + 10 }, QUIET),
      ...SCORES.flatMap(f => SCORES.flatMap(r => square(picture, { r, f, most, top }))),
      ...SCORES.flatMap(score => [
        words(
          `${score}`,
          { x: SIDE + SCORE / 2 - 6, y: top + (5.5 - score) * SQUARE.height },
          { ...QUIET, align: 'center' },
        ),
        words(
          `${score}`,
          { x: SIDE + SCORE + (score - 0.5) * SQUARE.width, y: foot + 30 },
          { ...QUIET, align: 'center' },
        ),
      ]),
      words(`→ ${axes.recency}`, { x: EDGE, y: foot + 86 }, QUIET),
      ...shades(picture, { most, y: foot + 160 }),
    ],
  }
}

/** What the strength of a colour means: from one customer in a square to as many as the fullest has. */
function shades({ axes, language }: RfmPicture, { most, y }: { most: number; y: number }): Part[] {
  const steps = most === 1 ? [1] : [1, most * 0.06, most * 0.25, most * 0.56, most]
  const name = words(axes.people, { x: EDGE, y }, QUIET)
  const least = EDGE + (name.words?.width ?? 0) + 28
  const start = least + widthOf(count(1, language), { size: SIZE.small, bold: false }) + 16
  return [
    name,
    words(count(1, language), { x: least, y }, QUIET),
    ...steps.map((people, i) =>
      box({ x: start + i * 48, y: y - 20, width: 44, height: 40, r: 6 }, tint(HUES[4] ?? COLOURS.blue, people / most)),
    ),
    ...(most === 1 ? [] : [words(count(most, language), { x: start + steps.length * 48 + 12, y }, QUIET)]),
  ]
}

function square(
  picture: RfmPicture,
  { r, f, most, top: above }: { r: number; f: number; most: number; top: number },
): Part[] {
  const here = picture.squares.find(square => square.r === r && square.f === f)
  const x = SIDE + SCORE + (r - 1) * SQUARE.width
  const y = above + (5 - f) * SQUARE.height
  const shape = { x: x + GAP / 2, y: y + GAP / 2, width: SQUARE.width - GAP, height: SQUARE.height - GAP }
  const middle = x + SQUARE.width / 2
  if (here === undefined || here.people === 0)
    return [box(shape, COLOURS.raised), dot({ x: middle, y: y + SQUARE.height / 2 }, 5, COLOURS.grey)]
  const width = shape.width - 2 * ROOM
  const names = namesIn(here.names, width * SQUEEZE)
  const { figure, size } = figureIn(here.people, picture.language, width)
  const lines = names.flatMap((name, i) => name.map(line => ({ line, down: i * BETWEEN })))
  // From the middle of the figure to that of the last line, and the letters' own heights: what is centred.
  const tall = FIRST + (lines.length - 1) * LINE + (lines.at(-1)?.down ?? 0) + 5
  const top = y + (SQUARE.height - tall) / 2
  return [
    box(shape, tint(HUES[here.hue] ?? COLOURS.grey, here.people / most)),
    words(figure, { x: middle, y: top }, { align: 'center', bold: true, size, most: width }),
    ...lines.map(({ line, down }, i) =>
      words(line, { x: middle, y: top + FIRST + i * LINE + down }, { align: 'center', size: SIZE.small, most: width }),
    ),
  ]
}

/** A number as large as it fits, in full as long as it can be read: "1,234,567", at last "8bn". */
function figureIn(people: number, language: Language, width: number): { figure: string; size: number } {
  const figure = count(people, language)
  const size = FIGURES.find(size => widthOf(figure, { size, bold: true }) <= width)
  return size === undefined ? { figure: roughCount(people, language), size: SIZE.figure } : { figure, size }
}

/** The names of the two largest groups, each on its lines; the second only where the square has room for all of it. */
function namesIn(names: readonly string[], width: number): string[][] {
  const setting = { size: SIZE.small, bold: false }
  const [first = [], second = []] = names.slice(0, 2).map(name => wrap(name, setting, { width, lines: LINES }))
  return first.length + second.length <= LINES && second.length > 0 ? [first, second] : [first]
}

/**
 * A colour so strong as many customers stand there, on white. The eye takes area for amount, so it grows with the root of
 * the number; at its strongest, dark letters still read well on it.
 */
function tint(colour: string, part: number): string {
  const strength = 0.16 + 0.5 * Math.sqrt(Math.min(1, Math.max(0, part)))
  const channels = [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16))
  const mixed = channels.map(channel => Math.round(255 + (channel - 255) * strength))
  return `#${mixed.map(channel => channel.toString(16).padStart(2, '0')).join('')}`
}
