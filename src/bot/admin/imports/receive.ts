import { writeFile } from 'node:fs/promises'
import type { Document, Message } from 'grammy/types'
import { isTableSent } from '../../files/table-file.js'
import type { Here } from '../../here.js'
import { downloadFile } from '../../lanes/download.js'
import { type Entry, type Go, go, leave, type Say, say, unasked } from '../../screen.js'
import { imports } from './addresses.js'

/** Telegram lets a bot fetch no more. */
const MOST_BYTES = 20 * 1024 * 1024

/** A table that is sent while nothing waits for it is looked at, and its card stands below. */
export const receivePlaces: Entry[] = [
  unasked(async (here, { message }) => {
    const { document } = message
    return document === undefined || !isTableSent(message) ? leave : receiveDocument(here, document)
  }),
]

/** Takes a file that was sent, and begins to read it. */
async function receiveDocument(here: Here, document: Document): Promise<Go | Say> {
  const { importCards: t } = here.t
  if ((document.file_size ?? 0) > MOST_BYTES) return say(t.tooLarge)
  await here.api.sendChatAction(here.me, 'typing')
  const bytes = await downloadFile(here.api, document.file_id, MOST_BYTES)
  if (bytes === null) return say(t.tooLarge)
  const name = document.file_name ?? t.unnamed
  return go(imports.open, { id: await receiveBytes(here, name, bytes) })
}

/** Takes lines that were typed or pasted. */
async function receiveText(here: Here, text: string): Promise<Go> {
  return go(imports.open, { id: await receiveBytes(here, `${here.t.importCards.pasted}.txt`, Buffer.from(text)) })
}

async function receiveBytes({ bringing, me, clock }: Here, name: string, bytes: Buffer): Promise<number> {
  const write = (path: string) => writeFile(path, bytes, { mode: 0o600 })
  return bringing.receive({ adminId: me, name, write }, clock.now())
}

/** What was sent to a card that waits for a file; null where it is neither a file nor words. */
export function receiveMessage(here: Here, { document, text }: Message): Promise<Go | Say> | null {
  if (document !== undefined) return receiveDocument(here, document)
  return text === undefined || text.trim() === '' ? null : receiveText(here, text)
}
