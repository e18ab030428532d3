import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { MINUTE } from '../clock.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { apiKeys } from '../db/schema/index.js'
import { AppError } from '../errors.js'

/** What a key may do: tell of people (subscribers and customers), tell of orders, send messages about an order, tell of events. */
export const SCOPES = ['people', 'orders', 'messages', 'events'] as const

/** One thing that a key may do. */
export type Scope = (typeof SCOPES)[number]

/** How long a key's name may be, in signs, and how many keys may be in use. */
const KEY_LIMITS = { name: 40, keys: 50 } as const

const COLUMNS = columnsOf(apiKeys, 'id', 'name', 'hint', 'scopes', 'createdBy', 'createdAt', 'lastUsedAt', 'revokedAt')
type Row = RowOf<typeof COLUMNS>

/**
 * A key of the API; the key itself is kept nowhere. `hint` is the part of it that may be seen. `createdBy` is an owner's
 * Telegram id; times are ms UTC, `lastUsedAt` null while it was never used, `revokedAt` null while it works.
 */
export type ApiKey = Omit<Row, 'scopes'> & { scopes: readonly Scope[] }

const PREFIX = 'segcast_'
// Thirty-two letters that nobody takes for one another: five bits of each random byte.
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'
const HINT = 8
const SECRET = 52
const FORM = new RegExp(`^${PREFIX}([${LETTERS}]{${HINT}})_[${LETTERS}]{${SECRET}}$`)
const scopesSchema = z.array(z.enum(SCOPES))

/**
 * Makes a key: `segcast_`, eight letters by which it is found, and a secret of 260 bits.
 * @param key.by the owner's Telegram id
 * @param at ms UTC
 * @returns it, and its text, which nobody can ask for again
 * @throws AppError `api_key_name` (1 to 40 signs, one line), `api_key_scopes` (none), `api_key_many` (50 are in use)
 */
export function createApiKey(
  db: Db,
  key: { name: string; scopes: readonly Scope[]; by: number },
  at: number,
): ApiKey & { text: string } {
  const name = key.name.replace(/\s+/gu, ' ').trim()
  if ([...name].length > KEY_LIMITS.name || !/[^\p{C}\p{Z}]/u.test(name) || /\p{Cc}/u.test(name))
    throw new AppError('api_key_name', { limit: KEY_LIMITS.name })
  const scopes = SCOPES.filter(scope => key.scopes.includes(scope))
  if (scopes.length === 0) throw new AppError('api_key_scopes')
  if (countApiKeys(db) >= KEY_LIMITS.keys) throw new AppError('api_key_many', { limit: KEY_LIMITS.keys })
  const hint = letters(HINT)
  const text = `${PREFIX}${hint}_${letters(SECRET)}`
  const row = db
    .sql<Row>(
      `insert into api_keys (name, hint, hash, scopes, created_by, created_at) values (?, ?, unhex(?), ?, ?, ?)
       returning ${COLUMNS.sql}`,
    )
    .get(name, hint, hashOf(text).toString('hex'), JSON.stringify(scopes), key.by, at)
  if (row === undefined) throw new Error('the key was not stored')
  return { ...fromRow(row), text }
}

/** Keys that work, the newest first, and how many there are. */
export function listApiKeys(db: Db, page: { offset: number; limit: number }): { keys: ApiKey[]; total: number } {
  const rows = db.sql<Row>(
    `select ${COLUMNS.sql} from api_keys where revoked_at is null order by id desc limit ? offset ?`,
  )
  return { keys: rows.all(page.limit, page.offset).map(fromRow), total: countApiKeys(db) }
}

/** The id of the newest key; 0 before the first. */
export function newestApiKey(db: Db): number {
  return db.sql<{ id: number }>('select coalesce(max(id), 0) as id from api_keys').get()?.id ?? 0
}

/** The key with this id, revoked or not; null when there is none. */
export function findApiKey(db: Db, id: number): ApiKey | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from api_keys where id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** It opens nothing any more, from the next request on. @param at ms UTC @returns false when it was revoked before */
export function revokeApiKey(db: Db, id: number, at: number): boolean {
  return db.sql('update api_keys set revoked_at = ? where id = ? and revoked_at is null').run(at, id).changes > 0
}

/** The part of a key by which it is found; null for what has not the form of one. */
export function hintOf(shown: string): string | null {
  return shown.length > PREFIX.length + HINT + 1 + SECRET ? null : (FORM.exec(shown)?.[1] ?? null)
}

/** A key that was found by its hint, and the test of what was shown for it, which takes as long whatever is wrong with it. */
export type Lock = ApiKey & { opens(shown: string): boolean }

/** The key with this hint, revoked or not; null when there is none. */
export function findLock(db: Pick<Db, 'sql'>, hint: string): Lock | null {
  const row = db.sql<Row & { hash: Buffer }>(`select hash, ${COLUMNS.sql} from api_keys where hint = ?`).get(hint)
  if (row === undefined) return null
  const { hash: kept, ...rest } = row
  return { ...fromRow(rest), opens: shown => timingSafeEqual(hashOf(shown), kept) }
}

/** Notes that it was used, at most once a minute. @param at ms UTC */
export function noteApiKeyUse(db: Db, id: number, at: number): void {
  db.sql('update api_keys set last_used_at = :at where id = :id and coalesce(last_used_at, 0) <= :at - :minute').run({
    at,
    id,
    minute: MINUTE,
  })
}

/** Whether a use at `at` (ms UTC) is to be noted. */
export function isUseNews({ lastUsedAt }: ApiKey, at: number): boolean {
  return (lastUsedAt ?? 0) <= at - MINUTE
}

function countApiKeys(db: Db): number {
  return db.sql<{ n: number }>('select count(*) as n from api_keys where revoked_at is null').get()?.n ?? 0
}

/** Each request asks for them anew, and there are few of them. */
const scopesRead = new Map<string, readonly Scope[]>()

function fromRow({ scopes, ...row }: Row): ApiKey {
  const read = scopesRead.get(scopes) ?? scopesSchema.parse(JSON.parse(scopes))
  scopesRead.set(scopes, read)
  return { ...row, scopes: read }
}

function hashOf(text: string): Buffer {
  return hash('sha256', text, 'buffer')
}

function letters(n: number): string {
  return Array.from(randomBytes(n), byte => LETTERS[byte % LETTERS.length]).join('')
}
