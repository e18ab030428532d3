import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { setButtons } from '../button/own.js'
import type { Button } from '../content.js'
import { copyWindows } from '../draft/window.js'
import { getOffer, type Offer } from '../draft.js'
import { changeDraft, createOffer, setGoal } from '../offer.js'
import { copyPromo, promoOf } from '../promo.js'
import { currentOf, listVariants, setContent, type Variant } from '../variant.js'

/**
 * A new draft with the same goal, kind, what it is about, UTM marks (or none), promo code for everybody, pin, how long it holds for whoever gets it, and messages, without a moment at which it is over; for nobody yet, unless the audience is taken along.
 * @param keepAudience takes segments and those left out along as well, as far as they still exist
 * @throws AppError `offer_not_found`, `survey_not_copied`
 */
export function copyOffer(
  db: Db,
  offerId: number,
  copy: { createdBy: number; keepAudience: boolean },
  at: number,
): Offer {
  const source = getOffer(db, offerId)
  if (source.kind === 'survey') throw new AppError('survey_not_copied')
  const made = createOffer(db, { createdBy: copy.createdBy, name: source.name, utm: source.utmCampaign !== null }, at)
  setGoal(db, made.id, source.goal)
  copyWindows(db, offerId, made.id)
  db.sql('update offers set kind = (select kind from offers where id = ?) where id = ?').run(offerId, made.id)
  db.sql(
    `update offers set interest_id = (select o.interest_id from offers o join interests i on i.id = o.interest_id
       where o.id = ? and i.archived_at is null) where id = ?`,
  ).run(offerId, made.id)
  // An end that is over by then is nobody's wish.
  db.sql('update offers set (pinned, holds) = (select pinned, holds from offers where id = ?) where id = ?').run(
    offerId,
    made.id,
  )
  // A list of codes is given out once.
  if (promoOf(db, offerId)?.kind === 'one') copyPromo(db, offerId, made.id)
  const exists = (id: number) =>
    db.sql('select 1 from segments where id = ? and deleted_at is null').get(id) !== undefined
  const segments = copy.keepAudience ? source.draft.segments.filter(exists) : []
  const each = source.draft.each && segments.length > 0
  const current = goneOn(db, offerId)
  changeDraft(db, made.id, () => ({
    segments,
    buttons: commonButtons(current) ?? source.draft.buttons,
    each,
    rest: copy.keepAudience && source.draft.rest,
    leaveOut: copy.keepAudience ? source.draft.leaveOut.filter(exists) : [],
    trackTelegram: source.draft.trackTelegram,
    bare: source.draft.bare,
    perHour: source.draft.perHour,
  }))
  for (const [i, variant] of current.entries()) {
    if (!each && i > 0) break
    const segment = each ? variant.segmentId : null
    setContent(db, made.id, segment, variant.content)
    // None at all are its own buttons as well.
    setButtons(db, made.id, variant.content.buttons, segment)
  }
  return getOffer(db, made.id)
}

/** Of each message the version that people have now: where several were tried, the one that went on, else A. */
function goneOn(db: Db, offerId: number): Variant[] {
  const current = currentOf(listVariants(db, offerId))
  const chosen = new Map(
    db
      .sql<{ segment: number | null; version: number }>(
        `select v.segment_id as segment, v.version from trials t join broadcasts b on b.id = t.broadcast_id
         join variants v on v.id = t.chosen_variant_id where b.offer_id = ? order by b.id`,
      )
      .all(offerId)
      .map(({ segment, version }) => [segment, version]),
  )
  return current.filter(({ segmentId, version }) => version === (chosen.get(segmentId) ?? 0))
}

/** The buttons that all of them have; null when they differ, or there are none of them. */
function commonButtons(versions: readonly Variant[]): Button[][] | null {
  const [first, ...others] = versions.map(({ content }) => content.buttons)
  const same = others.every(buttons => JSON.stringify(buttons) === JSON.stringify(first))
  return same ? (first ?? null) : null
}
