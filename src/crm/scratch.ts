import type { AtPrecision, OrderStatus } from '../audience/order.js'

/**
 * The tables of a scratch file of one import: what the child makes of the rows, read by `audience/incoming` as its basis.
 * `result` has a row for each person (rowid 1 … n without gaps when the child is done), `result_orders` one for each
 * order, `result_lines` what was in it. They are not called like the tables of the main file, whose owner is another.
 */
export const SCRATCH_TABLES = `
create table result (
  line integer not null,
  telegram_id integer,
  phone text,
  email text,
  external_id text,
  first_name text,
  last_name text,
  username text,
  language text,
  stopped integer not null default 0,
  reachable integer,
  subscribed_at integer,
  fields text not null default '{}'
) strict;
create table result_orders (
  id integer primary key,
  order_id text not null,
  line integer not null,
  person integer,
  at integer not null,
  at_precision text not null,
  status text not null,
  total integer not null,
  refunded integer not null,
  discount integer,
  currency text not null,
  promo_code text,
  renewal integer
) strict;
create table result_lines (
  order_row integer not null,
  line integer not null,
  product text not null,
  sku text,
  category text,
  quantity integer not null,
  price integer,
  primary key (order_row, line)
) strict, without rowid;
create table left_out (line integer not null, "column" text, reason text not null, cells text not null) strict;
create table facts (key text primary key, value text not null) strict, without rowid;
`

/**
 * A person of a file. `line` is the first of theirs (1-based); `phone` E.164, `email` in small letters, `language` as
 * written; `subscribed_at` ms UTC; `stopped` 1: they had stopped there and stay so; `reachable` 0: they had blocked the
 * bot, null: the file does not say. `fields` is JSON: `{"<header or key of a field>": text | texts}`.
 */
export type ResultRow = {
  line: number
  telegram_id: number | null
  phone: string | null
  email: string | null
  external_id: string | null
  first_name: string | null
  last_name: string | null
  username: string | null
  language: string | null
  stopped: 0 | 1
  reachable: 0 | 1 | null
  subscribed_at: number | null
  fields: string
}

/**
 * An order of a file. `person` is a rowid of `result`, null when the row has nobody (it is in `left_out` as well, and
 * only the sum of the file counts it). `at` is ms UTC; a bare day is its last ms in the shop's zone. Money is minor units.
 */
export type ResultOrderRow = {
  id: number
  order_id: string
  line: number
  person: number | null
  at: number
  at_precision: AtPrecision
  status: OrderStatus
  total: number
  refunded: number
  discount: number | null
  currency: string
  promo_code: string | null
  renewal: 0 | 1 | null
}
