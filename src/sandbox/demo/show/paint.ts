/** A stretch of text with a format, in UTF-16 units. */
type Stretch = { type: string; offset: number; length: number }

/** A message's text as it is shown. */
export type Shown = { text: string; entities: readonly Stretch[] }

const CODES = { bold: [1, 22], dim: [2, 22], italic: [3, 23], green: [32, 39], red: [31, 39], cyan: [36, 39] } as const
type Style = keyof typeof CODES

const ENTITY_STYLES: Readonly<Record<string, Style>> = { bold: 'bold', italic: 'italic', code: 'cyan' }
// biome's rule against control characters in patterns: the escape is spelled by its code.
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
const WIDE =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u
const graphemes = new Intl.Segmenter()

/** How text becomes lines of a terminal, with colours or without. */
export type Paint = {
  title(text: string): string
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  /** Breaks at spaces so that no line is wider than `width` columns. */
  wrap(text: string, width: number): string[]
  /** A message as a box with its buttons below. */
  card(text: Shown, buttons: readonly (readonly string[])[], width: number): string[]
  /** Columns side by side, the first one to the left, the others to the right. */
  table(rows: readonly (readonly string[])[]): string[]
}

/** Makes the painter; without `colours` nothing but plain text comes out. */
export function createPaint(colours: boolean): Paint {
  const style = (name: Style, text: string) => {
    const [on, off] = CODES[name]
    return colours && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text
  }

  // Word by word, so that no style reaches across the end of a line.
  const formatted = ({ text, entities }: Shown): string => {
    if (!colours) return text
    const cuts = new Set([0, text.length])
    for (const { offset, length } of entities) cuts.add(offset).add(offset + length)
    const ends = [...cuts].sort((a, b) => a - b)
    return ends
      .slice(1)
      .map((end, i) => {
        const start = ends[i] ?? 0
        const covering = entities.filter(entity => covers(entity, start, end))
        return text
          .slice(start, end)
          .split(/(\s+)/)
          .map(word => (word.trim() === '' ? word : covering.reduce((out, { type }) => styled(type, out), word)))
          .join('')
      })
      .join('')
  }
  const styled = (type: string, text: string) => {
    const name = ENTITY_STYLES[type]
    return name === undefined ? text : style(name, text)
  }

  return {
    title: text => style('bold', style('cyan', text)),
    bold: text => style('bold', text),
    dim: text => style('dim', text),
    good: text => style('green', text),
    bad: text => style('red', style('bold', text)),
    wrap,
    card(text, buttons, width) {
      const bar = style('dim', '│')
      const rule = '─'.repeat(Math.min(44, width - 6))
      const body = formatted(text)
        .split('\n')
        .flatMap(line => wrap(line, width - 8))
      const rows = buttons.map(row => row.map(label => `[${label}]`).join(' '))
      const keys = rows.flatMap(row => wrap(row, width - 8)).map(row => style('cyan', row))
      return [
        `    ${style('dim', `╭${rule}`)}`,
        ...[...body, ...(keys.length === 0 ? [] : ['', ...keys])].map(line => `    ${bar} ${line}`.trimEnd()),
        `    ${style('dim', `╰${rule}`)}`,
      ]
    },
    table(rows) {
      const widths = (rows[0] ?? []).map((_cell, i) => Math.max(...rows.map(row => widthOf(row[i] ?? ''))))
      return rows.map(row =>
        row
          .map((cell, i) => {
            const gap = ' '.repeat((widths[i] ?? 0) - widthOf(cell))
            return i === 0 ? cell + gap : gap + cell
          })
          .join('   ')
          .trimEnd(),
      )
    },
  }
}

const covers = ({ offset, length }: Stretch, start: number, end: number) => offset <= start && offset + length >= end

/** How many columns text takes: emoji and Chinese characters two, colour codes none. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text.replace(ESCAPES, ''))) width += WIDE.test(segment) ? 2 : 1
  return width
}

function wrap(text: string, width: number): string[] {
  const [first = '', ...words] = text.split(' ')
  const lines: string[] = []
  let line = first
  for (const word of words) {
    if (widthOf(line) + 1 + widthOf(word) <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}
