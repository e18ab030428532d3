import { randomBytes } from 'node:crypto'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { secrets } from '../db/schema/index.js'

const COLUMNS = columnsOf(secrets, 'keyId', 'secret')

const SECRET_BYTES = 32

/** The largest key id that fits a token. */
const MAX_KEY_ID = 127

/** A key that signs link tokens. `id` (1 to 127) travels in the token. */
export type Key = { id: number; secret: Buffer }

/** All keys: tokens are signed with `current`, the newest, and opened with the one they name. */
export type Keys = { current: Key; byId: ReadonlyMap<number, Key> }

/**
 * Reads the signing keys, making the first one when there is none.
 * They live in the database, so that links already sent outlive the bot's token.
 * @param at when, ms UTC; kept with a key that is made
 */
export function loadKeys(db: Pick<Db, 'sql'>, at: number): Keys {
  db.sql(
    `insert into secrets (key_id, secret, created_at) select 1, ?, ?
     where not exists (select 1 from secrets where purpose = 'links')`,
  ).run(randomBytes(SECRET_BYTES).toString('base64url'), at)
  const keys = findKeys(db)
  if (keys === null) throw new Error('no signing key could be made')
  return keys
}

/** The signing keys; null while there is none, and so no link was ever sent. */
export function findKeys(db: Pick<Db, 'sql'>): Keys | null {
  const rows = db
    .sql<RowOf<typeof COLUMNS>>(`select ${COLUMNS.sql} from secrets where purpose = 'links' order by key_id`)
    .all()
  const keys = rows.map(row => parseKey(row.keyId, row.secret))
  const current = keys.at(-1)
  return current === undefined ? null : { current, byId: new Map(keys.map(key => [key.id, key])) }
}

function parseKey(id: number, text: string): Key {
  const secret = Buffer.from(text, 'base64url')
  if (id < 1 || id > MAX_KEY_ID || secret.length < SECRET_BYTES) throw new Error(`signing key ${id} is damaged`)
  return { id, secret }
}

/** Takes over from another file the keys by which those are known there who asked to be forgotten; one that is here already stays. */
export function takeErasureKeys(db: Pick<Db, 'sql'>, from: Pick<Db, 'sql'>): void {
  if (from.sql("select 1 from pragma_table_info('secrets') where name = 'purpose'").get() === undefined) return
  const keys = from
    .sql<{ secret: string; at: number }>(
      "select secret, created_at as at from secrets where purpose = 'erasures' order by key_id desc",
    )
    .all()
  const add = db.sql(
    `insert into secrets (key_id, secret, created_at, purpose)
     select (select min(key_id) from secrets) - 1, :secret, :at, 'erasures'
     where not exists (select 1 from secrets where secret = :secret)`,
  )
  for (const { secret, at } of keys) add.run({ secret, at })
}
