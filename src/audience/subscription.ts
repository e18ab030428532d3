import { randomInt } from 'node:crypto'
import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { AppError } from '../errors.js'
import type { Language } from '../text/format.js'
import { liftErasure } from './erase/erasure.js'
import { assignNewcomer } from './holdout.js'
import { linkSubscriber } from './linking.js'
import { findSubscriber, findSubscriberById, isPaused, type Person, type Subscriber } from './subscriber.js'
import { type EventKind, recordEvent } from './subscription/history.js'
import { recordReachable } from './subscription/reachability.js'
import type { Wording } from './subscription/wording.js'

export { causeOf } from './subscription/history.js'
export { recordChecked, recordReachable, recordUnreachable } from './subscription/reachability.js'

const DICE_SIDES = 2 ** 31 - 1

/**
 * What a Start came to. `subscribed`: by it, or the welcome is still owed to them for an earlier one. `stopped`: they had
 * stopped offers, and must be asked before they get them again.
 */
export type Start = { kind: 'subscribed' } | { kind: 'already' } | { kind: 'came_back' } | { kind: 'stopped' }

/** By what a person acted. `undo` takes back the press before it. */
export type OwnAct = 'button' | 'command' | 'word' | 'settings' | 'undo'

/** What a person did, or what this one of the team did for them: `admin:7001`. */
export type Act = OwnAct | `admin:${number}`

/** How a person changed their mind, in which words they were told, and the delivery that caused it, if one did. */
export type Change<By extends Act = Act> = { source: By; wording: Wording | null; deliveryId: number | null }

/**
 * They pressed Start: subscribes a newcomer, makes somebody who had blocked the bot reachable again, and never
 * overrules a Stop. A newcomer's payload is their source for good; later ones are kept as history, and the latest as their
 * last source. A newcomer whom the CRM knows by their Telegram id is linked to that customer, and everybody is given their side of the quarter's control group; one who had asked to be forgotten
 * is a newcomer like any other, and files may bring what they know of them again. The same Start handled
 * again, because its answer did not get through, comes to the same until `recordGreeted`.
 * @param options.source payload of the link they came by; null without one
 * @param at ms UTC
 */
export function startSubscriber(
  db: Db,
  person: Person,
  options: { source: string | null; wording: Wording },
  at: number,
): { start: Start; subscriber: Subscriber } {
  const known = findSubscriber(db, person.telegramId)
  if (known === null) {
    insertSubscriber(db, person, options.source, at)
    liftErasure(db, person.telegramId)
    const subscriber = getByTelegramId(db, person.telegramId)
    recordEvent(db, subscriber.id, 'start', options, at)
    linkSubscriber(db, subscriber.id, at)
    assignNewcomer(db, subscriber.id, at)
    return { start: { kind: 'subscribed' }, subscriber }
  }
  recordReachable(db, known.id, at)
  const repeated = known.greetedBy === null && options.source === lastSourceOf(db, known.id)
  if (options.source !== null && !repeated) {
    db.sql('update subscribers set last_source = ? where id = ?').run(options.source, known.id)
    recordEvent(db, known.id, 'source', { source: options.source }, at)
  }
  const start: Start =
    known.unsubscribedAt !== null
      ? { kind: 'stopped' }
      : wasAwaySinceStart(db, known.id)
        ? { kind: 'came_back' }
        : { kind: known.greetedBy === null ? 'subscribed' : 'already' }
  if (start.kind === 'came_back') {
    db.sql('update subscribers set greeted_by = null where id = ?').run(known.id)
    recordEvent(db, known.id, 'start', options, at)
  }
  return { start, subscriber: getByTelegramId(db, person.telegramId) }
}

/** Their Start was answered: the one of this message, by its id in the chat. */
export function recordGreeted(db: Db, subscriberId: number, messageId: number): void {
  db.sql('update subscribers set greeted_by = ? where id = ?').run(messageId, subscriberId)
}

function lastSourceOf(db: Db, subscriberId: number): string | null {
  const row = db
    .sql<{ source: string | null }>('select last_source as source from subscribers where id = ?')
    .get(subscriberId)
  return row?.source ?? null
}

function insertSubscriber(db: Db, person: Person, source: string | null, at: number): void {
  db.sql(
    `insert into subscribers (telegram_id, first_name, last_name, username, telegram_language, premium, source,
       last_source, subscribed_at, last_seen_at, checked_at, greeted_by, dice, created_at)
     values (:telegramId, :firstName, :lastName, :username, :telegramLanguage, :premium, :source, :source, :at, :at,
       :at, null, :dice, :at)`,
  ).run({ ...person, premium: person.premium ? 1 : 0, source, at, dice: randomInt(DICE_SIDES) })
}

function getByTelegramId(db: Db, telegramId: number): Subscriber {
  const subscriber = findSubscriber(db, telegramId)
  if (subscriber === null) throw new AppError('subscriber_not_found')
  return subscriber
}

/** True when Telegram called them unreachable after they last asked for offers (the unblocking may be known already). */
function wasAwaySinceStart(db: Db, subscriberId: number): boolean {
  const row = db
    .sql<{ kind: EventKind }>(
      `select kind from subscription_events
       where subscriber_id = ? and kind in ('start', 'resume', 'undo', 'block', 'deactivate')
       order by id desc limit 1`,
    )
    .get(subscriberId)
  return row?.kind === 'block' || row?.kind === 'deactivate'
}

/**
 * They want offers (again): undoes a stop and ends a pause.
 * @param at ms UTC
 * @returns false when neither was there, and nothing changed
 */
export function resumeOffers(db: Db, subscriberId: number, change: Change<OwnAct>, at: number): boolean {
  const known = findSubscriberById(db, subscriberId)
  if (known === null || (known.unsubscribedAt === null && !isPaused(known, at))) return false
  db.sql('update subscribers set unsubscribed_at = null, paused_until = null where id = ?').run(subscriberId)
  recordEvent(db, subscriberId, change.source === 'undo' ? 'undo' : 'resume', change, at)
  assignNewcomer(db, subscriberId, at)
  return true
}

/**
 * They want no more offers.
 * @param at ms UTC
 * @returns false when they had stopped before, and nothing changed
 */
export function stopOffers(db: Db, subscriberId: number, change: Change<Exclude<Act, 'undo'>>, at: number): boolean {
  const { changes } = db
    .sql('update subscribers set unsubscribed_at = ?, paused_until = null where id = ? and unsubscribed_at is null')
    .run(at, subscriberId)
  if (changes === 0) return false
  recordEvent(db, subscriberId, 'stop', change, at)
  return true
}

/**
 * They want no offers until then.
 * @param change.until ms UTC
 * @param at ms UTC
 * @returns false, and nothing changed, when they had stopped or paused until that day or later
 */
export function pauseOffers(
  db: Db,
  subscriberId: number,
  change: Change<Exclude<Act, 'undo'>> & { until: number },
  at: number,
): boolean {
  const { changes } = db
    .sql(
      `update subscribers set paused_until = :until
       where id = :id and unsubscribed_at is null and coalesce(paused_until, 0) <= :until - :day and :until > :at`,
    )
    .run({ until: change.until, id: subscriberId, day: DAY, at })
  if (changes === 0) return false
  recordEvent(db, subscriberId, 'pause', change, at)
  return true
}

/** They chose the language to be spoken to in. */
export function chooseLanguage(db: Db, subscriberId: number, language: Language, at: number): void {
  const { changes } = db
    .sql('update subscribers set chosen_language = :language where id = :id and chosen_language is not :language')
    .run({ language, id: subscriberId })
  if (changes > 0) recordEvent(db, subscriberId, 'language', { source: language }, at)
}
