import { count } from '../../text/format.js'
import { box, COLOURS, type Drawing, dot, EDGE, type Part, SIZE, stroke, titled, WIDTH, words } from './look.js'
import type { ColumnsPicture } from './picture.js'
import { ticks } from './scale.js'
import { oneLine, widthOf, wrap } from './wrap.js'

const FULL = WIDTH - 2 * EDGE
const HEIGHT = 360
const GAP = 110
const LINE = 44
const SMALL = { size: SIZE.small, bold: false }
const QUIET = { size: SIZE.small, colour: COLOURS.quiet }
const SERIES = [COLOURS.blue, COLOURS.green] as const

/** A row of columns for each thing that is counted, over the same stretches of time; each has a scale of its own. */
export function drawColumns({ title, series, labels, note, language }: ColumnsPicture): Drawing {
  const head = titled(title)
  const parts: Part[] = [...head.parts]
  let y = head.below + 6
  for (const [i, { name, values }] of series.entries()) {
    const colour = SERIES[i % SERIES.length] ?? COLOURS.blue
    const marks = ticks(values)
    const most = marks.at(-1) ?? 1
    const left = EDGE + Math.max(...marks.map(mark => widthOf(count(mark, language), SMALL))) + 20
    const named = oneLine(name, { size: SIZE.text, bold: true }, FULL - 50)
    parts.push(dot({ x: EDGE + 14, y: y + 20 }, 14, colour), words(named, { x: EDGE + 44, y: y + 20 }, { bold: true }))
    const top = y + 64
    const ground = top + HEIGHT
    for (const mark of marks) {
      const at = ground - (mark / most) * HEIGHT
      parts.push(
        stroke({ x: left, y: at }, { x: WIDTH - EDGE, y: at }, COLOURS.line),
        words(count(mark, language), { x: left - 14, y: at }, { ...QUIET, align: 'right' }),
      )
    }
    const step = (WIDTH - EDGE - left) / Math.max(1, values.length)
    const width = Math.max(4, Math.min(64, step * 0.72))
    for (const [place, value] of values.entries()) {
      if (value <= 0) continue
      const height = Math.max(6, (value / most) * HEIGHT)
      const x = left + step * (place + 0.5) - width / 2
      parts.push(box({ x, y: ground - height, width, height, r: Math.min(8, width / 2) }, colour))
    }
    parts.push(...under(labels, { left, step, y: ground + 34 }))
    y = ground + GAP
  }
  const notes = wrap(note, SMALL, { width: FULL, lines: 2 })
  parts.push(...notes.map((line, i) => words(line, { x: EDGE, y: y - 6 + i * LINE }, QUIET)))
  return { height: y + notes.length * LINE, parts }
}

/** What the stretches are called; those for which there is no room are left out, but for the last. */
function under(labels: readonly string[], { left, step, y }: { left: number; step: number; y: number }): Part[] {
  const parts: Part[] = []
  const placed = labels.map((label, i) => {
    const width = widthOf(label, SMALL)
    const middle = left + step * (i + 0.5)
    return { label, x: Math.min(Math.max(middle - width / 2, left), WIDTH - EDGE - width), width }
  })
  const last = placed.at(-1)
  let end = 0
  for (const one of placed) {
    if (one.x < end || (one !== last && last !== undefined && one.x + one.width + 24 > last.x)) continue
    parts.push(words(one.label, { x: one.x, y }, QUIET))
    end = one.x + one.width + 24
  }
  return parts
}
