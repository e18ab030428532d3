import { findSubscriber } from '../../../audience/subscriber.js'
import type { Db } from '../../../db/open.js'

/** Draws again whatever shows that this person (a Telegram id) waits for an answer: the list, the menu, their own card. */
export function touchWaiting(db: Db, cards: { touch(subject: string): void }, telegramId: number): void {
  cards.touch('reply')
  const person = findSubscriber(db, telegramId)
  if (person !== null) cards.touch(`person:${person.id}`)
}
