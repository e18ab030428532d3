import type { SqliteFile } from '../../db/binding.js'
import { unreachable } from '../../errors.js'
import { fold } from '../../text/fold.js'
import { otherNumber } from '../phone/phone-form.js'
import { CHANGES } from './changes-file.js'
import { compareCustomers, type Found, findInBot, tellDoubles } from './customers.js'
import type { MatchContext } from './people.js'

/** Money of one currency, minor units: of all orders of a file, what comes in of it, and what of that counts as bought. */
export type FileTotal = {
  currency: string
  orders: number
  total: number
  refunded: number
  comes: number
  counted: number
}

/** Orders of one state, and their money by currency, in the file's order of size. */
export type FileState = { status: string; currency: string; orders: number; total: number }

/**
 * What a file of orders would change. `all` orders stand in it, from the first to the last (`from`, `to`, ms UTC); of those
 * that have somebody `new` come in, `changed` are known otherwise, `same` are as they are. `moved`: changed ones that go to another
 * customer; `forgotten`: of people who asked
 * for that. `buyers` are told apart, `found` of them are in the bot, by what.
 */
export type OrderCounts = {
  all: number
  new: number
  changed: number
  same: number
  forgotten: number
  moved: number
  from: number | null
  to: number | null
  totals: FileTotal[]
  states: FileState[]
  buyers: number
  newBuyers: number
  changedBuyers: number
  found: Found
}

/**
 * What a file can say of its orders; of what it does not say, what is known stays. `status`: of every order how it stands;
 * only whether it is `over` (called off, or taken back) or not; or nothing, but for the rows by which money was given back.
 */
export type Said = { status: 'every' | 'over' | 'none'; refunded: boolean }

/** An order has no more lines: a million of one order would stand still whoever opens it. */
const MOST_LINES = 1_000
/** Of so many orders next to one another in a file those of the same things come in together. */
const NEIGHBOURS = 8_000

/**
 * How an order stands that is known, as one text: taken in, it is compared again, so that what a shop said meanwhile is not
 * undone by an older file. @param of the name of the table in the statement
 */
export function standing(of: string): string {
  const columns = [
    'customer_id',
    'at',
    'at_precision',
    'status',
    'total',
    'refunded',
    'discount',
    'currency',
    'promo_code',
  ]
  return `json_array(${[...columns, 'renewal'].map(column => `${of}.${column}`).join(', ')})`
}

/**
 * Works out what a file of orders would change: as `matchCustomers` for whoever bought, then in `main.ordered` the orders
 * that are new, as they stand next to one another in the file and then by what was in them (so that the indexes of lines
 * take a slice in few places), and those that change. Each has the number of its last line, counted with those
 * of all before it and behind the customers: so slices of equal length are work of equal length.
 * @param said what the file can say
 */
export function matchOrders(
  file: SqliteFile,
  { forgotten }: Pick<MatchContext, 'forgotten'>,
  said: Said,
  progress: (rows: number) => void,
): OrderCounts {
  file.exec(CHANGES)
  tellDoubles(file)
  const people = compareCustomers(file, { forgotten })
  const found = findInBot(file)
  markUnconfirmed(file)
  const { n: buyers } = one<{ n: number }>(file, 'select coalesce(max(id), 0) as n from main.result')
  progress(buyers)
  file.function('folded', { deterministic: true }, text => (typeof text === 'string' ? folded(text) : null))
  tellOwners(file)
  compareOrders(file, said)
  writeOrders(file, buyers)
  return {
    ...countOrders(file),
    ...{ buyers: people.people, newBuyers: people.new, changedBuyers: people.changed, found },
  }
}

/** Customers who are known and would be found only by a phone that nobody confirmed: they wait for the admin's word. */
function markUnconfirmed(file: SqliteFile): void {
  file.exec(`
    insert into main.result (row, external_id, telegram_id, phone, email, first_name, last_name, known_id)
    select r.rowid, r.external_id, r.telegram_id, r.phone, r.email, substr(r.first_name, 1, 128),
      substr(r.last_name, 1, 128), k.customer
    from main.found f join temp.known k on k.row = f.row join basis.result r on r.rowid = f.row
      join source.customers c on c.id = k.customer
    where f.by = 'file_phone' and c.by_file_phone = 0 and c.erased_at is null
      and f.row not in (select row from main.result) order by f.row;
    create index main.result_row on result (row)`)
}

const kept = new Map<string, string>()

/** Files name the same things over and over. */
function folded(text: string): string {
  let plain = kept.get(text)
  if (plain === undefined) {
    plain = fold(text)
    if (kept.size >= 20_000) kept.clear()
    kept.set(text, plain)
  }
  return plain
}

/** For each person of the file whose orders come in: the customer they are, and the row that says what is new of them. */
function tellOwners(file: SqliteFile): void {
  file.exec(`
    create temp table owner (row integer primary key, person integer, customer integer);
    insert into owner select row, id, known_id from main.result;
    insert or ignore into owner select row, null, customer from temp.known;
    delete from owner where customer in (select id from source.customers where erased_at is not null);
    insert or ignore into owner select d.row, o.person, o.customer from temp.double d join temp.owner o on o.row = d.first;
    delete from owner where row in (select row from main.left_out where reason = 'forgotten');`)
}

/**
 * Known orders with what they would be: `temp.told`. A day does not take the time of that day away, a file without lines
 * not the lines, a person named by a phone or an e-mail that whoever has the order has as well (once the file is in) not
 * the order from them.
 */
function compareOrders(file: SqliteFile, said: Said): void {
  const key = (name: string) => `coalesce(b.${name}, k.${name}) = r.${name}`
  const phone = `coalesce(b.phone, k.phone) in (r.phone, ${otherNumber('r.phone')})`
  const owner = `case when r.external_id is null and (o.customer_id = w.customer or ${phone} or ${key('email')}
    or ${key('telegram_id')}) then o.customer_id else w.customer end`
  const sameDay = `t.at_precision = 'day' and o.at_precision = 'time' and o.at > t.at - ${25 * 3_600_000} and o.at <= t.at`
  const total = `t.total`
  const status = statusBy(said)
  const refunded = `case when ${status} = 'refunded' then ${total} ${said.refunded ? 'else t.refunded' : `else min(o.refunded, ${total})`} end`
  file.exec(`
    create temp table becoming (customer integer primary key, phone text, email text, telegram_id integer);
    insert into becoming select known_id, phone, email, telegram_id from main.result where known_id is not null order by id
      on conflict (customer) do update set phone = coalesce(excluded.phone, phone), email = coalesce(excluded.email, email),
        telegram_id = coalesce(excluded.telegram_id, telegram_id);
    create temp table told (row integer primary key, known_id integer not null, was text not null, person integer,
      customer integer, at integer not null, at_precision text not null, status text not null, refunded integer not null,
      discount integer, promo_code text, renewal integer, lines integer not null, touched integer not null, moves integer not null);
    insert into told select t.id, o.id, ${standing('o')}, w.person, ${owner}, iif(${sameDay}, o.at, t.at),
      iif(${sameDay}, 'time', t.at_precision), ${status}, ${refunded}, coalesce(t.discount, o.discount),
      coalesce(t.promo_code, o.promo_code), coalesce(t.renewal, o.renewal), 0, 0, (${owner}) is not o.customer_id
    from basis.result_orders t cross join source.orders o on o.external_id = t.order_id
      join temp.owner w on w.row = t.person join basis.result r on r.rowid = t.person
      join source.customers k on k.id = o.customer_id left join temp.becoming b on b.customer = k.id;
    update told set lines = 1 where exists (select 1 from basis.result_lines l where l.order_row = told.row) and (
      exists (select 1 from basis.result_lines l left join source.order_lines s
        on s.order_id = told.known_id and s.line = l.line - 1
        where l.order_row = told.row and l.line <= ${MOST_LINES} and (s.product is not l.product or s.sku is not l.sku
          or s.category is not l.category or s.quantity is not l.quantity or s.price is not l.price))
      or (select count(*) from source.order_lines s where s.order_id = told.known_id)
        > (select count(*) from basis.result_lines l where l.order_row = told.row));
    update told set touched = 1 from basis.result_orders t where t.id = told.row and (told.lines or told.was <> json_array(
      told.customer, told.at, told.at_precision, told.status, t.total, told.refunded, told.discount, t.currency,
      told.promo_code, told.renewal));`)
}

/** How an order stands by a file that says so much: an expression of SQL. */
function statusBy({ status }: Said): string {
  const isOver = (of: string) => `${of}.status in ('cancelled', 'refunded')`
  switch (status) {
    case 'every':
      return 't.status'
    case 'over':
      return `iif(${isOver('t')} or ${isOver('o')}, t.status, o.status)`
    case 'none':
      return `iif(${isOver('t')}, t.status, o.status)`
    default:
      return unreachable(status)
  }
}

function writeOrders(file: SqliteFile, buyers: number): void {
  const columns = `id, row, person, customer, known_id, was, order_id, at, at_precision, status, total, refunded, discount,
    currency, promo_code, promo_folded, renewal, lines`
  const order = `w.row / ${NEIGHBOURS}, w.first, w.row`
  const place = (from: string) => `${from} + sum(1 + w.lines) over (order by ${order} rows unbounded preceding)`
  // A call out of SQL costs more than to look whether there is anything to fold.
  const plain = (text: string) => `iif(${text} is null, null, folded(${text}))`
  // How many lines each has, and the first of them: once, in the order in which they lie.
  file.exec(`
    create temp table held (row integer primary key, lines integer not null, first text);
    insert into held select order_row, lines, product from (
      select order_row, min(${MOST_LINES}, count(*)) as lines, product, min(line) from basis.result_lines group by order_row);
    insert into main.ordered (${columns})
    select ${place(String(buyers))}, w.row, w.person, w.customer, null, null, t.order_id, t.at, t.at_precision, t.status,
      t.total, iif(t.status = 'refunded', t.total, t.refunded), t.discount, t.currency, t.promo_code, ${plain('t.promo_code')},
      t.renewal, w.lines
    from (select t.id as row, o.person, o.customer, coalesce(h.lines, 0) as lines, h.first from basis.result_orders t
        join temp.owner o on o.row = t.person left join temp.held h on h.row = t.id
        where t.id not in (select row from temp.told)) w
      join basis.result_orders t on t.id = w.row order by ${order}`)
  const { n: after } = one<{ n: number }>(file, `select coalesce(max(id), ${buyers}) as n from main.ordered`)
  file.exec(`
    insert into main.ordered (${columns})
    select ${place(String(after))}, w.row, w.person, w.customer, w.known_id, w.was, t.order_id, w.at, w.at_precision, w.status,
      t.total, w.refunded, w.discount, t.currency, w.promo_code, ${plain('w.promo_code')}, w.renewal, w.lines
    from (select k.row, k.person, k.customer, k.known_id, k.was, k.at, k.at_precision, k.status, k.refunded, k.discount,
        k.promo_code, k.renewal, iif(k.lines, coalesce(h.lines, 0), 0) as lines, null as first
      from temp.told k left join temp.held h on h.row = k.row where k.touched) w
      join basis.result_orders t on t.id = w.row order by ${order};
    insert into main.ordered_line (ordered, line, product, product_folded, sku, sku_folded, category, category_folded,
      quantity, price)
    select o.id, l.line - 1, l.product, folded(l.product), l.sku, ${plain('l.sku')}, l.category, ${plain('l.category')},
      l.quantity, l.price
    from main.ordered o cross join basis.result_lines l on l.order_row = o.row and l.line <= ${MOST_LINES}
    where o.lines > 0 order by o.id, l.line`)
}

function countOrders(file: SqliteFile): Omit<OrderCounts, 'buyers' | 'newBuyers' | 'changedBuyers' | 'found'> {
  // Whoever has an owner is among the new ones or among those that are known.
  const fresh = 't.person in (select row from temp.owner)'
  const totals = file
    .prepare<[], FileTotal>(
      `select t.currency, count(*) as orders, sum(t.total) as total, sum(t.refunded) as refunded,
         coalesce(sum(t.total) filter (where ${fresh}), 0) as comes,
         coalesce(sum(t.total - t.refunded) filter (where t.status = 'paid' and (${fresh})), 0) as counted
       from basis.result_orders t group by t.currency order by count(*) desc, t.currency`,
    )
    .all()
  const states = file
    .prepare<[], FileState>(
      `select status, currency, count(*) as orders, sum(total) as total from basis.result_orders
       where status <> 'paid' group by status, currency order by count(*) desc, status, currency`,
    )
    .all()
  const span = one<{ all: number; from: number | null; to: number | null; forgotten: number }>(
    file,
    `select count(*) as "all", min(at) as "from", max(at) as "to",
       count(*) filter (where person in (select row from main.left_out where reason = 'forgotten')) as forgotten
     from basis.result_orders`,
  )
  const changes = one<{ new: number; changed: number; same: number; moved: number }>(
    file,
    `select count(*) filter (where known_id is null) as new, count(known_id) as changed,
       (select count(*) from temp.told where not touched) as same, (select count(*) from temp.told where moves) as moved
     from main.ordered`,
  )
  return { ...span, ...changes, totals, states }
}

function one<Row>(file: SqliteFile, sql: string): Row {
  const row = file.prepare<[], Row>(sql).get()
  if (row === undefined) throw new Error('a count has a row')
  return row
}
