import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import type { Caption, Content } from '../content.js'
import { hasEnd } from '../draft/deadline.js'
import { getOffer } from '../draft.js'
import { textLink } from '../link.js'
import { withFields } from '../personal/field.js'
import { checkShape, showsCode, showsUntil } from '../personal.js'
import { promoOf } from '../promo.js'
import { getVariant, storeContent, type Variant } from '../variant.js'

/** Where a link led from `since` on (ms UTC; 0: from the beginning). */
export type LinkTarget = { since: number; url: string }

/**
 * Repairs a link of an offer in all its versions: everyone who opens it from now on lands at `url`, also from messages
 * sent long ago, because targets are looked up when a link is opened. Where it led before is kept.
 * @param url a normalised address, see `parseTarget`
 * @throws AppError `offer_not_found` when the offer has no such link, `content_field_unknown` for a field in it
 */
export function changeLink(db: Db, offerId: number, number: number, url: string, adminId: number, at: number): void {
  const versions = db
    .sql<{ id: number; url: string }>(
      `select v.id, l.url from variants v join links l on l.variant_id = v.id where v.offer_id = ? and l.number = ?`,
    )
    .all(offerId, number)
  const [first] = versions
  if (first === undefined) throw new AppError('offer_not_found', { id: offerId })
  const remember = db.sql(
    'insert or ignore into link_targets (offer_id, number, since, url, changed_by) values (?, ?, ?, ?, ?)',
  )
  if (listTargets(db, offerId, number).length === 0) remember.run(offerId, number, 0, first.url, adminId)
  remember.run(offerId, number, at, url, adminId)
  const { draft } = getOffer(db, offerId)
  for (const version of versions) {
    const { content } = getVariant(db, version.id)
    const marked = draft.bare.includes(url) ? 0 : 1
    db.sql('update links set url = ?, marked = ? where variant_id = ? and number = ?').run(
      url,
      marked,
      version.id,
      number,
    )
    const right = withFields(db, redirected(content, version.url, url))
    db.sql('update variants set content = ?, shows_code = ? where id = ?').run(
      JSON.stringify(right),
      showsCode(right) ? 1 : 0,
      version.id,
    )
  }
}

/** Where a link led, oldest first; empty when it was never repaired. */
export function listTargets(db: Db, offerId: number, number: number): LinkTarget[] {
  return db
    .sql<LinkTarget>('select since, url from link_targets where offer_id = ? and number = ? order by since')
    .all(offerId, number)
}

/** The same content with every link to `from` leading to `to`; the words under links stay. */
function redirected(content: Content, from: string, to: string): Content {
  const led = ({ text, entities }: Caption) =>
    entities.map(entity => (textLink(text, entity)?.url === from ? { ...entity, type: 'text_link', url: to } : entity))
  const { items } = content
  return {
    ...content,
    ...(content.previewUrl === from && { previewUrl: to }),
    entities: led(content),
    ...(items !== undefined && { items: items.map(item => ({ ...item, entities: led(item) })) }),
    buttons: content.buttons.map(row => row.map(button => (button.url === from ? { ...button, url: to } : button))),
  }
}

/**
 * A new version that takes the place of one already sent: its links keep the numbers they had, new ones take unused
 * numbers. Frozen at once.
 * @throws AppError `offer_not_found`, `code_missing` and `until_missing` where it shows a promo code or a deadline and the offer has none, and whatever
 * `checkShape` finds
 */
export function replaceVariant(db: Db, variantId: number, right: Content, at: number): Variant {
  const old = getVariant(db, variantId)
  const content = withFields(db, right)
  checkShape(content)
  if (showsUntil(content) && !hasEnd(getOffer(db, old.offerId))) throw new AppError('until_missing')
  if (showsCode(content) && promoOf(db, old.offerId) === null) throw new AppError('code_missing')
  const row = db
    .sql<{ id: number }>(
      `insert into variants (offer_id, position, segment_id, version, content, frozen_at)
       select offer_id, position, segment_id, version, '{}', ? from variants where id = ? returning id`,
    )
    .get(at, variantId)
  if (row === undefined) throw new Error('the new version was not stored')
  // What the old one ever linked to stays known to the new one, so that no token is lost with an edit.
  db.sql(
    `insert into links (variant_id, number, url, label, tracked, marked)
     select ?, number, url, label, tracked, marked from links where variant_id = ?`,
  ).run(row.id, old.id)
  storeContent(db, old.offerId, row.id, content)
  return getVariant(db, row.id)
}
