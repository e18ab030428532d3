import type { Emulator } from '../emulator/emulator.js'
import type { Message } from '../emulator/wire.js'
import type { Open } from './browser.js'

/** How Telegram's own fetcher names itself. */
export const PREVIEW_AGENT = 'TelegramBot (like TwitterBot)'

/** How a link scanner of a mail or antivirus company names itself. */
export const SCANNER_AGENT = 'Mozilla/5.0 (compatible; LinkScanner/2.1; +https://scanner.example/bot)'

/** Telegram's previews while they run. */
export type Previewer = {
  /** Addresses fetched so far, each once. */
  fetched(): ReadonlySet<string>
  /** Ends when everything under way is fetched. */
  close(): Promise<void>
}

/**
 * Fetches a preview for every message of the bot as Telegram does: the address of its preview options, else the first
 * http address in its text, unless previews are disabled. Buttons and captions get none; one address is fetched once.
 */
export function createPreviewer(emulator: Emulator, open: Open): Previewer {
  const fetched = new Set<string>()
  const under = new Set<Promise<unknown>>()
  const stop = emulator.watch(event => {
    if (event.kind !== 'message') return
    const url = previewAddress(event.message)
    if (url === null || fetched.has(url)) return
    fetched.add(url)
    const visit = open(url, { method: 'GET', agent: PREVIEW_AGENT }).finally(() => under.delete(visit))
    under.add(visit)
  })
  return {
    fetched: () => fetched,
    async close() {
      stop()
      await Promise.all(under)
    },
  }
}

/** The address Telegram makes a message's preview of; null when it makes none. */
export function previewAddress(message: Message): string | null {
  if (message.text === undefined || message.link_preview_options?.is_disabled === true) return null
  if (message.link_preview_options?.url !== undefined) return message.link_preview_options.url
  for (const { type, url, offset, length } of message.entities ?? []) {
    const address =
      type === 'text_link' ? url : type === 'url' ? message.text.slice(offset, offset + length) : undefined
    if (address !== undefined && /^https?:\/\//i.test(address)) return address
  }
  return null
}
