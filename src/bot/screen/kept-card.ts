import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { cards } from '../../db/schema/index.js'
import type { Place } from '../card.js'

/** How many cards of a chat are remembered: those that were shown last, wherever they stand. */
const OF_CHAT = 8

const COLUMNS = columnsOf(cards, 'chat', 'message', 'memo', 'subject', 'hash', 'at')

/** A card that stands in a chat of the team. `data` leads to its screen, with `memo`; `hash` is of what it shows; `at`: shown since, ms UTC. */
export type KeptCard = RowOf<typeof COLUMNS> & { data: (typeof cards.$inferSelect)['address'] }

const columns = `${COLUMNS.sql}, address as data`

/** All of them, or those about one thing: `offer:12` finds also cards about all offers (`offer`). */
export function listCards(db: Db, subject?: string): KeptCard[] {
  if (subject === undefined) return db.sql<KeptCard>(`select ${columns} from cards order by chat, message`).all()
  const [kind = subject] = subject.split(':')
  return db.sql<KeptCard>(`select ${columns} from cards where subject in (?, ?)`).all(subject, kind)
}

/** The other cards of a chat that show the same screen about the same thing. */
export function listTwins(db: Db, { chat, message, data, subject }: Omit<KeptCard, 'hash' | 'at'>): KeptCard[] {
  const [name] = data.split(':')
  return db
    .sql<KeptCard>(`select ${columns} from cards where chat = ? and message <> ? and subject is ?`)
    .all(chat, message, subject)
    .filter(card => card.data.split(':')[0] === name)
}

/** The card that stands there; null when none is remembered. */
export function findCard(db: Db, { chat, message }: Place): KeptCard | null {
  return db.sql<KeptCard>(`select ${columns} from cards where chat = ? and message = ?`).get(chat, message) ?? null
}

/** Remembers what stands there now, beside the seven other cards of the chat that were shown last. */
export function keepCard(db: Db, { chat, message, data, memo, subject, hash, at }: KeptCard): void {
  db.sql(
    'insert or replace into cards (chat, message, address, memo, subject, hash, at) values (?, ?, ?, ?, ?, ?, ?)',
  ).run(...[chat, message, data, memo, subject, hash, at])
  db.sql(
    `delete from cards where chat = ? and message in
     (select message from cards where chat = ? and message <> ? order by at desc, message desc limit -1 offset ?)`,
  ).run(chat, chat, message, OF_CHAT - 1)
}

/** Forgets the card that stood there. */
export function dropKeptCard(db: Db, { chat, message }: Place): void {
  db.sql('delete from cards where chat = ? and message = ?').run(chat, message)
}
