import { GrammyError } from 'grammy'
import type { Message } from 'grammy/types'
import { isAppError } from '../../../../errors.js'
import { setButtons } from '../../../../offers/button/own.js'
import { readButtons } from '../../../../offers/button.js'
import { type Button, readPart } from '../../../../offers/content.js'
import { getDraft } from '../../../../offers/draft.js'
import type { Here } from '../../../here.js'

/** What comes along with a message: buttons that open an address, how many others there are, emoji that become flat. */
export type Along = { rows: Button[][]; left: number; flat: boolean }

/** Reads it; of custom emoji one is tried out. */
export async function readAlong(here: Here, message: Message): Promise<Along> {
  return { ...readButtons(message, here.ownTargets), flat: await isFlattened(here, message) }
}

/** The addresses that its buttons open. */
export function addressesOf({ rows }: Along): string[] {
  return rows.flat().map(({ url }) => url)
}

/**
 * Takes over the buttons of a forwarded post where the offer has none, and says what of it could not be taken: buttons
 * that open no address, and emoji that Telegram will flatten. To be called in a group.
 * @returns `but`: addresses of buttons that were not taken
 */
export function takeAlong(
  { db, t: { offerCards: t } }: Here,
  offer: number,
  along: Along,
): { notes: string[]; but: string[] } {
  const { rows, left, flat } = along
  const count = rows.flat().length
  const notes: string[] = []
  const kept = getDraft(db, offer).draft.buttons.length > 0
  const taken = count > 0 && !kept && fits(() => setButtons(db, offer, rows))
  if (count > 0) notes.push(kept ? t.buttonsKept(count) : taken ? t.buttonsTaken(count) : t.buttonsLeft(count))
  if (left > 0) notes.push(t.buttonsLeft(left))
  if (flat) notes.push(t.emojiFlat)
  return { notes, but: taken ? [] : addressesOf(along) }
}

/** False when Telegram would not take these buttons under every message. */
function fits(set: () => void): boolean {
  try {
    set()
    return true
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}

/**
 * Whether Telegram shows custom emoji of a message as ordinary ones when this bot sends them, which depends on the bot and
 * its owner and is written nowhere: one is sent, looked at as it arrived, and removed.
 */
async function isFlattened({ api, me }: Here, message: Message): Promise<boolean> {
  const { poll, ...content } = readPart(message)
  const said = poll === undefined ? [content] : [content, poll.question, ...poll.options]
  const [emoji] = said.flatMap(({ text, entities }) =>
    entities.filter(entity => entity.type === 'custom_emoji').map(entity => ({ ...entity, text })),
  )
  if (emoji?.custom_emoji_id === undefined) return false
  const { text, offset, length, custom_emoji_id } = emoji
  try {
    const sent = await api.sendMessage(me, text.slice(offset, offset + length), {
      entities: [{ type: 'custom_emoji', offset: 0, length, custom_emoji_id }],
      disable_notification: true,
    })
    await api.deleteMessage(me, sent.message_id)
    return !(sent.entities ?? []).some(entity => entity.type === 'custom_emoji')
  } catch (error) {
    if (error instanceof GrammyError) return true
    throw error
  }
}
