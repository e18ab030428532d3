import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { subscribers } from '../db/schema/index.js'
import { type Language, pickLanguage } from '../text/format.js'
import { recordReachable } from './subscription/reachability.js'

/** Somebody as Telegram describes them in an update. */
export type Person = {
  telegramId: number
  firstName: string
  lastName: string | null
  username: string | null
  /** Language of their app, an IETF tag; null when Telegram does not say. */
  telegramLanguage: string | null
  premium: boolean
}

const COLUMNS = columnsOf(
  subscribers,
  'id',
  'telegramId',
  'firstName',
  'lastName',
  'username',
  'telegramLanguage',
  'chosenLanguage',
  'premium',
  'source',
  'subscribedAt',
  'unsubscribedAt',
  'pausedUntil',
  'unreachable',
  'unreachableAt',
  'checkedAt',
  'lastSeenAt',
  'greetedBy',
  'dice',
  'createdAt',
  'status',
)
// A derived column is never null, which the schema cannot say of it.
type Row = RowOf<typeof COLUMNS> & { status: Status }

/** What is derived of will and reachability; a pause is not in it, because it needs the time. */
export type Status = NonNullable<(typeof subscribers.$inferSelect)['status']>

/**
 * A person who pressed Start, or was moved in. Times are ms UTC; `subscribedAt` is since when they are subscribed, `lastSeenAt` null while
 * nobody has seen them, `checkedAt` null while Telegram never said whether they can be written to. `chosenLanguage` is null while they chose none; `source`, the payload of
 * their first link, never changes (null: they came without one). `unsubscribedAt` is null while they want offers,
 * `pausedUntil` null or past without a pause. `greetedBy`: the message whose Start was answered last (0: none is known of);
 * null while the welcome is owed. `dice`: random integer in [0, 2³¹ − 2], given at birth, for samples and splits.
 */
export type Subscriber = Omit<Row, 'premium' | 'telegramId' | 'subscribedAt' | 'status'> &
  Person & { subscribedAt: number; status: LivingStatus }

/** The status of anybody who was not forgotten. */
export type LivingStatus = Exclude<Status, 'erased'>

/** The subscriber with this Telegram id; null when they never pressed Start. */
export function findSubscriber(db: Db, telegramId: number): Subscriber | null {
  return read(db.sql<Row>(`select ${COLUMNS.sql} from subscribers where telegram_id = ?`).get(telegramId))
}

/** The subscriber with this id of ours; null when there is none, or they were forgotten. */
export function findSubscriberById(db: Db, id: number): Subscriber | null {
  return read(db.sql<Row>(`select ${COLUMNS.sql} from subscribers where id = ?`).get(id))
}

function read(row: Row | undefined): Subscriber | null {
  if (row === undefined) return null
  const { telegramId, subscribedAt, status, premium, ...rest } = row
  if (telegramId === null || subscribedAt === null || status === 'erased') return null
  return { ...rest, telegramId, subscribedAt, status, premium: premium === 1 }
}

/**
 * Takes note of an update from somebody: keeps names, username, language and premium current and makes them reachable
 * again. What arrives last counts. It never subscribes anybody.
 * @param at when it arrived, ms UTC
 * @returns them as they are now; null when the bot does not know them
 */
export function recordSeen(db: Db, person: Person, at: number): Subscriber | null {
  const known = findSubscriber(db, person.telegramId)
  if (known === null) return null
  db.sql(
    `update subscribers set first_name = ?, last_name = ?, username = ?, telegram_language = ?, premium = ?,
       last_seen_at = ?, checked_at = coalesce(checked_at, ?) where id = ?`,
  ).run(
    person.firstName,
    person.lastName,
    person.username,
    person.telegramLanguage ?? known.telegramLanguage,
    person.premium ? 1 : 0,
    at,
    at,
    known.id,
  )
  if (known.unreachable !== null) recordReachable(db, known.id, at)
  return findSubscriberById(db, known.id)
}

/** The language to speak to them in: the one they chose, else Telegram's, else `fallback`. */
export function languageOf(
  subscriber: Pick<Subscriber, 'chosenLanguage' | 'telegramLanguage'> | null,
  fallback: Language,
): Language {
  return pickLanguage(subscriber?.chosenLanguage ?? subscriber?.telegramLanguage, fallback)
}

/** True while they asked for a pause that has not ended at `at` (ms UTC). */
export function isPaused(subscriber: Pick<Subscriber, 'pausedUntil'>, at: number): boolean {
  return subscriber.pausedUntil !== null && subscriber.pausedUntil > at
}
