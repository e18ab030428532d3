import { eq } from 'drizzle-orm'
import type { Db } from '../../db/open.js'
import { offers } from '../../db/schema/index.js'
import { isAction } from '../button/action.js'
import { getDraft, getOffer } from '../draft.js'
import { keyOf, type Link, listTargets } from '../link.js'
import { everyVariant, termsOf, type Variant } from '../variant.js'

/**
 * Notes which addresses of an offer open only without UTM marks, and which open with them; also of an offer already sent,
 * whose links then open so from the next press on.
 */
export function noteBare(db: Db, offerId: number, seen: { bare: readonly string[]; marked: readonly string[] }): void {
  const { draft } = getOffer(db, offerId)
  const bare = [...new Set([...draft.bare.filter(url => !seen.marked.includes(url)), ...seen.bare])]
  if (bare.join('\n') === draft.bare.join('\n')) return
  db.orm
    .update(offers)
    .set({ draft: JSON.stringify({ ...draft, bare }) })
    .where(eq(offers.id, offerId))
    .run()
  applyTerms(db, offerId)
}

/** Lets links into Telegram be tracked, or go out as they are. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setTrackTelegram(db: Db, offerId: number, on: boolean): void {
  const { draft } = getDraft(db, offerId)
  db.orm
    .update(offers)
    .set({ draft: JSON.stringify({ ...draft, trackTelegram: on }) })
    .where(eq(offers.id, offerId))
    .run()
  applyTerms(db, offerId)
}

/** Brings all links of an offer in line with what its draft says of them. */
function applyTerms(db: Db, offerId: number): void {
  const { draft } = getOffer(db, offerId)
  const set = db.sql('update links set tracked = ?, marked = ? where variant_id = ? and number = ?')
  for (const { id, links: own } of everyVariant(db, getOffer(db, offerId))) {
    for (const { number, url } of own) {
      const { tracked, marked } = termsOf(draft, url)
      set.run(tracked ? 1 : 0, marked ? 1 : 0, id, number)
    }
  }
}

/** The links of a message that are in it now and whose openings are seen. */
export function trackedLinks(variant: Pick<Variant, 'content' | 'links'>): Link[] {
  return pressedLinks(variant).filter(({ url }) => !isAction(url))
}

/** The same, and what its buttons do by themselves: whatever in it somebody can press and be seen to. */
export function pressedLinks({ content, links: own }: Pick<Variant, 'content' | 'links'>): Link[] {
  const present = new Set(listTargets(content).map(keyOf))
  return own.filter(link => link.tracked && present.has(keyOf(link)))
}
