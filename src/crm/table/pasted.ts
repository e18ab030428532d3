import { createPauses } from '../../clock.js'
import { decode } from './decoder.js'
import { readDelimited } from './delimited.js'
import { encodingOf } from './encoding.js'
import { kindOf } from './kind.js'
import { filledIn, type RawRow } from './row.js'

/** Signs that are read before everybody else has a turn: a few milliseconds. */
const PIECE = 8_192

/** The rows of a short text that hold something, read between other work. */
export async function rowsOfText(text: string): Promise<RawRow[]> {
  const { rows } = await readDelimited(piecesOf(text.replace(/^\uFEFF/, '')))
  const filled: RawRow[] = []
  for await (const some of rows) for (const row of some) if (filledIn(row.cells) > 0) filled.push(row)
  return filled
}

/** The same of a small file; null for one that is no text. */
export async function rowsOfBytes(bytes: Uint8Array): Promise<RawRow[] | null> {
  if (kindOf(bytes) !== 'text') return null
  return rowsOfText(decode(bytes, encodingOf(bytes).encoding))
}

async function* piecesOf(text: string): AsyncGenerator<string> {
  const pauses = createPauses()
  for (let from = 0; from < text.length; from += PIECE) {
    await pauses.take()
    yield text.slice(from, from + PIECE)
  }
}
