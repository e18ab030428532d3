import { recordContact } from '../../src/audience/contact.js'
import { startSubscriber } from '../../src/audience/subscription.js'
import type { Db } from '../../src/db/open.js'

/** Ann, with a Telegram id, presses Start, and shares this phone. `at`: ms UTC. @returns her number */
export function comeAnn(db: Db, telegramId: number, at: number, phone: string | null = null): number {
  const person = {
    telegramId,
    firstName: 'Ann',
    lastName: null,
    username: null,
    telegramLanguage: 'en',
    premium: false,
  }
  const wording = { name: 'welcome', language: 'en', shown: 'Hello' } as const
  const { id } = startSubscriber(db, person, { source: null, wording }, at).subscriber
  if (phone !== null) recordContact(db, id, phone, at)
  return id
}
