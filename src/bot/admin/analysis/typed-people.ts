import { InputFile } from 'grammy'
import type { Message } from 'grammy/types'
import { rowsOfBytes, rowsOfText } from '../../../crm/table/pasted.js'
import type { TableRow } from '../../../segments/list/entry.js'
import type { Missing } from '../../../segments/list/found.js'
import { shorten } from '../../../text/format.js'
import type { Here } from '../../here.js'
import { downloadFile } from '../../lanes/download.js'

const MOST_BYTES = 1024 * 1024
/** Lines of nobody that the report names; more of them come as a file. */
const NAMED = 10
const LINE = 60

/** The rows of a list of people as they were sent; null when it is no text, or a file that is too large. */
export async function rowsOf({ api, me }: Here, { text, document }: Message): Promise<TableRow[] | null> {
  if (text === undefined && (document === undefined || (document.file_size ?? 0) > MOST_BYTES)) return null
  await api.sendChatAction(me, 'typing')
  if (text !== undefined) return rowsOfText(text)
  const bytes = document === undefined ? null : await downloadFile(api, document.file_id, MOST_BYTES)
  return bytes === null ? null : rowsOfBytes(bytes)
}

/** Names the lines in which nobody was found; where they are many, they come as a file. */
export async function missingLines({ api, me, t }: Here, left: readonly Missing[]): Promise<string[]> {
  const { analysisCards: words } = t
  if (left.length === 0) return []
  const many = left.length > NAMED
  if (many) {
    const all = left.map(({ line, written }) => `${line}\t${written}`).join('\n')
    await api.sendDocument(me, new InputFile(Buffer.from(`\uFEFF${all}\n`), `${words.missingFile}.txt`))
  }
  const named = many ? [] : left.map(({ line, written }) => `${line}: ${shorten(written, LINE)}`)
  return [words.missing(left.length, many), ...named]
}
