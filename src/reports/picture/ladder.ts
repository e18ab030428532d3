import { count, share } from '../../text/format.js'
import { box, COLOURS, type Drawing, EDGE, type Part, SIZE, stroke, titled, WIDTH, words } from './look.js'
import type { LadderPicture } from './picture.js'
import { ticks } from './scale.js'
import { widthOf, wrap } from './wrap.js'

const FULL = WIDTH - 2 * EDGE
const BAR = 40
const LINE = 44
const TEXT = { size: SIZE.text, bold: false }
const QUIET = { size: SIZE.small, colour: COLOURS.quiet }

/** From the ground to ready: the higher the step, the warmer. */
const STEPS = ['#6b8fb8', '#3d9bd9', '#25ab9b', '#6fb33f', '#eda71d']

/** Bars for the steps, the highest above; those whose step nobody knows stand apart, because they are on none. */
export function drawLadder(picture: LadderPicture): Drawing {
  const { rungs, unknown, language, axes } = picture
  const title = titled(picture.title)
  const scale = ticks([unknown.people, ...rungs.map(rung => rung.people)])
  const most = scale.at(-1) ?? 1
  const known = rungs.reduce((sum, rung) => sum + rung.people, 0)
  const parts: Part[] = [...title.parts]
  let y = title.below + 10
  for (const [i, rung] of [...rungs.entries()].reverse()) {
    const tail = known === 0 ? '' : ` · ${share(rung.people, known, language)}`
    const drawn = bar(
      { name: rung.name, figure: `${count(rung.people, language)}${tail}` },
      { y, part: rung.people / most, colour: STEPS[i] ?? COLOURS.blue },
    )
    parts.push(...drawn.parts)
    y = drawn.below
  }
  parts.push(stroke({ x: EDGE, y }, { x: WIDTH - EDGE, y }, COLOURS.line, 3))
  const apart = bar(
    { name: unknown.name, figure: count(unknown.people, language) },
    { y: y + 34, part: unknown.people / most, colour: COLOURS.grey },
  )
  parts.push(
    ...apart.parts,
    ...axis(
      scale.map(value => ({ text: count(value, language), part: value / most })),
      apart.below - 24,
    ),
  )
  const foot = apart.below + 66
  const notes = [axes.people, ...(known === 0 ? [] : [axes.share])].flatMap(note =>
    wrap(note, { size: SIZE.small, bold: false }, { width: FULL, lines: 2 }),
  )
  parts.push(...notes.map((note, i) => words(note, { x: EDGE, y: foot + i * LINE }, QUIET)))
  return { height: foot + notes.length * LINE + 20, parts }
}

/** A bar under its name and its figure; the name takes the lines that it needs beside the figure. */
function bar(
  { name, figure }: { name: string; figure: string },
  { y, part, colour }: { y: number; part: number; colour: string },
): { parts: Part[]; below: number } {
  const width = FULL - widthOf(figure, { size: SIZE.text, bold: true }) - 32
  const lines = wrap(name, TEXT, { width, lines: 2 })
  const top = y + Math.max(1, lines.length) * LINE + 8
  return {
    parts: [
      ...lines.map((line, i) => words(line, { x: EDGE, y: y + 20 + i * LINE })),
      words(figure, { x: WIDTH - EDGE, y: y + 20 }, { align: 'right', bold: true }),
      box({ x: EDGE, y: top, width: FULL, height: BAR, r: 8 }, COLOURS.raised),
      // A few people among many must not look like nobody.
      ...(part <= 0 ? [] : [box({ x: EDGE, y: top, width: Math.max(12, FULL * part), height: BAR, r: 8 }, colour)]),
    ],
    below: top + BAR + 34,
  }
}

/** Figures under the bars, from the left; those for which there is no room are left out. */
function axis(marks: readonly { text: string; part: number }[], y: number): Part[] {
  const setting = { size: SIZE.small, bold: false }
  const parts: Part[] = []
  let end = 0
  const last = marks.at(-1)
  const lastStart = WIDTH - EDGE - (last === undefined ? 0 : widthOf(last.text, setting))
  for (const mark of marks) {
    const width = widthOf(mark.text, setting)
    const at = EDGE + FULL * mark.part
    const x = Math.min(Math.max(at - width / 2, EDGE), WIDTH - EDGE - width)
    if (x < end || (mark !== last && x + width + 32 > lastStart)) continue
    parts.push(
      stroke({ x: at, y: y - 8 }, { x: at, y: y + 6 }, COLOURS.grey),
      words(mark.text, { x, y: y + 34 }, QUIET),
    )
    end = x + width + 32
  }
  return parts
}
