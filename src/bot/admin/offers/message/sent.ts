import type { Message } from 'grammy/types'
import type { Db } from '../../../../db/open.js'
import { parseQuietData } from '../../../../delivery/button/quiet.js'
import { isOfOffer } from '../../../../tracking/read.js'
import type { Doing } from '../../../screen.js'
import { isStopWord } from '../../../subscriber/stop/words.js'

/** The message under which the pressed question stands; null when it was deleted, or is too old to be seen. */
export function sentOf({ pressed }: Doing): NonNullable<Message['reply_to_message']> | null {
  return pressed !== null && 'reply_to_message' in pressed ? (pressed.reply_to_message ?? null) : null
}

/** A command; or what a subscriber says to the shop, or shares with it, which admins may be as well. */
export function isTheirOwn(db: Pick<Db, 'sql'>, message: Message): boolean {
  const { text, entities, reply_to_message: quoted, contact, location, venue, forward_origin, from, chat } = message
  if (text !== undefined && (text.startsWith('/') || isStopWord(text))) return true
  if (entities?.some(({ type, offset }) => type === 'bot_command' && offset === 0)) return true
  if (contact !== undefined && contact.user_id === from?.id) return true
  if (location !== undefined && venue === undefined && forward_origin === undefined) return true
  // Under an album stand no buttons that would tell it.
  if (quoted !== undefined && isOfOffer(db, chat.id, quoted.message_id)) return true
  return (quoted?.reply_markup?.inline_keyboard ?? [])
    .flat()
    .some(button => 'callback_data' in button && parseQuietData(button.callback_data) !== null)
}
