import { DAY, HOUR, MINUTE } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { dateTime, type Language, zoneName } from '../../text/format.js'
import { getDraft, type Offer } from '../draft.js'

/** For whoever gets it an offer may hold so long, ms. */
export const HOLDS = { least: HOUR, most: 90 * DAY } as const

/** When an offer ends: at a moment that is the same for everybody, or so long after somebody got it; never both. */
export type End = Pick<Offer, 'deadline' | 'holds'>

/**
 * Says until when an offer holds; null: no end at all.
 * @param from ms UTC: when it begins, as far as that is known; it must end later
 * @throws AppError `offer_not_found`, `offer_not_a_draft`, `date_past`
 */
export function setDeadline(db: Db, offerId: number, deadline: number | null, from: number): void {
  getDraft(db, offerId)
  if (deadline !== null && deadline <= from) throw new AppError('date_past')
  db.sql('update offers set deadline = ?, holds = null where id = ?').run(deadline, offerId)
}

/**
 * Says how long an offer holds from when somebody gets it, ms, in whole hours.
 * @throws AppError `offer_not_found`, `offer_not_a_draft`, `holds_range`
 */
export function setHolds(db: Db, offerId: number, holds: number): void {
  getDraft(db, offerId)
  if (holds < HOLDS.least || holds > HOLDS.most || holds % HOUR !== 0) throw new AppError('holds_range')
  db.sql('update offers set deadline = null, holds = ? where id = ?').run(holds, offerId)
}

/** Lets an offer stand at the top of the chat of whoever gets it, or not. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setPinned(db: Db, offerId: number, on: boolean): void {
  getDraft(db, offerId)
  db.sql('update offers set pinned = ? where id = ?').run(on ? 1 : 0, offerId)
}

/** Takes over from another offer until when it holds, and whether it is pinned. */
export function copyDeadline(db: Pick<Db, 'sql'>, fromId: number, toId: number): void {
  db.sql(
    `update offers set (deadline, holds, pinned) = (select deadline, holds, pinned from offers where id = :from)
     where id = :to`,
  ).run({ from: fromId, to: toId })
}

/** True for an offer that ends, for everybody at once or for each at their own time. */
export function hasEnd({ deadline, holds }: End): boolean {
  return deadline !== null || holds !== null
}

/**
 * When an offer ends for somebody who gets it now, ms UTC; null: it never does. What is counted from now ends with a full minute, which is
 * what it says.
 */
export function endFrom({ deadline, holds }: End, at: number): number | null {
  return holds === null ? deadline : Math.ceil((at + holds) / MINUTE) * MINUTE
}

/** When nobody gets it any more, ms UTC: what it says is over, or whoever waits longer is to get nothing; null: no such end. */
export function endOf({
  draft,
  deadline,
}: Pick<Offer, 'deadline'> & { draft: Pick<Offer['draft'], 'notLaterThan'> }): number | null {
  const ends = [draft.notLaterThan, deadline].filter(at => at !== null)
  return ends.length === 0 ? null : Math.min(...ends)
}

/** "Sun 6 Dec, 21:00 Moscow". Always the same words, so that a message can be written again as it is. */
export function deadlineWords(deadline: number, zone: string, language: Language): string {
  return `${dateTime(deadline, zone, language, deadline)} ${zoneName(zone, language)}`
}

/** When an offer ends for its reader, as `Addressee` takes it; nothing where it does not. @param end ms UTC */
export function untilFor(
  end: number | null,
  zone: string,
  language: Language,
): { until?: { at: number; words: string } } {
  return end === null ? {} : { until: { at: end, words: deadlineWords(end, zone, language) } }
}

/** True once what it says is over. @param end ms UTC; null: it never is */
export function isOver(end: number | null, at: number): boolean {
  return end !== null && end <= at
}
