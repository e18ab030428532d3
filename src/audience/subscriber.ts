import type { Db } from '../db/open.js'
import type { subscribers } from '../db/schema/index.js'
import { type Language, pickLanguage } from '../text/format.js'
import { recordReachable, type Unreachable } from './reachability.js'

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

/** What is derived of will and reachability; a pause is not in it, because it needs the time. */
export type Status = NonNullable<(typeof subscribers.$inferSelect)['status']>

/** A person who pressed Start. Times are ms UTC. */
export type Subscriber = Person & {
  id: number
  /** The language they chose themselves; null while they did not. */
  chosenLanguage: string | null
  /** Payload of their first link; null when they came without one. It never changes. */
  source: string | null
  subscribedAt: number
  /** When they stopped offers; null while they want them. */
  unsubscribedAt: number | null
  /** Until when they want no offers; null or past means no pause. */
  pausedUntil: number | null
  unreachable: Unreachable | null
  unreachableAt: number | null
  lastSeenAt: number
  /** The message whose Start was answered last (0: none is known of); null while the welcome is owed. */
  greetedBy: number | null
  /** Random integer in [0, 2³¹ − 2], given at birth, for samples and splits. */
  dice: number
  createdAt: number
  status: Status
}

type Row = Omit<Subscriber, 'premium'> & { premium: number }

const columns = `id, telegram_id as telegramId, first_name as firstName, last_name as lastName, username,
  telegram_language as telegramLanguage, chosen_language as chosenLanguage, premium, source,
  subscribed_at as subscribedAt, unsubscribed_at as unsubscribedAt, paused_until as pausedUntil, unreachable,
  unreachable_at as unreachableAt, last_seen_at as lastSeenAt, greeted_by as greetedBy, dice, created_at as createdAt, status`

/** The subscriber with this Telegram id; null when they never pressed Start. */
export function findSubscriber(db: Db, telegramId: number): Subscriber | null {
  return read(db.sql<Row>(`select ${columns} from subscribers where telegram_id = ?`).get(telegramId))
}

/** The subscriber with this id of ours; null when there is none. */
export function findSubscriberById(db: Db, id: number): Subscriber | null {
  return read(db.sql<Row>(`select ${columns} from subscribers where id = ?`).get(id))
}

function read(row: Row | undefined): Subscriber | null {
  return row === undefined ? null : { ...row, premium: row.premium === 1 }
}

/**
 * Takes note of an update from somebody: keeps names, username, language and premium current and makes them reachable
 * again. What arrives last counts. It never subscribes anybody.
 * @param at when it arrived, ms UTC
 * @returns them as they are now; null when they never pressed Start
 */
export function recordSeen(db: Db, person: Person, at: number): Subscriber | null {
  const known = findSubscriber(db, person.telegramId)
  if (known === null) return null
  db.sql(
    `update subscribers set first_name = ?, last_name = ?, username = ?, telegram_language = ?, premium = ?,
       last_seen_at = ? where id = ?`,
  ).run(
    person.firstName,
    person.lastName,
    person.username,
    person.telegramLanguage ?? known.telegramLanguage,
    person.premium ? 1 : 0,
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
