/*
 * How the files look that segcast itself writes, so that whatever reads files knows its own again: a leaf that the export
 * and the import stand on. A header stands in files on people's disks: one never changes, and never comes to mean
 * something else.
 */

/** Orders, a row for each: with whatever their customer is found by, and what was in them as JSON. */
export const ORDER_HEADERS = [
  ...(['order', 'customer', 'telegram_id', 'phone', 'email', 'ordered_at', 'status', 'total', 'refunded'] as const),
  ...(['discount', 'currency', 'promo_code', 'renewal', 'line_items'] as const),
] as const

/** People, a row for each; behind these headers stands a column for each field (`fieldHeader`). */
export const PEOPLE_HEADERS = [
  /** Our number of them, which means nothing elsewhere. */
  'segcast_person',
  'telegram_id',
  'first_name',
  'last_name',
  'username',
  /** E.164. */
  'phone',
  /** `active`, `unsubscribed`, `blocked`, `deactivated`, `erased`: Telegram's word goes before their own. */
  'status',
  /** `yes` or `no`: their own word, whatever Telegram says. */
  'stopped',
  /** `yes`, `no`, or empty where nobody has looked yet. */
  'reachable',
  'subscribed_at',
  'stopped_at',
  'paused_until',
  'last_seen_at',
  /** The language they are spoken to: chosen, else their Telegram's. */
  'language',
  'source',
  'last_source',
  'time_zone',
  'latitude',
  'longitude',
  /** When Telegram last said whether they can be reached, of people moved in. */
  'checked_at',
  /** Who vouched that they may be written to, and why; empty for those who pressed Start themselves. */
  'vouched_by',
  'ground',
] as const

/** Members of fixed lists and people of segments, a row for each of them in each. */
export const LIST_HEADERS = [
  /** What the list is called. */
  'segcast_list',
  'telegram_id',
  'first_name',
  'last_name',
  'username',
  'phone',
  'status',
  'subscribed_at',
  'since',
] as const

/** Segments, a row for each: the sentence is what is read again, the JSON what it was. */
export const SEGMENT_HEADERS = ['segcast_segment', 'sentence', 'language', 'people', 'kind', 'json'] as const

/** Fields as they are defined, a row for each; `options` stand on lines of their own. */
export const FIELD_HEADERS = ['segcast_field', 'key', 'group', 'type', 'options', 'purpose'] as const

/** What people said about being written to, in its order, with the very words they were shown. */
export const CONSENT_HEADERS = [
  'segcast_consent',
  'telegram_id',
  'at',
  'source',
  'why',
  'wording',
  'version',
  'wording_language',
  'words',
] as const

/** Customers of whom it is not certain who they are: a row for each whom they may be; the last column is filled in by hand. */
export const WHO_HEADERS = [
  /** Our number of the customer, which means nothing elsewhere. */
  'segcast_who_is_who',
  'customer',
  'customer_name',
  'customer_phone',
  'orders',
  'spent',
  /** Our number of the subscriber. */
  'person',
  'name',
  'username',
  'speaks_for_it',
  /** `yes` or `no`. */
  'is_it_them',
] as const

const MARKS = {
  segcast_person: 'people',
  segcast_list: 'list',
  segcast_segment: 'segments',
  segcast_field: 'fields',
  segcast_consent: 'consent',
  segcast_who_is_who: 'whoIsWho',
} as const

/** What our own files are known by in a mapping. */
export const OWN = 'segcast'

/** What one of our files holds. */
export type OwnKind = (typeof MARKS)[keyof typeof MARKS]

/** What a file of ours holds, by its first header; null for a file of somebody else. */
export function ownKind(headers: readonly string[]): OwnKind | null {
  const [first = ''] = headers
  const mark = Object.entries(MARKS).find(([mark]) => mark === first.trim().toLowerCase())
  return mark?.[1] ?? null
}

const FIELD = 'field: '

/** The header of a field's column. @param name the key of a field that segcast brings along, else its label */
export function fieldHeader(name: string): string {
  return `${FIELD}${name}`
}

/** The field that a column of ours holds: a key of a field that segcast brings along, or a label; null for another column. */
export function fieldOf(header: string): string | null {
  return header.startsWith(FIELD) ? header.slice(FIELD.length) : null
}

/** Stands between several values in one cell. */
export const BETWEEN_VALUES = '\n'

// https://owasp.org/www-community/attacks/CSV_Injection; the wide forms run in Japanese spreadsheets.
const RUNS = /^'*[=+\-@\t\r\n＝＋－＠]/u
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/
const GUARDED = /^'+[=+\-@\t\r\n＝＋－＠]/u

/**
 * A cell that no spreadsheet runs: one that begins like a formula gets an apostrophe before it. A plain number runs
 * nothing, so that +37120000000 stays a phone.
 */
export function guardCell(cell: string): string {
  return RUNS.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell
}

/** What a cell said before `guardCell`. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}
