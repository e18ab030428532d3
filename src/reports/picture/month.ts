import { box, COLOURS, type Drawing, EDGE, type Part, SIZE, titled, WIDTH, words } from './look.js'
import type { MonthPicture } from './picture.js'
import { oneLine } from './wrap.js'

const DAYS = 7
const CELL = (WIDTH - 2 * EDGE) / DAYS
const HEIGHT = 168
const PAD = 8
const LINE = 44
const MOST = 2
const SMALL = { size: SIZE.small, bold: false }

/** A month as a grid of weeks: what goes out on each day by its first words, and how many more there are. */
export function drawMonth({ title, weekdays, first, days, today }: MonthPicture): Drawing {
  const head = titled(title)
  const parts: Part[] = [...head.parts]
  const top = head.below + 40
  for (const [i, name] of weekdays.entries())
    parts.push(
      words(
        name,
        { x: EDGE + CELL * (i + 0.5), y: head.below + 10 },
        { size: SIZE.small, colour: COLOURS.quiet, align: 'center' },
      ),
    )
  for (const [i, names] of days.entries()) {
    const place = first + i
    const x = EDGE + CELL * (place % DAYS)
    const y = top + HEIGHT * Math.floor(place / DAYS)
    const full = names.length > 0
    parts.push(
      box({ x: x + 3, y: y + 3, width: CELL - 6, height: HEIGHT - 6, r: 12 }, full ? COLOURS.raised : COLOURS.ground),
    )
    const number = { size: SIZE.small, bold: i === today, colour: i === today ? COLOURS.blue : COLOURS.text }
    parts.push(words(String(i + 1), { x: x + PAD + 6, y: y + 30 }, number))
    const shown = names.length > MOST ? names.slice(0, MOST - 1) : names
    const rest = names.length - shown.length
    for (const [line, text] of [...shown, ...(rest > 0 ? [`+${rest}`] : [])].entries())
      parts.push(
        words(
          oneLine(text, SMALL, CELL - 2 * PAD - 8),
          { x: x + PAD + 4, y: y + 80 + line * LINE },
          { ...SMALL, colour: COLOURS.text },
        ),
      )
  }
  const weeks = Math.ceil((first + days.length) / DAYS)
  return { height: top + weeks * HEIGHT + 32, parts }
}
