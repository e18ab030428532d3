import { randomBytes } from 'node:crypto'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { connections } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'

/** The kinds of shops whose calls are understood. */
export const SHOP_KINDS = connections.kind.enumValues
export type ShopKind = (typeof SHOP_KINDS)[number]

/** What is wrong with a connection: nothing comes though something always does, or what comes is not signed by it. */
export type Trouble = NonNullable<(typeof connections.$inferSelect)['trouble']>

const COLUMNS = columnsOf(
  connections,
  ...(['id', 'kind', 'name', 'address', 'secret', 'createdBy', 'createdAt', 'trouble', 'troubleAt', 'toldAt'] as const),
)

/**
 * A shop whose calls come in. `address` is the secret end of the path that it calls; `secret` what it signs with, null
 * where it does not sign (Tilda), or it is not known yet.
 */
export type Connection = RowOf<typeof COLUMNS>

const ADDRESS_BYTES = 24
const SECRET_BYTES = 24
const LONGEST_NAME = 64
/** As shops make them: letters and digits, some with a prefix (`shpss_…`); an address is what people paste instead. */
const SECRET = /^(?!https?:)[\w+/=.~!@#$%^&*:;,?|-]{16,200}$/
/** The sentence under the list of webhooks ends in it, and so does what people write before it. */
const SECRET_IN_SENTENCE = /(?:^|[\s:=«“"'`])([0-9a-f]{32,128}|shpss_\w{16,190})(?=[\s.»”"'`]*$)/i

/** Names of kinds as they call themselves. */
export const SHOP_NAMES: Readonly<Record<ShopKind, string>> = {
  shopify: 'Shopify',
  woocommerce: 'WooCommerce',
  tilda: 'Tilda',
}

/**
 * Connects a shop: from now on it can call. A second one of a kind is called by a number behind it. WooCommerce signs with
 * what we make up, Shopify with what it says later, Tilda with nothing.
 * @param by Telegram id of the owner
 * @param at ms UTC
 */
export function connectShop(db: Db, kind: ShopKind, by: number, at: number): number {
  const row = db
    .sql<{ id: number }>(
      `insert into connections (kind, name, address, secret, created_by, created_at) values (?, ?, ?, ?, ?, ?)
       returning id`,
    )
    .get(kind, freeName(db, kind), randomText(ADDRESS_BYTES), kind === 'woocommerce' ? newSecret() : null, by, at)
  if (row === undefined) throw new Error('the connection was not stored')
  return row.id
}

/**
 * The connection of this kind that was begun and never came to work, else a new one.
 * @param by Telegram id of the owner
 * @param at ms UTC
 */
export function beginConnection(db: Db, kind: ShopKind, by: number, at: number): number {
  const begun = listConnections(db).find(
    one => one.kind === kind && !hasCalled(db, one.id) && (kind !== 'shopify' || one.secret === null),
  )
  return begun?.id ?? connectShop(db, kind, by, at)
}

/** True once a shop has called with more than the ping of a new webhook. */
export function hasCalled(db: Pick<Db, 'sql'>, id: number): boolean {
  return (
    db.sql(`select 1 from webhook_inbox where connection_id = ? and dedupe <> 'ping' limit 1`).get(id) !== undefined
  )
}

/** Connections that stand, the oldest first. */
export function listConnections(db: Pick<Db, 'sql'>): Connection[] {
  return db.sql<Connection>(`select ${COLUMNS.sql} from connections where removed_at is null order by id`).all()
}

/** The connection with this id; null when there is none, or no more. */
export function findConnection(db: Pick<Db, 'sql'>, id: number): Connection | null {
  return (
    db.sql<Connection>(`select ${COLUMNS.sql} from connections where id = ? and removed_at is null`).get(id) ?? null
  )
}

/** The same. @throws AppError `connection_not_found` */
export function getConnection(db: Pick<Db, 'sql'>, id: number): Connection {
  const row = findConnection(db, id)
  if (row === null) throw new AppError('connection_not_found')
  return row
}

/** A connection, also one that was removed; null when there never was one. */
export function findEver(db: Pick<Db, 'sql'>, id: number): Connection | null {
  return db.sql<Connection>(`select ${COLUMNS.sql} from connections where id = ?`).get(id) ?? null
}

/** The connection that is called at this address; null where there is none, or no more. */
export function findCalled(db: Pick<Db, 'sql'>, kind: string, address: string): Connection | null {
  return (
    db
      .sql<Connection>(`select ${COLUMNS.sql} from connections where address = ? and kind = ? and removed_at is null`)
      .get(address, kind) ?? null
  )
}

/**
 * The secret that was sent: alone, or at the end of the sentence in which the shop shows it; null: none stands there.
 */
export function secretIn(written: string): string | null {
  const text = written.trim()
  if (SECRET.test(text)) return text
  const [, secret] = SECRET_IN_SENTENCE.exec(text.slice(-300)) ?? []
  return secret ?? null
}

/** From now on calls of the shop are signed with this. What was wrong with its signature is over. @throws AppError `connection_not_found` */
export function keepSecret(db: Db, id: number, secret: string): void {
  getConnection(db, id)
  db.sql('update connections set secret = ?, trouble = null, trouble_at = null, told_at = null where id = ?').run(
    secret,
    id,
  )
  db.sql(`delete from webhook_refusals where connection_id = ? and why = 'forged'`).run(id)
}

/** A secret that nobody knows yet, to be pasted into the shop. */
export function newSecret(): string {
  return randomText(SECRET_BYTES)
}

/** The shop is called at another address from now on; the old one leads nowhere. @throws AppError `connection_not_found` */
export function moveConnection(db: Db, id: number): void {
  getConnection(db, id)
  db.sql('update connections set address = ? where id = ?').run(randomText(ADDRESS_BYTES), id)
}

/** No call of it is taken any more; its orders stay. @param at ms UTC @throws AppError `connection_not_found` */
export function removeConnection(db: Db, id: number, at: number): void {
  getConnection(db, id)
  db.sql('update connections set removed_at = ?, secret = null, trouble = null where id = ?').run(at, id)
}

function freeName(db: Db, kind: ShopKind): string {
  const taken = new Set(listConnections(db).map(({ name }) => name))
  const name = SHOP_NAMES[kind]
  let number = 1
  const called = () => (number === 1 ? name : `${name} ${number}`).slice(0, LONGEST_NAME)
  while (taken.has(called())) number += 1
  return called()
}

function randomText(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}
