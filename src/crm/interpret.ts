import { writeFileSync } from 'node:fs'
import { AppError } from '../errors.js'
import { type Collected, createCollector } from './collect.js'
import { type Onward, openWatched } from './look.js'
import { createInterpreter } from './recognise/row/interpreter.js'
import type { Reading } from './recognise/row/person.js'
import type { Mapping } from './role.js'
import type { TableChoice } from './table/table.js'

/**
 * Reads a file by a mapping, and writes what comes of its rows into a new scratch file, of nobody but its owner.
 * @param choice as the table was opened when the mapping was made
 */
export async function interpretFile(
  path: string,
  choice: TableChoice,
  mapping: Mapping,
  reading: Omit<Reading, 'headers'>,
  into: string,
  onward: Onward,
): Promise<Collected> {
  const table = await openWatched(path, choice, onward)
  const widest = Math.max(-1, ...Object.values(mapping.roles).flat())
  // The mapping is of another table; nothing that it says would be true of this one.
  if (widest >= table.headers.length) throw new AppError('file_broken')
  writeFileSync(into, '', { flag: 'wx', mode: 0o600 })
  const interpreter = createInterpreter(mapping, { ...reading, headers: table.headers })
  const collector = createCollector(into, mapping, table.headers)
  const broken = { too_many_cells: 0, not_json: 0 }
  for await (const rows of table.rows()) {
    for (const { line, cells, what } of rows) {
      if (what === 'data') collector.take(interpreter.read(line, cells))
      else if (what === 'too_many_cells' || what === 'not_json') {
        broken[what] += 1
        collector.take([{ kind: 'leftOut', line, column: null, reason: what, cells }])
      } else collector.skip(what)
    }
  }
  const { outcomes, counts } = interpreter.done()
  collector.take(outcomes)
  const unread = Object.entries(broken).filter(([, rows]) => rows > 0)
  const left = broken.too_many_cells + broken.not_json
  return collector.done({
    ...counts,
    rows: counts.rows + left,
    leftOut: counts.leftOut + left,
    reasons: { ...counts.reasons, ...Object.fromEntries(unread) },
  })
}
