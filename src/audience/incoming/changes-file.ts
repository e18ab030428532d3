/** The tables of a file of changes (see `matchPeople`). Rows of `result` are in the order in which they are taken in. */
export const CHANGES = `
create table result (
  id integer primary key, row integer not null, telegram_id integer, known_id integer, first_name text, last_name text,
  username text, language text, phone text, email text, external_id text, stopped integer, reachable integer,
  subscribed_at integer, lat real, lon real, dice integer
) strict;
create table fact (row integer not null, field integer not null, value any not null, shown text not null, origin text,
  primary key (row, field, value)) strict, without rowid;
create table field (id integer primary key, key text not null, attribute_id integer, label text not null, type text not null,
  options text, "group" text not null) strict;
create table left_out (row integer primary key, line integer not null, reason text not null) strict;
create table outcome (counts text not null) strict;
create table found (id integer primary key, row integer not null, subscriber integer not null, by text not null,
  called text) strict;
create table ordered (
  id integer primary key, row integer not null, person integer, customer integer, known_id integer, was text,
  order_id text not null, at integer not null, at_precision text not null, status text not null, total integer not null,
  refunded integer not null, discount integer, currency text not null, promo_code text, promo_folded text, renewal integer,
  lines integer not null
) strict;
create table ordered_line (
  ordered integer not null, line integer not null, product text not null, product_folded text not null, sku text,
  sku_folded text, category text, category_folded text, quantity integer not null, price integer,
  primary key (ordered, line)
) strict, without rowid;
`
