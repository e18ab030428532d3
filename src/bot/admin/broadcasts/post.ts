import { type Api, GrammyError } from 'grammy'
import type { Db } from '../../../db/open.js'
import { describeError, type Log } from '../../../log.js'
import { type Card, cardOptions, type Place } from '../../card.js'
import { ownerIds, roleOf } from '../../team.js'

/**
 * Sends a card to an admin as a new message, with sound.
 * @returns where it stands; null when they do not let the bot write to them
 * @throws whatever is worth another try
 */
export async function postCard({ api, log }: { api: Api; log: Log }, chat: number, card: Card): Promise<Place | null> {
  try {
    const sent = await api.sendMessage(chat, card.text.text, cardOptions(card))
    return { chat, message: sent.message_id }
  } catch (error) {
    if (!(error instanceof GrammyError) || ![400, 403].includes(error.error_code)) throw error
    log.warn({ admin: chat, error: describeError(error) }, 'an admin could not be written to')
    return null
  }
}

/** Who hears of an admin's broadcast: they themselves, or the first owner when they have left the team. */
export function addresseeOf({ db, adminIds }: { db: Db; adminIds: readonly number[] }, adminId: number): number {
  if (roleOf(db, { adminIds }, adminId) !== null) return adminId
  return ownerIds(db, { adminIds })[0] ?? adminId
}
