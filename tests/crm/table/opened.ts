import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTable, type TableChoice, type TableFacts } from '../../../src/crm/table/table.js'
import { isAppError } from '../../../src/errors.js'

/** A table as it was read: its rows of data with their lines in front, and what else stood below the header. */
export type Opened = TableFacts & { rows: string[][]; lines: number[]; others: [number, string][]; dates: number[] }

/** Reads a file of these bytes from its first to its last row. */
export async function opened(bytes: Uint8Array | string, choice: TableChoice = {}): Promise<Opened> {
  return withFile(bytes, async path => {
    const { rows, dates, ...facts } = await openTable(path, choice)
    const all = []
    for await (const some of rows()) all.push(...some)
    const data = all.filter(({ what }) => what === 'data')
    return {
      ...facts,
      rows: data.map(({ cells }) => [...cells]),
      lines: data.map(({ line }) => line),
      others: all.flatMap(({ line, what }) => (what === 'data' ? [] : [[line, what] as [number, string]])),
      dates: [...dates],
    }
  })
}

/** The code with which a file of these bytes is refused, with its details. */
export async function refusal(bytes: Uint8Array | string): Promise<[string, object] | null> {
  try {
    await opened(bytes)
    return null
  } catch (error) {
    if (!isAppError(error)) throw error
    return [error.code, error.details]
  }
}

/** Writes bytes into a file of its own for as long as something is done with it. */
export async function withFile<Result>(
  bytes: Uint8Array | string,
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-table-'))
  try {
    const path = join(folder, 'file')
    writeFileSync(path, bytes)
    return await use(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
