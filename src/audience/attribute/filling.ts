import type { Db } from '../../db/open.js'
import { date, type Language, money } from '../../text/format.js'
import { LAST_ORDER } from '../../text/last-order.js'
import type { Attribute } from '../attribute.js'
import { COUNTED } from '../rfm/statement.js'
import { valueWords } from './value-words.js'

/** Values of some fields of some people; takes both as JSON, people first. */
export const VALUES_OF = `select v.subscriber_id as person, v.attribute_id as id, v.shown, a."key", a."type"
  from json_each(?) p cross join json_each(?) f
  cross join attribute_values v indexed by attribute_values_subscriber
    on v.subscriber_id = p.value and v.attribute_id = f.value
  cross join attributes a on a.id = v.attribute_id order by v.subscriber_id, v.attribute_id, v.value`

/**
 * The last orders of some people that count, of those who have proven which customer they are: what nobody has proven to be theirs
 * may be somebody else's. Takes people as JSON.
 */
const LAST_ORDERS_OF = `select p.value as person, o.at, o.total - o.refunded as sum, o.currency,
    (select l.product from order_lines l where l.order_id = o.id order by l.line limit 1) as product
  from json_each(?) p cross join customers c on c.subscriber_id = p.value
    and coalesce(c.linked_by, 'telegram_id') in ('telegram_id', 'phone')
  cross join orders o on o.id = (select id from orders where customer_id = c.id and ${COUNTED} order by at desc, id desc limit 1)`

/** What is known of somebody in some fields, by the fields' ids, in words; several values of one are a list. */
export type Filling = ReadonlyMap<number, string>

/**
 * What messages to these people are filled with, by their ids; of whom nothing is known is not in it. One query for all of
 * them.
 * @param language in which days, numbers, towns, yes and no are said
 * @param zone in which the day of an order is said
 */
export function fillingsFor(
  db: Db,
  people: readonly number[],
  fields: readonly number[],
  language: Language,
  zone = 'UTC',
): ReadonlyMap<number, Filling> {
  const fillings = new Map<number, Map<number, string>>()
  if (people.length === 0 || fields.length === 0) return fillings
  if (fields.some(id => id < 0)) fillLastOrders(db, people, fillings, language, zone)
  const rows = db
    .sql<{ person: number; id: number; shown: string } & Pick<Attribute, 'key' | 'type'>>(VALUES_OF)
    .all(JSON.stringify(people), JSON.stringify(fields))
  for (const { person, id, shown, ...attribute } of rows) {
    const theirs = fillings.get(person) ?? new Map<number, string>()
    const words = valueWords(attribute, shown, language)
    const before = theirs.get(id)
    theirs.set(id, before === undefined ? words : `${before}, ${words}`)
    fillings.set(person, theirs)
  }
  return fillings
}

function fillLastOrders(
  db: Db,
  people: readonly number[],
  fillings: Map<number, Map<number, string>>,
  language: Language,
  zone: string,
): void {
  const rows = db
    .sql<{ person: number; at: number; sum: number; currency: string; product: string | null }>(LAST_ORDERS_OF)
    .all(JSON.stringify(people))
  for (const { person, at, sum, currency, product } of rows) {
    const theirs = fillings.get(person) ?? new Map<number, string>()
    theirs.set(LAST_ORDER.date, date(at, zone, language))
    theirs.set(LAST_ORDER.sum, money(sum, currency, language))
    if (product !== null) theirs.set(LAST_ORDER.product, product)
    fillings.set(person, theirs)
  }
}
