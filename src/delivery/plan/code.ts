import type { Db } from '../../db/open.js'
import { contentSchema } from '../../offers/content.js'
import { showsCode } from '../../offers/personal.js'
import { givePromo, promoOf } from '../../offers/promo.js'
import type { Sql } from '../../segments/compile.js'
import { type NewTrial, versionsOf } from '../trial/trial.js'
import type { Part } from './audience.js'

/** Who of an audience needs a code of their own, by the numbers of the parts, and how many codes there are for them. */
export type Codes = { parts: number[]; left: number }

/**
 * How many may get an offer that gives codes out of a list: as many as there are codes, of those whose message shows one, or a
 * button under it.
 * @param trials versions that are tried of some of the messages
 * @returns null where everybody may: it gives no codes, or the rest get another
 */
export function codesFor(
  db: Db,
  offerId: number,
  parts: readonly Pick<Part, 'variantId'>[],
  trials: readonly Pick<NewTrial, 'variants'>[] = [],
): Codes | null {
  const promo = promoOf(db, offerId)
  if (promo?.kind !== 'each' || promo.rest !== null) return null
  const shown = showing(db)
  // Where one version shows it, whoever gets another must not be likelier to get any.
  const needs = (part: { variantId: number }) => versionsOf([part], trials).some(shown)
  const needing = parts.flatMap((part, i) => (promo.button || needs(part) ? [i] : []))
  return needing.length === 0 ? null : { parts: needing, left: promo.left }
}

/**
 * A plan of which no more than there are codes get it, drawn by lot; the others have the reason `no_code`.
 * @param order of the lots, see `orderSql`
 */
export function lotSql(plan: Sql, codes: Codes | null, order: Sql): Sql {
  if (codes === null) return plan
  const needs = `reason is null and part in (select value from json_each(?))`
  const parts = JSON.stringify(codes.parts)
  return {
    text: `select person, dice, zone, part, due, iif(needs and nth > ?, 'no_code', reason) as reason
      from (select *, ${needs} as needs, row_number() over (partition by ${needs} order by ${order.text}) as nth
        from (${plan.text}))`,
    params: [codes.left, parts, parts, ...order.params, ...plan.params],
  }
}

type Message = { id: number; variantId: number }

/**
 * Gives each of the messages that leave its code, before it does, where it shows one; for whom none is left, they are skipped,
 * and one whose copy may have come stays uncertain. To be called in the claim's write.
 * @param at ms UTC
 * @returns those that may leave
 */
export function giveCodes<M extends Message>(db: Db, offerId: number, messages: readonly M[], at: number): M[] {
  const shown = showing(db)
  return messages.filter(({ id, variantId }) => {
    if (!shown(variantId) || givePromo(db, offerId, id, at) !== null) return true
    db.sql(
      `update deliveries set state = iif(attempts > 1, 'uncertain', 'skipped'), reason = iif(attempts > 1, null, 'no_code'),
         claimed_at = iif(attempts > 1, claimed_at, null), attempts = attempts - 1
       where id = ? and state = 'sending'`,
    ).run(id)
    return false
  })
}

/**
 * Gives the people of these messages their codes, where the version that they are to show has one: a correction may put one
 * into a message that had none. To be called in the write that begins to correct them.
 * @param at ms UTC
 */
export function giveCorrectedCodes(
  db: Db,
  broadcastId: number,
  messages: readonly { deliveryId: number; wantedId: number }[],
  at: number,
): void {
  const offer = db
    .sql<{ id: number }>(
      `select o.id from broadcasts b join offers o on o.id = b.offer_id where b.id = ? and o.promo_kind = 'each'`,
    )
    .get(broadcastId)
  if (offer === undefined) return
  const shown = showing(db)
  for (const { deliveryId, wantedId } of messages) if (shown(wantedId)) givePromo(db, offer.id, deliveryId, at)
}

/** Whether a version shows a code; each is read once. */
function showing(db: Db): (variantId: number) => boolean {
  const known = new Map<number, boolean>()
  return variantId => {
    const before = known.get(variantId)
    if (before !== undefined) return before
    const row = db.sql<{ content: string }>('select content from variants where id = ?').get(variantId)
    const shows = row !== undefined && showsCode(contentSchema.parse(JSON.parse(row.content)))
    known.set(variantId, shows)
    return shows
  }
}

/** So many people are written to again at once, a few ms. */
const SLICE = 200

/**
 * There are codes again: people who got nothing for want of one wait again, a few at a time, as many as there are codes. To
 * be called in a group, until it returns false.
 * @returns whether more may follow
 */
export function requeueWithoutCode(db: Db, offerId: number, at: number): boolean {
  const promo = promoOf(db, offerId)
  if (promo?.kind !== 'each') return false
  const open = db
    .sql<{ id: number }>(
      `select id from broadcasts where offer_id = ? and state in ('running', 'paused') and started_at is not null`,
    )
    .all(offerId)
  for (const { id } of open) {
    const waiting =
      promo.rest !== null
        ? 0
        : (db
            .sql<{ n: number }>(
              `select count(*) as n from (select 1 from deliveries where broadcast_id = ? and state = 'queued' limit ?)`,
            )
            .get(id, promo.left)?.n ?? 0)
    const room = promo.rest !== null ? SLICE : Math.min(SLICE, promo.left - waiting)
    if (room <= 0) continue
    const { changes } = db
      .sql(
        `update deliveries set state = 'queued', reason = null, due_at = max(due_at, ?) where id in
           (select id from deliveries where broadcast_id = ? and state = 'skipped' and reason = 'no_code' order by id limit ?)`,
      )
      .run(at, id, room)
    if (changes > 0) return true
  }
  return false
}
