import { hash } from 'node:crypto'
import type { Db } from '../db/open.js'
import { fold, withoutUnseen } from '../text/fold.js'
import { foldName, guessEventName, nameIsRecent, noteEventName } from './event-name.js'

/** How long an event's name may be, in UTF-16 units, what its properties may take as JSON, in bytes, and the name of one. */
export const EVENT_LIMITS = { name: 64, properties: 1_024, property: 64 } as const

/** The most values of a list, and the most letters of a text, that are compared. */
const MOST_VALUES = 50
const LONGEST_VALUE = 256
/** Controls, and halves of letters, such as a cut leaves: no app shows a text with one. */
const UNFIT = /[\p{Cc}\p{Surrogate}]/u
/** Tells two sayings apart, and costs a row little. */
const HASH_BYTES = 12

/**
 * Something that happened to somebody, as it was reported, at `at` (ms UTC). `key`: the reporter's id of it, by which it
 * is recognised when it comes again; `said`: everything that was reported, so that something else under the same key is
 * noticed. `properties`: what goes with it, null: nothing; `written`: they as JSON, where the caller has that already.
 */
export type ToldEvent = {
  key: string
  said: string
  subscriberId: number
  name: string
  at: number
  properties: Readonly<Record<string, unknown>> | null
  written?: string
}

/**
 * What `recordEvents` did with it. `other`: the key is taken by something else; `names`: too many kinds of events are in
 * use.
 */
export type EventTaken = 'new' | 'same' | 'other' | 'names'

/**
 * Keeps what was reported of people, each once, in a transaction of the caller's.
 * @param at when it was told, ms UTC
 * @returns what became of each, in their order; only what is `new` was written
 */
export function recordEvents(db: Pick<Db, 'sql'>, items: readonly ToldEvent[], at: number): EventTaken[] {
  return items.map(item => recordEvent(db, item, at))
}

/** Whether an event is known by its key already, and the same was said with it; null: nothing was told under it. */
export function findTold(db: Pick<Db, 'sql'>, { key, said }: Pick<ToldEvent, 'key' | 'said'>): 'same' | 'other' | null {
  const known = db.sql<{ hash: Buffer | null }>('select hash from events where key = ?').get(key)
  if (known === undefined) return null
  return known.hash?.equals(digestOf(said)) === true ? 'same' : 'other'
}

/**
 * Records one event of the person with this Telegram id by a single statement. It works where nothing but the row is to
 * be written: the key is new, the person is there, and the name and its properties were reported lately.
 * @returns false where that does not hold: nothing was written, and `recordEvents` must take a closer look
 */
export function recordAtOnce(
  db: Pick<Db, 'sql'>,
  item: Omit<ToldEvent, 'subscriberId'>,
  telegramId: number,
  at: number,
): boolean {
  return keepAtOnce(db, OF_TELEGRAM, telegramId, rowOf(item, at))
}

function recordEvent(db: Pick<Db, 'sql'>, item: ToldEvent, at: number): EventTaken {
  const row = rowOf(item, at)
  if (keepAtOnce(db, OF_SUBSCRIBER, item.subscriberId, row)) return 'new'
  const nameId = noteEventName(db, item.name, row.told, at)
  if (nameId === null) return findTold(db, item) ?? 'names'
  const { changes } = db
    .sql(
      `insert into events (key, hash, at, received_at, properties, folded, subscriber_id, name_id)
       values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing`,
    )
    .run(...row.values, item.subscriberId, nameId)
  return changes > 0 ? 'new' : (findTold(db, item) ?? 'other')
}

/**
 * Who or what is not there is NULL, and its row is left out, as is one whose key is known. Of values, because a row out of a SELECT
 * might be one of many, so that SQLite would copy each page before it writes to it.
 */
const atOnce = (person: string) => `insert or ignore into events
  (key, hash, at, received_at, properties, folded, subscriber_id, name_id)
  values (?, ?, ?, ?, ?, ?, ${person},
    (select n.id from event_names n where n.name_folded = ? and n.properties = ? and ${nameIsRecent('n')}))`
const OF_SUBSCRIBER = atOnce('?')
/** Whoever was forgotten has no Telegram id any more (`subscribers_named`), so the index alone tells who it is. */
const OF_TELEGRAM = atOnce('(select id from subscribers where telegram_id = ?)')

/** What is supposed of the name is asked in the statement that goes by it, so a wrong guess writes nothing. */
function keepAtOnce(db: Pick<Db, 'sql'>, statement: string, person: number, { name, told, values }: Row): boolean {
  const guess = guessEventName(name, told)
  if (guess === null) return false
  const [, , , at] = values
  return db.sql(statement).run(...values, person, guess.folded, guess.properties, at).changes > 0
}

/** What is written of an event whoever it is of: `key`, `hash`, `at`, `received_at`, `properties`, `folded`. */
type Row = {
  name: string
  told: readonly Property[]
  values: [string, Buffer, number, number, string | null, string | null]
}

function rowOf(item: Omit<ToldEvent, 'subscriberId'>, at: number): Row {
  const told = foldProperties(item.properties)
  const [properties, folded] =
    told.length === 0
      ? [null, null]
      : [
          item.written ?? JSON.stringify(item.properties),
          JSON.stringify(Object.fromEntries(told.map(property => [property.folded, property.value]))),
        ]
  return { name: item.name, told, values: [item.key, digestOf(item.said), item.at, at, properties, folded] }
}

function digestOf(said: string): Buffer {
  return hash('sha256', said, 'buffer').subarray(0, HASH_BYTES)
}

type Compared = string | number | (string | number)[]
type Property = { name: string; folded: string; value: Compared }

/** Properties as conditions compare them: what cannot be compared (objects, null) has no value, but a name. */
function foldProperties(properties: Readonly<Record<string, unknown>> | null): Property[] {
  if (properties === null) return []
  return Object.entries(properties).map(([name, value]) => ({
    ...{ name, folded: foldName(name) },
    value: compared(value),
  }))
}

function compared(value: unknown): Compared {
  if (!Array.isArray(value)) return one(value) ?? []
  return value
    .slice(0, MOST_VALUES)
    .map(one)
    .filter(part => part !== null)
}

function one(value: unknown): string | number | null {
  // JSON has no word for what is too large to be a number (1e999).
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value !== 'string') return null
  const cut = value.slice(0, LONGEST_VALUE)
  const folded = fold(UNFIT.test(cut) ? withoutUnseen(cut) : cut)
  return folded === '' ? null : folded
}
