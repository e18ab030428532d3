import { box, COLOURS, type Drawing, dot, EDGE, type Part, SIZE, stroke, titled, WIDTH, words } from './look.js'
import type { EffectPicture } from './picture.js'
import { widthOf, wrap } from './wrap.js'

const FULL = WIDTH - 2 * EDGE
const LINE = 44
const QUIET = { size: SIZE.small, colour: COLOURS.quiet }
const SMALL = { size: SIZE.small, bold: false }
const HUES = [COLOURS.blue, COLOURS.green, '#eda71d'] as const

/** Above what came after it, by how that is known; below who bought of both groups, each with the ends of the truth. */
export function drawEffect({ title, after, because }: EffectPicture): Drawing {
  const head = titled(title)
  const parts: Part[] = [...head.parts]
  let y = head.below + 6
  const heading = (text: string) => {
    const lines = wrap(text, { size: SIZE.text, bold: true }, { width: FULL, lines: 2 })
    parts.push(...lines.map((line, i) => words(line, { x: EDGE, y: y + 20 + i * LINE }, { bold: true })))
    y += lines.length * LINE + 22
  }
  heading(after.title)
  const total = after.parts.reduce((sum, { value }) => sum + value, 0)
  let x = EDGE
  parts.push(box({ x: EDGE, y, width: FULL, height: 56, r: 8 }, COLOURS.raised))
  for (const [i, { value }] of after.parts.entries()) {
    const width = total === 0 ? 0 : (FULL * value) / total
    if (width > 0) parts.push(box({ x, y, width: Math.max(4, width - 4), height: 56, r: 8 }, hue(i)))
    x += width
  }
  y += 56 + 34
  for (const [i, { name, figure }] of after.parts.entries()) {
    parts.push(
      dot({ x: EDGE + 14, y: y + 16 }, 14, hue(i)),
      words(name, { x: EDGE + 44, y: y + 16 }, { most: FULL - 80 - widthOf(figure, SMALL) }),
      words(figure, { x: WIDTH - EDGE, y: y + 16 }, { align: 'right', bold: true }),
    )
    y += LINE + 8
  }
  y += 30
  parts.push(stroke({ x: EDGE, y }, { x: WIDTH - EDGE, y }, COLOURS.line, 3))
  y += 26
  heading(because.title)
  const most = Math.max(...because.sides.map(({ high }) => high), 0.0001)
  const at = (value: number) => EDGE + (FULL * value) / most
  for (const [i, { name, figure, share, low, high }] of because.sides.entries()) {
    const beside = FULL - widthOf(figure, { size: SIZE.text, bold: true }) - 32
    const lines = wrap(name, { size: SIZE.text, bold: false }, { width: beside, lines: 2 })
    parts.push(
      ...lines.map((line, n) => words(line, { x: EDGE, y: y + 20 + n * LINE })),
      words(figure, { x: WIDTH - EDGE, y: y + 20 }, { align: 'right', bold: true }),
    )
    const top = y + lines.length * LINE + 10
    const middle = top + 22
    parts.push(
      box({ x: EDGE, y: top, width: FULL, height: 44, r: 8 }, COLOURS.raised),
      box(
        { x: EDGE, y: top, width: Math.max(12, at(share) - EDGE), height: 44, r: 8 },
        i === 0 ? COLOURS.blue : COLOURS.grey,
      ),
      stroke({ x: at(low), y: middle }, { x: at(high), y: middle }, COLOURS.text, 4),
      ...[low, high].map(end =>
        stroke({ x: at(end), y: middle - 14 }, { x: at(end), y: middle + 14 }, COLOURS.text, 4),
      ),
    )
    y = top + 44 + 30
  }
  const notes = wrap(because.note, SMALL, { width: FULL, lines: 3 })
  parts.push(...notes.map((line, i) => words(line, { x: EDGE, y: y + 18 + i * LINE }, QUIET)))
  return { height: y + notes.length * LINE + 26, parts }
}

function hue(index: number): string {
  return HUES[index % HUES.length] ?? COLOURS.blue
}
