import { outlineOf } from './outline.js'
import { wrap } from './wrap.js'

/** Width of every picture: Telegram shows photos of this width sharp on any phone. */
export const WIDTH = 1080

/** Space between a picture's edge and what is in it. */
export const EDGE = 48

/** Telegram tells nobody's theme: a light ground of its own reads well in light and in dark chats. */
export const COLOURS = {
  ground: '#fbfcfd',
  raised: '#eaeff4',
  text: '#17212b',
  quiet: '#566575',
  line: '#d3dce5',
  blue: '#2481cc',
  green: '#2c9b57',
  grey: '#98a6b5',
} as const

/** Sizes of letters: 34 of 1,080 are 12 where a phone shows the picture 390 wide. */
export const SIZE = { title: 46, figure: 48, text: 36, small: 34 } as const

/** Words on a picture: what they are, how large, and the room that they fill, from the upper left corner. */
export type Words = { text: string; size: number; colour: string; x: number; y: number; width: number; height: number }

/** A piece of a picture: SVG, and the words in it where it is words. */
export type Part = { svg: string; words?: Words }

/** A picture before it is painted. */
export type Drawing = { height: number; parts: readonly Part[] }

// The middle of capital letters and figures lies so far above the baseline, for letters of size 1.
const MIDDLE = 0.355

/**
 * One line of words at a place: `x` of its start, middle or end, `y` of the middle of its capital letters. Words wider than
 * `most` pixels are drawn narrower.
 */
export function words(
  text: string,
  place: { x: number; y: number },
  look: { size?: number; colour?: string; align?: 'left' | 'center' | 'right'; bold?: boolean; most?: number } = {},
): Part {
  const { size = SIZE.text, colour = COLOURS.text, align = 'left', bold = false, most = WIDTH } = look
  const { svg, width: natural, top, bottom } = outlineOf(text, { size, bold })
  const width = Math.min(natural, most)
  const narrower = width < natural ? ` scale(${width / natural} 1)` : ''
  const x = place.x - (align === 'left' ? 0 : align === 'center' ? width / 2 : width)
  const baseline = place.y + MIDDLE * size
  return {
    svg: `<g transform="translate(${x} ${baseline})${narrower}" fill="${colour}" color="${colour}">${svg}</g>`,
    words: { text, size, colour, x, y: baseline + top, width, height: bottom - top },
  }
}

/** A filled rectangle with round corners, measured from the upper left corner. */
export function box(
  { x, y, width, height, r = 12 }: { x: number; y: number; width: number; height: number; r?: number },
  fill: string,
): Part {
  return { svg: `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${r}" fill="${fill}"/>` }
}

/** A straight line. */
export function stroke(from: { x: number; y: number }, to: { x: number; y: number }, colour: string, width = 2): Part {
  const ends = `x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"`
  return { svg: `<line ${ends} stroke="${colour}" stroke-width="${width}"/>` }
}

/** A filled circle. */
export function dot({ x, y }: { x: number; y: number }, r: number, fill: string): Part {
  return { svg: `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>` }
}

const TITLE_LINE = 62

/** The title in the upper left corner, on three lines at most; `below` is where the next thing may begin. */
export function titled(title: string): { parts: Part[]; below: number } {
  const lines = wrap(title, { size: SIZE.title, bold: true }, { width: WIDTH - 2 * EDGE, lines: 3 })
  const parts = lines.map((line, i) =>
    words(line, { x: EDGE, y: EDGE + 24 + i * TITLE_LINE }, { size: SIZE.title, bold: true }),
  )
  return { parts, below: EDGE + 24 + lines.length * TITLE_LINE }
}
