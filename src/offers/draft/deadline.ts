import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { dateTime, type Language, zoneName } from '../../text/format.js'
import { getDraft, type Offer } from '../draft.js'

/**
 * Says until when an offer holds; null: no such end.
 * @param from ms UTC: when it begins, as far as that is known; it must end later
 * @throws AppError `offer_not_found`, `offer_not_a_draft`, `date_past`
 */
export function setDeadline(db: Db, offerId: number, deadline: number | null, from: number): void {
  getDraft(db, offerId)
  if (deadline !== null && deadline <= from) throw new AppError('date_past')
  db.sql('update offers set deadline = ? where id = ?').run(deadline, offerId)
}

/** Lets an offer stand at the top of the chat of whoever gets it, or not. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setPinned(db: Db, offerId: number, on: boolean): void {
  getDraft(db, offerId)
  db.sql('update offers set pinned = ? where id = ?').run(on ? 1 : 0, offerId)
}

/** Takes over from another offer until when it holds, and whether it is pinned. */
export function copyDeadline(db: Pick<Db, 'sql'>, fromId: number, toId: number): void {
  db.sql(
    'update offers set (deadline, pinned) = (select deadline, pinned from offers where id = :from) where id = :to',
  ).run({ from: fromId, to: toId })
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

/** True once what the offer says is over. */
export function isOver({ deadline }: Pick<Offer, 'deadline'>, at: number): boolean {
  return deadline !== null && deadline <= at
}
