import { SECOND } from '../../../clock.js'
import { texts } from '../../../text/index.js'
import type { Unpassed } from '../inbox.js'
import type { ReplyDeps } from '../works.js'
import { attempt } from './attempt.js'

/** The card counts anew so often. */
const COUNT_MS = 20 * SECOND

/** What a group is told of those whose messages wait because too many people write at once. */
export type Crowd = {
  /** Says how much waits of how many people, on one card, until nothing does. @param waiting nobody: all of it came */
  tell(chat: number, waiting: readonly Unpassed[]): Promise<void>
}

/** Nobody waits yet. After a restart a new card says how many do. */
export function createCrowd({ api, clock, language }: Pick<ReplyDeps, 'api' | 'clock' | 'language'>): Crowd {
  let card: { chat: number; message: number; said: string; at: number } | null = null
  return {
    async tell(chat, waiting) {
      if (card?.chat !== chat) card = null
      const words = texts(language()).replies
      const messages = waiting.reduce((sum, one) => sum + one.messages, 0)
      const said = messages === 0 ? words.crowdOver : words.crowd(messages, waiting.length)
      if (card === null) {
        if (messages === 0) return
        const sent = await attempt(() => api.sendMessage(chat, said))
        if (sent.kind === 'done') card = { chat, message: sent.value.message_id, said, at: clock.monotonic() }
        return
      }
      const { message } = card
      if (card.said !== said && (messages === 0 || clock.monotonic() - card.at >= COUNT_MS)) {
        await attempt(() => api.editMessageText(chat, message, said))
        card = { chat, message, said, at: clock.monotonic() }
      }
      if (messages === 0) card = null
    },
  }
}
