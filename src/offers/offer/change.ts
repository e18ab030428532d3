import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { fold } from '../../text/fold.js'
import { copyDeadline } from '../draft/deadline.js'
import { copyWindows } from '../draft/window.js'
import { getDraft, getOffer, type Offer, uniqueName } from '../draft.js'
import { changeDraft, discardOffer } from '../offer.js'
import { copyPromo } from '../promo.js'
import { currentOf, freezeVariants, listVariants } from '../variant.js'

/**
 * A draft that holds all of an approved offer and may take its place: goal, kind, audience, hour, messages, buttons, and
 * links with the numbers they have. The offer itself stays as it is, and so does every broadcast of it.
 * @param broadcastId whose change it is
 * @throws AppError `offer_not_found`
 */
export function draftChange(db: Db, offerId: number, broadcastId: number, at: number): Offer {
  const source = getOffer(db, offerId)
  // It keeps its name, which the offer itself holds, whatever its first words become.
  const draft = { ...source.draft, changing: broadcastId, shown: null, origin: null, named: true }
  const row = db
    .sql<{ id: number }>(
      `insert into offers (name_folded, name, goal, state, kind, draft, utm_campaign, interest_id, created_by, created_at)
       select name_folded || ?, name, goal, 'draft', kind, ?, utm_campaign, interest_id, created_by, ? from offers where id = ? returning id`,
    )
    .get(`\nchange ${broadcastId}`, JSON.stringify(draft), at, offerId)
  if (row === undefined) throw new AppError('offer_not_found', { id: offerId })
  copyWindows(db, offerId, row.id)
  copyDeadline(db, offerId, row.id)
  // The list of codes stays with what was approved: what is given out is given out once.
  copyPromo(db, offerId, row.id)
  const current = currentOf(listVariants(db, offerId))
  for (const { id } of current) {
    const copy = db
      .sql<{ id: number }>(
        `insert into variants (offer_id, position, segment_id, version, content, shows_code)
         select ?, position, segment_id, version, content, shows_code from variants where id = ? returning id`,
      )
      .get(row.id, id)
    db.sql(
      `insert into links (variant_id, number, url, label, tracked, marked)
       select ?, number, url, label, tracked, marked from links where variant_id = ?`,
    ).run(copy?.id ?? 0, id)
  }
  db.sql(
    `insert into link_topics (offer_id, number, topic_id, changed_at)
     select ?, number, topic_id, changed_at from link_topics where offer_id = ?`,
  ).run(row.id, offerId)
  db.sql(
    `insert into origins (chat, message, offer_id, topic, args, print)
     select chat, message, ?, topic, json_set(args, '$.offer', ?), print from origins where offer_id = ?`,
  ).run(row.id, row.id, offerId)
  return getDraft(db, row.id)
}

/**
 * Makes an offer what the draft of its change holds, messages frozen; what it held before goes away with the draft, whose
 * tests still open.
 * @throws AppError `offer_not_a_draft`
 */
export function takeChange(db: Db, draftId: number, offerId: number, at: number): Offer {
  const change = getDraft(db, draftId)
  freezeVariants(db, draftId, at)
  const before = db.sql<{ id: number }>('select id from variants where offer_id = ?').all(offerId)
  const aside = db.sql('update variants set offer_id = ?, segment_id = null, frozen_at = null where id = ?')
  db.sql('update variants set offer_id = ? where offer_id = ?').run(offerId, draftId)
  for (const { id } of before) aside.run(draftId, id)
  for (const table of ['link_topics', 'origins']) db.sql(`delete from ${table} where offer_id = ?`).run(offerId)
  db.sql('update link_topics set offer_id = ? where offer_id = ?').run(offerId, draftId)
  db.sql(`update origins set offer_id = ?, args = json_set(args, '$.offer', ?) where offer_id = ?`).run(
    offerId,
    offerId,
    draftId,
  )
  copyWindows(db, draftId, offerId)
  copyDeadline(db, draftId, offerId)
  copyPromo(db, draftId, offerId)
  discardOffer(db, draftId)
  const { goal, kind, utmCampaign, interestId, draft } = change
  const { name, draft: old } = getOffer(db, offerId)
  const renamed = change.name === name ? name : uniqueName(db, change.name, offerId)
  const row = db
    .sql(
      `update offers set name = ?, name_folded = ?, goal = ?, kind = ?, utm_campaign = ?, interest_id = ?, draft = ? where id = ?`,
    )
    .run(
      renamed,
      fold(renamed),
      goal,
      kind,
      utmCampaign,
      interestId,
      JSON.stringify({ ...draft, changing: null, shown: null, named: old.named || renamed !== name }),
      offerId,
    )
  if (row.changes === 0) throw new AppError('offer_not_found', { id: offerId })
  return getOffer(db, offerId)
}

/** Puts the draft of a change away. Nothing happens to one that is away already. */
export function dropChange(db: Db, draftId: number): void {
  if (getOffer(db, draftId).state !== 'draft') return
  discardOffer(db, draftId)
  db.sql('delete from origins where offer_id = ?').run(draftId)
}

/** Remembers that this draft is a broadcast that was cancelled, as long as nothing of it is changed. */
export function markCancelled(db: Db, offerId: number, broadcastId: number): void {
  changeDraft(db, offerId, () => ({ shown: null, cancelled: broadcastId }))
}
