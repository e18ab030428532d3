import type { Db } from '../../db/open.js'
import { fold } from '../../text/fold.js'
import { campaignOf, getDraft, getOffer, uniqueName } from '../draft.js'
import { currentOf, listVariants } from '../variant.js'

const TERMS = `select o.goal, o.kind, o.window_days, o.click_days, o.seen_days, o.promo_kind, o.promo_code, o.promo_button,
    o.promo_only, o.deadline, o.holds, o.draft ->> '$.nudge' as nudge, o.pinned, o.interest_id, o.utm_campaign is null as bare,
    (select json_group_array(json_array(number, topic_id)) from
      (select number, topic_id from link_topics where offer_id = o.id order by number)) as topics
  from offers o where o.id = ?`

/** Whether two offers are the same to whoever gets them and in how they are judged: words, links, code, goal and windows. */
export function isSameOffer(db: Db, one: number, other: number): boolean {
  return offerPrint(db, one) === offerPrint(db, other)
}

/** What an offer is to whoever gets it, and how it is judged: another text once anything of that is another. */
export function offerPrint(db: Db, offerId: number): string {
  const { name } = getOffer(db, offerId)
  const current = currentOf(listVariants(db, offerId))
  const messages = current.map(({ segmentId, version, content, links }) => [segmentId, version, content, links])
  return JSON.stringify([name, db.sql<Record<string, unknown>>(TERMS).get(offerId), messages])
}

/**
 * Makes of the draft of a change an offer of its own, beside the one it was made from: that one goes on as it is. Of a list of
 * codes those go with it that nobody has. To be called in a group.
 * @throws AppError `offer_not_found`, `offer_not_a_draft`
 */
export function releaseChange(db: Db, draftId: number, sourceId: number): void {
  const { name, draft, utmCampaign } = getDraft(db, draftId)
  const free = uniqueName(db, name, draftId)
  db.sql('update offers set name = ?, name_folded = ?, utm_campaign = ?, draft = ? where id = ?').run(
    free,
    fold(free),
    utmCampaign === null ? null : campaignOf(free, draftId),
    JSON.stringify({ ...draft, changing: null }),
    draftId,
  )
  moveFreeCodes(db, sourceId, draftId)
}

function moveFreeCodes(db: Pick<Db, 'sql'>, from: number, to: number): void {
  const lists = db.sql(`select 1 from offers where id = ? and promo_kind = 'each'`)
  if (lists.get(from) === undefined || lists.get(to) === undefined) return
  const { changes } = db
    .sql('update promo_codes set offer_id = ? where offer_id = ? and delivery_id is null')
    .run(to, from)
  const count = db.sql('update offers set promo_total = promo_total + ? where id = ?')
  count.run(changes, to)
  count.run(-changes, from)
}
