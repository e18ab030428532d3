import { createPaint, type Paint, type Shown } from './paint.js'

const BRIEF_EVERY_MS = 4_000
const WIDTH = 92

/** Where the demo tells its story. */
export type Terminal = {
  readonly paint: Paint
  /** Starts a chapter. */
  chapter(title: string): void
  /** A line that stays. */
  line(text?: string): void
  /** What somebody just did, after the time on the story's clock. */
  step(text: string, clock?: string): void
  /** A message with its buttons, as a box. */
  card(text: Shown, buttons: readonly (readonly string[])[]): void
  /**
   * What is true right now: on a screen `lines` stand at the bottom, in place of the last ones; elsewhere `brief` is
   * written when it is new and four seconds have gone by.
   */
  status(lines: readonly string[], brief: string): void
  /** The lines at the bottom go. */
  clear(): void
}

/** Writes to a stream. `place`: it is a screen, on which lines can be written anew; `now`: monotonic ms. */
export function createTerminal(options: {
  write: (text: string) => void
  place: boolean
  colours: boolean
  columns: () => number
  now: () => number
}): Terminal {
  const { write, place, now } = options
  const paint = createPaint(options.colours)
  const width = () => Math.max(40, Math.min(WIDTH, options.columns()))
  let shown: string[] = []
  let last = { brief: '', at: Number.NEGATIVE_INFINITY }
  let chapters = 0

  const erase = () => {
    if (shown.length > 0) write(`\u001b[${shown.length}A\u001b[0J`)
  }
  const print = (lines: readonly string[]) => {
    erase()
    write(`${[...lines, ...shown].join('\n')}\n`)
  }

  return {
    paint,
    chapter(title) {
      chapters++
      print(['', paint.title(`${chapters}  ${title}`), ''])
    },
    line: (text = '') => print(paint.wrap(text, width() - 2).map(line => (line === '' ? '' : `  ${line}`))),
    step(text, clock) {
      const whole = clock === undefined ? text : `${paint.dim(clock)}  ${text}`
      print(paint.wrap(whole, width() - 4).map((line, i) => `  ${paint.dim(i === 0 ? '›' : ' ')} ${line}`))
    },
    card: (text, buttons) => print(paint.card(text, buttons, width())),
    status(lines, brief) {
      if (place) {
        if (lines.join('\n') === shown.join('\n')) return
        erase()
        shown = [...lines]
        if (shown.length > 0) write(`${shown.join('\n')}\n`)
        return
      }
      if (brief === last.brief || now() - last.at < BRIEF_EVERY_MS) return
      last = { brief, at: now() }
      write(`    ${brief}\n`)
    },
    clear() {
      erase()
      shown = []
    },
  }
}
