import { type Cursor, peek } from '../cursor.js'
import { namedAt } from '../names/bare.js'
import { optionNamed } from './called.js'

const IN: ReadonlySet<string> = new Set(['в', 'во', 'на', 'по', 'из', 'к', 'on', 'at', 'for'])

/** Takes what stands between a field and its option as people speak: «доставка по будням». */
export function takeIn(c: Cursor, options: readonly string[]): void {
  if (!IN.has(peek(c)?.text ?? '')) return
  const behind: Cursor = { ...c, at: c.at + 1 }
  if (namedAt(c, name => optionNamed(options, name)) !== null) return
  if (namedAt(behind, name => optionNamed(options, name)) !== null) c.at++
}
