import type { Db } from '../db/open.js'
import type { offers } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { getDraft, getOffer } from './draft.js'
import { type Code, foldCode } from './promo/code.js'

/**
 * The promo code of an offer. `one`: everybody's. `each`: one a person out of a list, of which `given` are somebody's and
 * `left` nobody's; `rest`: what is given when none is left, null: nothing. `button`: a button shows it to whoever presses;
 * `only`: it may go to as many as there are codes.
 */
export type Promo =
  | { kind: 'one'; code: string; button: boolean }
  | { kind: 'each'; given: number; left: number; rest: string | null; button: boolean; only: boolean }

/** Of a list this much is left when it runs out. */
const LOW = 0.1

type Row = { kind: (typeof offers.$inferSelect)['promoKind']; code: string | null; button: number; only: number }

/** The promo code of an offer; null when it has none. */
export function promoOf(db: Db, offerId: number): Promo | null {
  const row = rowOf(db, offerId)
  if (row === undefined || row.kind === null) return null
  const button = row.button === 1
  if (row.kind === 'one') return row.code === null ? null : { kind: 'one', code: row.code, button }
  const { total, left } = countCodes(db, listOf(db, offerId))
  return { kind: 'each', given: total - left, left, rest: row.code, button, only: row.only === 1 }
}

function rowOf(db: Pick<Db, 'sql'>, offerId: number): Row | undefined {
  return db
    .sql<Row>(
      `select promo_kind as kind, promo_code as code, promo_button as button, promo_only as "only" from offers where id = ?`,
    )
    .get(offerId)
}

/** Whose list of codes is given out: of a draft that changes an approved offer, that offer's. */
export function listOf(db: Pick<Db, 'sql'>, offerId: number): number {
  return (
    db
      .sql<{ id: number }>(
        `select b.offer_id as id from offers o join broadcasts b on b.id = o.draft ->> '$.changing'
         where o.id = ? and o.state = 'draft'`,
      )
      .get(offerId)?.id ?? offerId
  )
}

/** How many codes a list ever had, and how many of them are nobody's. */
export function countCodes(db: Pick<Db, 'sql'>, offerId: number): { total: number; left: number } {
  return (
    db
      .sql<{ total: number; left: number }>(
        `select promo_total as total, (select count(*) from promo_codes indexed by promo_codes_free
           where offer_id = o.id and delivery_id is null) as "left" from offers o where o.id = ?`,
      )
      .get(offerId) ?? { total: 0, left: 0 }
  )
}

/**
 * The code of somebody's message, given now unless they have it already: the same delivery always gets the same code, and so
 * does the same person whatever message of the offer it is. To be called in the write of which the message is part, before
 * it leaves.
 * @param at ms UTC
 * @returns null when the offer has no code, or none is left
 */
export function givePromo(db: Pick<Db, 'sql'>, offerId: number, deliveryId: number, at: number): string | null {
  const row = rowOf(db, offerId)
  if (row === undefined || row.kind === null) return null
  if (row.kind === 'one') return row.code
  const had = hadCode(db, offerId, deliveryId)
  if (had !== null) return had
  // Whoever left with the code of the rest keeps it, also when the list has codes again.
  if (row.code !== null && hasLeft(db, deliveryId)) return row.code
  const given = db
    .sql<{ code: string }>(
      `update promo_codes set delivery_id = :delivery, taken_at = :at
       where offer_id = :offer and folded = (select folded from promo_codes indexed by promo_codes_free
         where offer_id = :offer and delivery_id is null order by position limit 1)
       returning code`,
    )
    .get({ delivery: deliveryId, at, offer: offerId })
  return given?.code ?? row.code
}

/** The code that somebody's message has, without giving one; null when it has none. */
export function findPromo(db: Pick<Db, 'sql'>, offerId: number, deliveryId: number): string | null {
  const row = rowOf(db, offerId)
  if (row === undefined || row.kind === null) return null
  return row.kind === 'one' ? row.code : (hadCode(db, offerId, deliveryId) ?? row.code)
}

/** The code out of the list that this person has, by whichever message of the offer. */
export function hadCode(db: Pick<Db, 'sql'>, offerId: number, deliveryId: number): string | null {
  return (
    db
      .sql<{ code: string }>(
        `select p.code from deliveries me join broadcasts b on b.offer_id = ?
           join deliveries d on d.broadcast_id = b.id and d.subscriber_id = me.subscriber_id
           join promo_codes p on p.delivery_id = d.id
         where me.id = ? limit 1`,
      )
      .get(offerId, deliveryId)?.code ?? null
  )
}

/** Whether a copy of the message left before the one that leaves now. */
function hasLeft(db: Pick<Db, 'sql'>, deliveryId: number): boolean {
  return db.sql('select 1 from deliveries where id = ? and attempts > 1').get(deliveryId) !== undefined
}

/** Nothing of this message ever left: its code is nobody's again. */
export function releasePromo(db: Pick<Db, 'sql'>, deliveryId: number): void {
  db.sql('update promo_codes set delivery_id = null, taken_at = null where delivery_id = ?').run(deliveryId)
}

/** Gives everybody the same code. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setPromoCode(db: Db, offerId: number, { code, folded }: Code): void {
  getDraft(db, offerId)
  db.sql(`update offers set promo_kind = 'one', promo_code = ?, promo_folded = ?, promo_only = 0 where id = ?`).run(
    code,
    folded,
    offerId,
  )
}

/** Gives everybody a code of their own, out of its list (see code-list.ts). @throws AppError as `setPromoCode` */
export function setPromoList(db: Db, offerId: number): void {
  if (rowOf(db, offerId)?.kind === 'each') return
  getDraft(db, offerId)
  db.sql(`update offers set promo_kind = 'each', promo_code = null, promo_folded = null where id = ?`).run(offerId)
}

/**
 * What those get for whom the list has no code (null: they get no message); also of an offer that is being sent, unless it
 * has one already.
 * @throws AppError `code_no_list` when it gives no codes out of a list, `offer_not_found`, `offer_not_a_draft`
 */
export function setPromoRest(db: Db, offerId: number, code: Code | null): void {
  const row = rowOf(db, offerId)
  if (row?.kind !== 'each') throw new AppError('code_no_list')
  const { state } = getOffer(db, offerId)
  if (state !== 'draft' && (row.code !== null || code === null)) getDraft(db, offerId)
  db.sql('update offers set promo_code = ?, promo_folded = ? where id = ?').run(
    code?.code ?? null,
    code?.folded ?? null,
    offerId,
  )
}

/** Shows the code by a button, or not. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setPromoButton(db: Db, offerId: number, on: boolean): void {
  getDraft(db, offerId)
  db.sql('update offers set promo_button = ? where id = ?').run(on ? 1 : 0, offerId)
}

/** Lets it go to as many people as there are codes, or asks again. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function setPromoOnly(db: Db, offerId: number, on: boolean): void {
  getDraft(db, offerId)
  db.sql('update offers set promo_only = ? where id = ?').run(on ? 1 : 0, offerId)
}

/** Takes the code away; of a list what nobody has goes by `clearList`. @throws AppError `offer_not_found`, `offer_not_a_draft` */
export function dropPromo(db: Db, offerId: number): void {
  getDraft(db, offerId)
  db.sql(
    `update offers set promo_kind = null, promo_code = null, promo_folded = null, promo_button = 0, promo_only = 0
     where id = ?`,
  ).run(offerId)
}

/** Another offer that has this code, by name; null when none has. Drafts count, what was discarded does not. */
export function findSameCode(db: Pick<Db, 'sql'>, offerId: number, code: string): string | null {
  return nameOfSame(db, { offer: offerId, list: listOf(db, offerId) }, foldCode(code))
}

/** The same of a folded code, beside an offer and the one whose list it uses. */
export function nameOfSame(
  db: Pick<Db, 'sql'>,
  { offer, list }: { offer: number; list: number },
  folded: string,
): string | null {
  return (
    db
      .sql<{ name: string }>(
        `select o.name from offers o where o.promo_folded = :folded and o.id not in (:offer, :list) and o.state <> 'discarded'
         union all
         select o.name from promo_codes p join offers o on o.id = p.offer_id
         where p.folded = :folded and p.offer_id not in (:offer, :list)
           and (p.delivery_id is not null or (o.promo_kind = 'each' and o.state <> 'discarded'))
         limit 1`,
      )
      .get({ folded, offer, list })?.name ?? null
  )
}

/** An offer whose list runs out: `left` of `total` codes are nobody's. `broadcastId`: the last that gives them. */
export type RunningOut = {
  offerId: number
  broadcastId: number
  name: string
  createdBy: number
  left: number
  total: number
  button: boolean
  rest: string | null
}

/** Offers being sent, or sent, of whose codes one of ten is left at most, and whose author was not told yet. */
export function listRunningOut(db: Db): RunningOut[] {
  const offers = db
    .sql<Omit<RunningOut, 'left' | 'button'> & { button: number }>(
      `select o.id as offerId, o.name, o.promo_total as total, o.promo_button as button, o.promo_code as rest,
         b.id as broadcastId, b.created_by as createdBy
       from offers o join broadcasts b on b.id = (select max(id) from broadcasts where offer_id = o.id)
       where o.promo_kind = 'each' and o.promo_told_at is null and o.state = 'used' and b.started_at is not null`,
    )
    .all()
  return offers.flatMap(offer => {
    const most = Math.floor(offer.total * LOW)
    const left = db
      .sql<{ n: number }>(
        `select count(*) as n from (select 1 from promo_codes indexed by promo_codes_free
           where offer_id = ? and delivery_id is null limit ?)`,
      )
      .get(offer.offerId, most + 1)?.n
    if (left === undefined || left > most) return []
    return [{ ...offer, button: offer.button === 1, left }]
  })
}

/** Its author knows that the list runs out; null: there are more codes, so that they would hear of it again. */
export function recordRunningOut(db: Db, offerId: number, at: number | null): void {
  db.sql('update offers set promo_told_at = ? where id = ?').run(at, offerId)
}

/** Gives an offer the promo code of another, or none where that has none; a list stays whose it is. */
export function copyPromo(db: Db, fromId: number, toId: number): void {
  db.sql(
    `update offers set (promo_kind, promo_code, promo_folded, promo_button, promo_only) =
       (select promo_kind, promo_code, promo_folded, promo_button, promo_only from offers where id = ?) where id = ?`,
  ).run(fromId, toId)
}

const SAMPLE = 'XXXX-0000'

/**
 * What stands for the code in a test: the code that everybody gets; of a list the shape of its codes, and nobody's code.
 */
export function sampleCode(db: Db, offerId: number): string {
  const promo = promoOf(db, offerId)
  if (promo === null) return SAMPLE
  if (promo.kind === 'one') return promo.code
  const first = db
    .sql<{ code: string }>('select code from promo_codes where offer_id = ? limit 1')
    .get(listOf(db, offerId))
  return first?.code.replace(/\p{N}/gu, '0').replace(/\p{L}/gu, 'X') ?? SAMPLE
}
