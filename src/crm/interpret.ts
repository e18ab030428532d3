import { AppError } from '../errors.js'
import { eachRow, type Onward, openWatched } from './look.js'
import type { Interpreted } from './reading-task.js'
import { createInterpreter } from './recognise/interpreter.js'
import type { Reading } from './recognise/person.js'
import type { Mapping } from './role.js'
import { createScratchWriter } from './scratch-writer.js'
import type { TableChoice } from './table/table.js'

/**
 * Reads a file by a mapping, and writes what comes of its rows into a new scratch file.
 * @param choice as the table was opened when the mapping was made
 */
export async function interpretFile(
  path: string,
  choice: TableChoice,
  mapping: Mapping,
  reading: Omit<Reading, 'headers'>,
  into: string,
  onward: Onward,
): Promise<Interpreted> {
  const table = await openWatched(path, choice, onward)
  const widest = Math.max(-1, ...Object.values(mapping.roles).flat())
  // The mapping is of another table; nothing that it says would be true of this one.
  if (widest >= table.headers.length) throw new AppError('file_broken')
  const interpreter = createInterpreter(mapping, { ...reading, headers: table.headers })
  const writer = createScratchWriter(into, mapping.grouping)
  try {
    const others = await eachRow(
      table,
      ({ line, cells }) => writer.take(interpreter.read(line, cells)),
      ({ line, cells, what }) => writer.take([{ kind: 'broken', line, reason: what, cells }]),
    )
    const { outcomes, counts } = interpreter.done()
    writer.take(outcomes)
    const { too_many_cells: wide = 0, not_json: notJson = 0, ...aside } = others
    const broken = { ...(wide > 0 && { too_many_cells: wide }), ...(notJson > 0 && { not_json: notJson }) }
    const interpreted: Interpreted = {
      counts: {
        ...counts,
        rows: counts.rows + wide + notJson,
        leftOut: counts.leftOut + wide + notJson,
        reasons: { ...counts.reasons, ...broken },
      },
      others: aside,
    }
    writer.finish(interpreted)
    return interpreted
  } finally {
    writer.close()
  }
}
