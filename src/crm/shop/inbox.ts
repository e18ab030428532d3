import { createHash } from 'node:crypto'
import { type Clock, DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { describeError, type Log } from '../../log.js'
import { type Connection, findCalled } from './connection.js'
import { isSigned } from './signature.js'
import { isPing } from './woocommerce.js'

const LONGEST_TOPIC = 64
const LONGEST_ID = 128
const MOST_DELETED = 500
/** How long what came of a call stands in the figures, and a call sent again does nothing, ms. */
export const KEPT_MS = 30 * DAY

/** What a shop said beside the body, by its headers; null for what it did not. */
export type CallHeaders = { signature: string | null; id: string | null; topic: string | null }

/** What became of a call: it is on disk, or it is not signed by the shop. */
export type Taken = 'taken' | 'forged'

/** The inbox of shops' calls while it lives. */
export type ShopInbox = {
  /** The connection that is called by this; null: there is none, or no more. */
  find(kind: string, address: string): Connection | null
  /**
   * Takes a call: once it resolves with `taken` it is on disk, and a call that was there already changes nothing. One that
   * is not signed by the shop is counted and nothing else. Rejects when the disk takes no writes.
   */
  take(connection: Connection, headers: CallHeaders, body: Buffer): Promise<Taken>
  /** Resolves when every refusal so far is counted on disk. */
  idle(): Promise<void>
}

type Refusals = Map<
  string,
  { connectionId: number; day: number; why: string; n: number; firstAt: number; lastAt: number }
>

/** Creates it. `arrived`: told when a new call is on disk. */
export function createShopInbox(deps: {
  db: Pick<Db, 'sql' | 'group'>
  clock: Pick<Clock, 'now'>
  log: Log
  arrived: () => void
}): ShopInbox {
  const { db, clock, log, arrived } = deps
  let refusals: Refusals = new Map()
  let counting: Promise<void> | null = null

  function count(connection: Connection, why: string): void {
    const at = clock.now()
    const day = Math.floor(at / DAY)
    const key = `${connection.id} ${day} ${why}`
    const known = refusals.get(key)
    if (known === undefined) refusals.set(key, { connectionId: connection.id, day, why, n: 1, firstAt: at, lastAt: at })
    else refusals.set(key, { ...known, n: known.n + 1, lastAt: at })
    counting ??= writeRefusals().finally(() => {
      counting = null
    })
  }

  /** However many come, one write at a time counts all that came before it. */
  async function writeRefusals(): Promise<void> {
    while (refusals.size > 0) {
      const due = refusals
      refusals = new Map()
      try {
        await db.group(() => keepRefusals(db, due))
      } catch (error) {
        log.warn({ error: describeError(error) }, 'refused calls of a shop were not counted')
      }
    }
  }

  return {
    find: (kind, address) => findCalled(db, kind, address),
    async take(connection, headers, body) {
      if (!isFrom(connection, headers, body)) {
        count(connection, connection.secret === null ? 'no_secret' : 'forged')
        return 'forged'
      }
      const at = clock.now()
      const isNew = await db.group(
        () =>
          db
            .sql(
              `insert into webhook_inbox (connection_id, dedupe, topic, body, at) values (?, ?, ?, ?, ?)
               on conflict do nothing`,
            )
            .run(connection.id, keyOf(connection, headers, body), topicOf(connection, headers, body), body, at)
            .changes > 0,
      )
      if (isNew) arrived()
      return 'taken'
    },
    async idle() {
      await counting
    },
  }
}

/** Drops what was worked off long ago, some at a time. @param at ms UTC */
export function dropOldCalls(db: Db, at: number): void {
  db.sql(
    `delete from webhook_inbox where (connection_id, dedupe) in (
       select connection_id, dedupe from connections c cross join webhook_inbox i on i.connection_id = c.id
       where i.at < ? and i.body is null limit ?)`,
  ).run(at - KEPT_MS, MOST_DELETED)
  db.sql('delete from webhook_refusals where last_at < ?').run(at - KEPT_MS)
}

/** Who knows the path alone is Tilda; the others sign, but for the first word of a webhook of WooCommerce. */
function isFrom({ kind, secret }: Connection, { signature }: CallHeaders, body: Buffer): boolean {
  if (kind === 'tilda') return true
  if (kind === 'woocommerce' && isPing(body)) return true
  return secret !== null && isSigned(body, secret, signature)
}

/**
 * By what the same call is known again: the shop's number of it where it has one, else all that it says; for WooCommerce
 * both, since it makes its number of the second (WC_Webhook::get_new_delivery_id), and two orders of one second share it.
 */
function keyOf({ kind }: Connection, { id }: CallHeaders, body: Buffer): string {
  if (kind === 'woocommerce' && isPing(body)) return 'ping'
  const number = kind !== 'tilda' && id !== null && id.length <= LONGEST_ID && /^[\w.:-]+$/.test(id) ? id : null
  if (number !== null && kind === 'shopify') return number
  const said = createHash('sha256').update(body).digest('hex')
  return number === null ? said : `${number} ${said}`
}

function topicOf({ kind }: Connection, { topic }: CallHeaders, body: Buffer): string {
  if (kind === 'woocommerce' && isPing(body)) return 'ping'
  return topic === null || !/^[\w./-]+$/.test(topic) ? '' : topic.slice(0, LONGEST_TOPIC)
}

function keepRefusals(db: Pick<Db, 'sql'>, refusals: Refusals): void {
  const keep = db.sql(
    `insert into webhook_refusals (connection_id, day, why, n, first_at, last_at)
     values (:connectionId, :day, :why, :n, :firstAt, :lastAt)
     on conflict do update set n = n + excluded.n, last_at = excluded.last_at`,
  )
  for (const refusal of refusals.values()) keep.run(refusal)
}
