import { box, COLOURS, type Drawing, EDGE, type Part, SIZE, titled, WIDTH, words } from './look.js'
import type { BarsPicture } from './picture.js'
import { widthOf, wrap } from './wrap.js'

const FULL = WIDTH - 2 * EDGE
const BAR = 36
const LINE = 44
const QUIET = { size: SIZE.small, colour: COLOURS.quiet }
const TEXT = { size: SIZE.text, bold: false }

/** A bar for each thing under its name, the longest as long as the picture is wide; what the figures say stands beside it. */
export function drawBars({ title, rows, note }: BarsPicture): Drawing {
  const head = titled(title)
  const most = Math.max(...rows.map(({ value }) => value), 0)
  const parts: Part[] = [...head.parts]
  let y = head.below + 10
  for (const { name, figure, value } of rows) {
    const width = FULL - widthOf(figure, { size: SIZE.text, bold: true }) - 32
    const lines = wrap(name, TEXT, { width, lines: 2 })
    const top = y + Math.max(1, lines.length) * LINE + 8
    const part = most === 0 ? 0 : value / most
    parts.push(
      ...lines.map((line, i) => words(line, { x: EDGE, y: y + 20 + i * LINE })),
      words(figure, { x: WIDTH - EDGE, y: y + 20 }, { align: 'right', bold: true }),
      box({ x: EDGE, y: top, width: FULL, height: BAR, r: 8 }, COLOURS.raised),
      // Little beside much must not look like nothing.
      ...(part <= 0
        ? []
        : [box({ x: EDGE, y: top, width: Math.max(12, FULL * part), height: BAR, r: 8 }, COLOURS.blue)]),
    )
    y = top + BAR + 32
  }
  const notes = wrap(note, { size: SIZE.small, bold: false }, { width: FULL, lines: 2 })
  parts.push(...notes.map((line, i) => words(line, { x: EDGE, y: y + 16 + i * LINE }, QUIET)))
  return { height: y + notes.length * LINE + 24, parts }
}
