import { z } from 'zod'
import { HOUR } from '../clock.js'
import type { Db } from '../db/open.js'
import type { conversions } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { countedSql } from '../segments/compile/order.js'
import { fold } from '../text/fold.js'

/** By what an order counts for a message: the code given to them, the click that the shop named, the last click, the last time it was surely seen. */
export type Evidence = Exclude<(typeof conversions.$inferSelect)['by'], 'shared'>

/** From the strongest to the weakest. */
export const EVIDENCE: readonly Evidence[] = ['code', 'click_id', 'click', 'seen']

/**
 * Orders in one currency, and what was paid for them less what was given back, minor units. `discount`: what the shop took off,
 * as far as it says so, which it does of `discountKnown` of them.
 */
export type Amount = { currency: string; orders: number; sum: number; discount: number; discountKnown: number }

/** So many orders, by currency, the one with the most orders first. */
export type Orders = { orders: number; amounts: Amount[] }

/**
 * The orders that came after a broadcast, of those who got it; `people` of them ordered, and to `sent` it was sent. Beside
 * these, and in none of the sums: `shared`, where somebody else used a code that was given to one of them; `withoutIt`, where
 * the code for all was used by whoever did not get it or is known to nobody (null: it has no such code).
 */
export type CameAfter = Orders & {
  people: number
  sent: number
  /** The strongest first; those without orders are not there. */
  by: ({ by: Evidence } & Orders)[]
  shared: Orders
  withoutIt: Orders | null
  /** By message, as it was approved: what it became by later edits is counted with it. */
  perMessage: ({ variantId: number | null; people: number } & Orders)[]
  /** By the link that was clicked last; orders that came by a code, or after it was seen, are in none. */
  perLink: ({ variantId: number | null; number: number } & Orders)[]
  /** By whole hours since it was sent to them, the first first; null, the last: of these the day only is known. */
  perHour: ({ hour: number | null } & Orders)[]
}

/** What an order came to on average, minor units rounded to the nearest; null of none. */
export function averageCheck({ orders, sum }: Pick<Amount, 'orders' | 'sum'>): number | null {
  return orders === 0 ? null : Math.round(sum / orders)
}

/** What a message that was sent brought, minor units rounded to the nearest; null where none was. */
export function broughtByMessage({ sum }: Pick<Amount, 'sum'>, sent: number): number | null {
  return sent === 0 ? null : Math.round(sum / sent)
}

/** Orders whose day only is known stand at its last ms, where no other stands. */
const HOURS = `iif((v.at + 1) % 60000 = 0, null, max(v.at - coalesce(d.sent_at, d.claimed_at), 0) / ${HOUR})`

const CAME = `from conversions v indexed by conversions_broadcast cross join deliveries d on d.id = v.delivery_id
  where v.broadcast_id = :broadcast`

/** Every order once, by all that is asked of it. Bound to `broadcast`. */
export const CELLS = `select v."by", d.variant_id as variant, v.link, ${HOURS} as hour, v.currency, count(*) as orders,
    sum(v.amount) as sum, sum(coalesce(v.discount, 0)) as discount, count(v.discount) as discountKnown
  ${CAME} group by 1, 2, 3, 4, 5`

/** Who ordered, by message; each person has one message only. */
export const BUYERS = `select d.variant_id as variant, count(distinct d.subscriber_id) as people ${CAME} and v."by" <> 'shared'
  group by 1`

/** Orders that carried a code, since a moment, and count for no message by it. */
export const WITHOUT_IT = `select o.currency, count(*) as orders, sum(o.total - o.refunded) as sum,
    sum(coalesce(o.discount, 0)) as discount, count(o.discount) as discountKnown
  from orders o indexed by orders_promo where o.promo_folded = :code and o.at >= :since and ${countedSql.text}
    and o.renewal is not 1 and not exists (select 1 from conversions v where v.order_id = o.id and v."by" = 'code')
  group by o.currency`

const BROADCAST = `select f.promo_code as code, coalesce(b.started_at, b.starts_at) as since,
    (select json_group_array(json(versions)) from (
      select versions from repairs where broadcast_id = b.id and kind = 'edit' order by id)) as edits
  from broadcasts b join offers f on f.id = b.offer_id where b.id = ?`

const editsSchema = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.array(z.tuple([z.int(), z.int()]))))

type Cell = Amount & { by: Evidence | 'shared'; variant: number | null; link: number | null; hour: number | null }

/**
 * Which orders came after a broadcast, until now, as `refreshConversions` worked it out; counted in the people's reader.
 * @throws AppError `broadcast_not_found`, `query_timeout`
 */
export async function cameAfter(db: Db, broadcastId: number): Promise<CameAfter> {
  const head = db.sql<{ code: string | null; since: number; edits: string }>(BROADCAST).get(broadcastId)
  if (head === undefined) throw new AppError('broadcast_not_found')
  const of = { broadcast: broadcastId }
  const [cells, buyers, [sent], without] = await Promise.all([
    db.people.rows<Cell>(CELLS, of),
    db.people.rows<{ variant: number | null; people: number }>(BUYERS, of),
    db.people.rows<{ n: number }>(
      "select count(*) as n from deliveries where broadcast_id = :broadcast and state = 'sent'",
      of,
    ),
    head.code === null ? null : db.people.rows<Amount>(WITHOUT_IT, { code: fold(head.code), since: head.since }),
  ])
  const approved = approvedOf(head.edits)
  const variantOf = ({ variant }: { variant: number | null }) =>
    variant === null ? null : (approved.get(variant) ?? variant)
  const own = cells.filter(({ by }) => by !== 'shared')
  const peopleOf = (variantId: number | null) =>
    buyers.filter(row => variantOf(row) === variantId).reduce((n, { people }) => n + people, 0)
  return {
    ...together(own),
    people: buyers.reduce((n, { people }) => n + people, 0),
    sent: sent?.n ?? 0,
    by: EVIDENCE.flatMap(by => {
      const those = own.filter(cell => cell.by === by)
      return those.length === 0 ? [] : [{ by, ...together(those) }]
    }),
    shared: together(cells.filter(({ by }) => by === 'shared')),
    withoutIt: without === null ? null : together(without),
    perMessage: grouped(own, cell => `${variantOf(cell)}`)
      .map(those => ({ those, variantId: variantOf(those[0]) }))
      .map(({ those, variantId }) => ({ variantId, people: peopleOf(variantId), ...together(those) })),
    perLink: grouped(own, cell => `${variantOf(cell)}:${cell.link}`).flatMap(those => {
      const { link } = those[0]
      return link === null ? [] : [{ variantId: variantOf(those[0]), number: link, ...together(those) }]
    }),
    perHour: grouped(own, cell => `${cell.hour}`)
      .map(those => ({ hour: those[0].hour, ...together(those) }))
      .sort((a, b) => (a.hour ?? Number.POSITIVE_INFINITY) - (b.hour ?? Number.POSITIVE_INFINITY)),
  }
}

/** The message that was approved, for each that it became by an edit. */
function approvedOf(edits: string): Map<number, number> {
  const first = new Map<number, number>()
  for (const [from, to] of editsSchema.parse(edits).flat()) first.set(to, first.get(from) ?? from)
  return first
}

function grouped(cells: readonly Cell[], of: (cell: Cell) => string): [Cell, ...Cell[]][] {
  const groups = new Map<string, [Cell, ...Cell[]]>()
  for (const cell of cells) {
    const group = groups.get(of(cell))
    if (group === undefined) groups.set(of(cell), [cell])
    else group.push(cell)
  }
  return [...groups.values()]
}

/** Sums by currency. */
function together(rows: readonly Amount[]): Orders {
  const amounts = new Map<string, Amount>()
  for (const { currency, orders, sum, discount, discountKnown } of rows) {
    const known = amounts.get(currency) ?? { currency, orders: 0, sum: 0, discount: 0, discountKnown: 0 }
    amounts.set(currency, {
      currency,
      orders: known.orders + orders,
      sum: known.sum + sum,
      discount: known.discount + discount,
      discountKnown: known.discountKnown + discountKnown,
    })
  }
  const list = [...amounts.values()].sort((a, b) => b.orders - a.orders || (a.currency < b.currency ? -1 : 1))
  return { orders: list.reduce((n, { orders }) => n + orders, 0), amounts: list }
}
