import { DAY } from '../../clock.js'
import { count, date } from '../../text/format.js'
import { COLOURS, type Drawing, dot, EDGE, type Part, SIZE, stroke, titled, WIDTH, words } from './look.js'
import type { SizePoint, SizesPicture } from './picture.js'
import { ticks } from './scale.js'
import { oneLine, widthOf } from './wrap.js'

const SMALL = { size: SIZE.small, bold: false }
const PLOT = 400
const RIGHT = WIDTH - EDGE - 12
/** Room between two words beside each other. */
const APART = 32

const LINES = [
  { name: 'size', colour: COLOURS.blue, width: 8, shade: 0.1 },
  { name: 'reachable', colour: COLOURS.green, width: 5, shade: 0.14 },
] as const

/** The lines of a segment's size and of how many of it can be reached, each named beside its newest figure. */
export function drawSizes(picture: SizesPicture): Drawing {
  const { language, points, axes } = picture
  const title = titled(picture.title)
  const figures = title.below + 26
  const top = figures + 200
  const bottom = top + PLOT
  const scale = ticks(points.flatMap(({ size, reachable }) => [size, reachable]))
  const labels = scale.map(value => count(value, language))
  const left = EDGE + Math.max(...labels.map(label => widthOf(label, SMALL))) + 20
  const lowest = scale[0] ?? 0
  const yOf = (value: number) => bottom - ((value - lowest) / ((scale.at(-1) ?? 1) - lowest)) * PLOT
  const xOf = placeOfDay(points, left)
  const quiet = { size: SIZE.small, colour: COLOURS.quiet }
  const stretches = unbroken(points)
  return {
    height: bottom + 150,
    parts: [
      ...title.parts,
      ...LINES.flatMap((line, i) => figure(picture, line, { x: i === 0 ? EDGE : WIDTH / 2, y: figures })),
      words(axes.people, { x: EDGE, y: top - 54 }, quiet),
      ...scale.flatMap((value, i) => [
        stroke({ x: left, y: yOf(value) }, { x: RIGHT + 12, y: yOf(value) }, value === 0 ? COLOURS.grey : COLOURS.line),
        words(labels[i] ?? '', { x: left - 20, y: yOf(value) }, { ...quiet, align: 'right' }),
      ]),
      ...LINES.flatMap(line =>
        stretches.flatMap(days => stretch(days, line, { xOf, yOf, marked: points.length <= 31 })),
      ),
      ...days(picture, { xOf, y: bottom }),
      words(stretches.length > 1 ? axes.gaps : axes.days, { x: EDGE, y: bottom + 104 }, quiet),
    ],
  }
}

function figure(
  { points, names, language }: SizesPicture,
  { name, colour }: (typeof LINES)[number],
  { x, y }: { x: number; y: number },
): Part[] {
  const newest = points.at(-1)?.[name]
  return [
    dot({ x: x + 12, y }, 12, colour),
    words(
      oneLine(names[name], SMALL, WIDTH / 2 - EDGE - 44),
      { x: x + 40, y },
      { size: SIZE.small, colour: COLOURS.quiet },
    ),
    words(newest === undefined ? '—' : count(newest, language), { x, y: y + 62 }, { size: SIZE.figure, bold: true }),
  ]
}

/** Days one after another without a gap: what nobody measured is no line. */
function unbroken(points: readonly SizePoint[]): SizePoint[][] {
  const stretches: SizePoint[][] = []
  for (const point of points) {
    const last = stretches.at(-1)
    if (last !== undefined && last.at(-1)?.day === point.day - 1) last.push(point)
    else stretches.push([point])
  }
  return stretches
}

function stretch(
  days: readonly SizePoint[],
  { name, colour, width, shade }: (typeof LINES)[number],
  { xOf, yOf, marked }: { xOf: (day: number) => number; yOf: (value: number) => number; marked: boolean },
): Part[] {
  const places = days.map(point => ({ x: xOf(point.day), y: yOf(point[name]) }))
  if (places.length === 1) return places.map(place => dot(place, width + 3, colour))
  const line = places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
  const ground = yOf(0).toFixed(1)
  const area = `${places[0]?.x.toFixed(1)},${ground} ${line} ${places.at(-1)?.x.toFixed(1)},${ground}`
  return [
    { svg: `<polygon points="${area}" fill="${colour}" fill-opacity="${shade}"/>` },
    {
      svg: `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"/>`,
    },
    ...(marked ? places.map(place => dot(place, width, colour)) : []),
  ]
}

/** Dates under the first and the last day, and under one in the middle where there is room. */
function days({ points, language }: SizesPicture, { xOf, y }: { xOf: (day: number) => number; y: number }): Part[] {
  const first = points[0]?.day
  const last = points.at(-1)?.day
  if (first === undefined || last === undefined) return []
  const placed: { day: number; text: string; x: number; end: number }[] = []
  for (const day of new Set([first, last, Math.round((first + last) / 2)])) {
    const text = date(day * DAY, 'utc', language)
    const width = widthOf(text, SMALL)
    const x = Math.min(Math.max(xOf(day) - width / 2, EDGE), WIDTH - EDGE - width)
    const free = placed.every(other => x + width + APART <= other.x || other.end + APART <= x)
    if (free) placed.push({ day, text, x, end: x + width })
  }
  return placed.flatMap(({ day, text, x }) => [
    stroke({ x: xOf(day), y }, { x: xOf(day), y: y + 14 }, COLOURS.grey),
    words(text, { x, y: y + 46 }, { size: SIZE.small, colour: COLOURS.quiet }),
  ])
}

function placeOfDay(points: readonly SizePoint[], left: number): (day: number) => number {
  const first = points[0]?.day ?? 0
  const last = points.at(-1)?.day ?? 0
  const start = left + 12
  return day => (first === last ? (start + RIGHT) / 2 : start + ((day - first) / (last - first)) * (RIGHT - start))
}
