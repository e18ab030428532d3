import type { Message } from 'grammy/types'
import { findPeople } from '../../../audience/search.js'
import { findSubscriber } from '../../../audience/subscriber.js'
import type { Here } from '../../here.js'
import { wordsToFind } from '../search.js'

/** Who was meant: one person (`id` is ours), whoever fits some words, or nobody, and what is to be said then. */
export type Meant =
  | { kind: 'one'; id: number }
  | { kind: 'several'; words: string }
  | { kind: 'unknown'; words: string }

/** Who is meant by a message to us: a name, number or id in it, whoever wrote what was forwarded, or a contact. */
export async function meantBy(here: Pick<Here, 'db' | 't'>, message: Message): Promise<Meant> {
  const t = here.t.personCards
  const { forward_origin: origin, contact } = message
  if (origin?.type === 'hidden_user') return { kind: 'unknown', words: t.hidden }
  if (origin !== undefined)
    return origin.type === 'user' ? meantById(here, origin.sender_user.id) : { kind: 'unknown', words: t.unreadable }
  if (contact?.user_id !== undefined) return meantById(here, contact.user_id)
  const words = contact?.phone_number.replace(/^\+?/, '+') ?? message.text
  return words === undefined ? { kind: 'unknown', words: t.unreadable } : meantByWords(here, words)
}

/** Who has this Telegram id. */
export function meantById({ db, t }: Pick<Here, 'db' | 't'>, telegramId: number): Meant {
  const person = findSubscriber(db, telegramId)
  return person === null ? { kind: 'unknown', words: t.personCards.unknown } : { kind: 'one', id: person.id }
}

/** Who is meant by typed words. @throws AppError `query_timeout` after 5 s */
export async function meantByWords({ db, t }: Pick<Here, 'db' | 't'>, typed: string): Promise<Meant> {
  const words = wordsToFind(typed)
  if (words === null) return { kind: 'unknown', words: t.personCards.unreadable }
  const { people: found, total } = await findPeople(db, words, { offset: 0, limit: 1 })
  const [first] = found
  if (first === undefined) return { kind: 'unknown', words: t.personCards.nobody(words).text }
  return total === 1 ? { kind: 'one', id: first.id } : { kind: 'several', words }
}
