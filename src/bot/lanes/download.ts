import type { Api } from 'grammy'
import { Agent } from 'undici'
import { SECOND } from '../../clock.js'

const LIMIT_MS = 30 * SECOND
const agent = new Agent()

/**
 * Fetches a file that somebody sent to the bot.
 * @param most bytes that it may have
 * @returns null when it is larger
 * @throws Error that names neither address nor token
 */
export async function downloadFile(api: Api, fileId: string, most: number): Promise<Buffer | null> {
  const { file_path: path, file_size: size } = await api.getFile(fileId)
  if (path === undefined) throw new Error('Telegram gave no path for the file')
  if (size !== undefined && size > most) return null
  const root = api.options?.apiRoot ?? 'https://api.telegram.org'
  try {
    const { origin, pathname } = new URL(`${root}/file/bot${api.token}/${path}`)
    const { statusCode, body } = await agent.request({
      origin,
      path: pathname,
      method: 'GET',
      signal: AbortSignal.timeout(LIMIT_MS),
    })
    const parts: Buffer[] = []
    let length = 0
    for await (const part of body) {
      length += part.length
      // What is left unread is given up together with the body.
      if (length > most) return null
      parts.push(part)
    }
    if (statusCode !== 200) throw new Error(`status ${statusCode}`)
    return Buffer.concat(parts)
  } catch (error) {
    const why = error instanceof Error && /^status \d+$/.test(error.message) ? error.message : 'no answer'
    throw new Error(`the file could not be fetched: ${why}`)
  }
}

/** How many of the first bytes tell an encoding. */
const LOOKED_AT = 4_096

/**
 * The text of a file: UTF-8, UTF-16 in either order with a mark or without, as spreadsheets write it, else the Windows
 * encoding of Cyrillic.
 * @returns null for bytes that are no text, as those of a picture or of a workbook
 */
export function readText(bytes: Buffer): string | null {
  const wide = wideOf(bytes)
  if (wide !== null) return new TextDecoder(wide).decode(bytes)
  // Signs that no text has.
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

/** UTF-16 by its mark, or by where the zero bytes stand: on one side of nearly every pair only. */
function wideOf(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, LOOKED_AT)
  const pairs = Math.floor(head.length / 2)
  if (pairs < 2 || bytes.length % 2 === 1) return null
  const zeros = (side: 0 | 1) => head.filter((byte, i) => i % 2 === side && byte === 0).length
  const [first, second] = [zeros(0), zeros(1)]
  // Line ends, digits and separators are narrow in a table of any language.
  if (first === 0 && second >= pairs / 8) return 'utf-16le'
  return second === 0 && first >= pairs / 8 ? 'utf-16be' : null
}
