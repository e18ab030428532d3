import type { EChartsOption, GraphicComponentOption } from 'echarts'
import { count } from '../../text/format.js'
import { box, COLOURS, EDGE, frame, SIZE, WIDTH, words } from './look.js'
import type { RfmPicture } from './picture.js'

const SCORES = [1, 2, 3, 4, 5]
const TOP = 190
const GAP = 8
/** Narrower than elsewhere: the longest one-word name needs the room. */
const SIDE = 28
const SQUARE = { width: (WIDTH - 2 * SIDE) / 5, height: 206 }
const LINES = 4
const FOOT = 110

/** One colour for each of the eleven groups, from the best to the lost. */
const HUES = [
  '#35b96b',
  '#4fae3f',
  '#8fae2c',
  '#2ba3a0',
  '#3b8fd6',
  '#c9a227',
  '#d98a29',
  '#d9602f',
  '#d1384f',
  '#8a6fc4',
  '#77808c',
]

/**
 * Five squares by five: recency from left (long ago) to right (recently), frequency from below (once) to above
 * (often). A square's colour is that of its largest group, the stronger the more customers stand in it.
 */
export function rfmChart(picture: RfmPicture): { height: number; option: EChartsOption } {
  const { axes } = picture
  const most = Math.max(1, ...picture.squares.map(square => square.people))
  const foot = TOP + 5 * SQUARE.height
  const quiet = { colour: COLOURS.quiet, size: SIZE.small }
  return {
    height: foot + FOOT,
    option: {
      ...frame(picture.title),
      graphic: [
        words(`↑ ${axes.often}`, { x: EDGE, y: TOP - 40 }, quiet),
        ...SCORES.flatMap(f => SCORES.flatMap(r => square(picture, { r, f, most }))),
        words(`← ${axes.old}`, { x: EDGE, y: foot + 52 }, quiet),
        words(`↓ ${axes.once}`, { x: WIDTH / 2, y: foot + 52 }, { ...quiet, align: 'center' }),
        words(`${axes.recent} →`, { x: WIDTH - EDGE, y: foot + 52 }, { ...quiet, align: 'right' }),
      ],
    },
  }
}

function square(picture: RfmPicture, { r, f, most }: { r: number; f: number; most: number }): GraphicComponentOption[] {
  const here = picture.squares.find(square => square.r === r && square.f === f)
  const x = SIDE + (r - 1) * SQUARE.width
  const y = TOP + (5 - f) * SQUARE.height
  const shape = { x: x + GAP / 2, y: y + GAP / 2, width: SQUARE.width - GAP, height: SQUARE.height - GAP }
  const ground = box(shape, COLOURS.raised)
  const middle = x + SQUARE.width / 2
  if (here === undefined || here.people === 0)
    return [ground, words('·', { x: middle, y: y + SQUARE.height / 2 }, { align: 'center', colour: COLOURS.grey })]
  // The eye takes area for amount, so the strength of a colour grows with the root of the number.
  const strength = 0.3 + 0.7 * Math.sqrt(here.people / most)
  const names = here.names.slice(0, 2).flatMap(broken).slice(0, LINES)
  const top = y + SQUARE.height / 2 - (names.length * 32) / 2
  return [
    ground,
    box(shape, HUES[here.hue] ?? COLOURS.grey, strength),
    words(
      count(here.people, picture.language),
      { x: middle, y: top },
      { align: 'center', bold: true, size: SIZE.figure },
    ),
    ...names.map((name, i) => words(name, { x: middle, y: top + 44 + i * 32 }, { align: 'center', size: SIZE.small })),
  ]
}

/** A name on two lines where it is too long for a square: broken at the space nearest to its middle. */
function broken(name: string): string[] {
  if (name.length <= 11) return [name]
  const spaces = [...name.matchAll(/ /g)].map(space => space.index)
  const [best] = spaces.sort((a, b) => Math.abs(a - name.length / 2) - Math.abs(b - name.length / 2))
  return best === undefined ? [name] : [name.slice(0, best), name.slice(best + 1)]
}
