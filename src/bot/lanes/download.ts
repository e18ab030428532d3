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
