import type { Language } from '../../text/format.js'
import { type Limits, TELEGRAM_LIMITS } from '../emulator/bucket.js'
import { createEmulator, type Emulator, type EmulatorOptions } from '../emulator/emulator.js'
import { demoWords } from './words.js'

/** Who runs the campaigns of the demo, and who one can be. */
export const [MARKETER_ID, ANNA_ID] = [100_001, 150_001]

/** Where the page with the chats listens; port 0 takes a free one. */
export type PagePlace = { host: string; port: number }

/**
 * Opens the emulator with its page and the two people who are shown there, on the wished port or on a free one where that is
 * taken: there is something to look at before the product is loaded.
 * @param limits the emulator's; Telegram's own unless said otherwise
 */
export async function openEmulator(
  language: Language,
  place: PagePlace,
  limits: Limits | null = TELEGRAM_LIMITS,
): Promise<Emulator> {
  const { bot: name, marketer, anna } = demoWords(language)
  const emulator = await listen({ ...place, name, username: 'boots_demo_bot', limits, marketer: MARKETER_ID })
  emulator.user({ id: MARKETER_ID, firstName: marketer, language })
  emulator.user({ id: ANNA_ID, firstName: anna, username: 'anna', language })
  return emulator
}

async function listen(options: EmulatorOptions & PagePlace): Promise<Emulator> {
  try {
    return await createEmulator(options)
  } catch (error) {
    if (options.port === 0 || !(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE')
      throw error
    return createEmulator({ ...options, port: 0 })
  }
}
