import { MINUTE } from '../../src/clock.js'
import type { Sql } from '../../src/db/binding.js'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'
import { ADMIN } from './subjects/scene.js'

/** What a deed came to: the database, and what others than the presser got. */
export type Trace = { tables: Record<string, string[]>; chats: Record<number, string[]> }

/** Tables that hold no deed: what was taken in, how it was shown, when. */
const LEFT_OUT =
  /^(updates|outbox|conversations|prompts|lanes|sqlite_\w+|__\w+|segment_sizes|reads|rfm_(?!watch)\w+|secrets|cards|stale_customers)$/
/** Places of cards, what is drawn by lot, how often something was tried, when somebody was found to be there, and whether they were told. */
const LOOSE = /(^dice|^code|message_id|^generation|^greeted_by|^attempts|reported_at|told_at|reminded_at|checked_at)$/
/** Keys and secret addresses. */
const DRAWN = /^(?:api_keys\.(?:hint|hash)|connections\.(?:address|secret))$/
/** A moment in ms UTC, wherever it stands. */
const MOMENT = /\b1\d{12}\b/g
/** Runs of the same deed begin within so much of each other. */
const NEAR_MS = 20 * MINUTE
/** Settings that are kept beside: where cards stand, who was told what, and what a start finds out. */
const CARDS = /card|menu|home|told|name:|language:|alert|reports:|erased|summary:|^bot_name$|^first_language$/

/** What the tables hold, but for what differs between two runs of the same deed. */
export function dump(sql: Sql): Record<string, string[]> {
  const tables: Record<string, string[]> = {}
  for (const { name } of sql<{ name: string }>(`select name from sqlite_master where type = 'table'`).all()) {
    if (LEFT_OUT.test(name)) continue
    const columns = sql<{ name: string }>(`select name from pragma_table_info('${name}')`)
      .all()
      .map(column => column.name)
      .filter(column => !LOOSE.test(column) && !DRAWN.test(`${name}.${column}`))
    const rows = sql<Record<string, unknown>>(
      `select ${columns.map(column => `"${column}"`).join(', ')} from "${name}"`,
    ).all()
    const kept = rows.filter(row => name !== 'settings' || !CARDS.test(String(row['key'])))
    const told = kept
      .map(row => withoutPlaces(JSON.stringify(row)))
      .sort((a, b) => (timeless(a) < timeless(b) ? -1 : 1))
    // A press again that finds its deed done is a line in the log of its own.
    if (told.length > 0)
      tables[name] = name === 'audit_log' ? [...new Set(told.map(row => timeless(row).replace(/"id":\d+,/, '')))] : told
  }
  return tables
}

const timeless = (row: string) => row.replace(MOMENT, 'moment')

/** The same but for the moments, and these as near each other as the runs were. */
function isAlike(a: readonly string[], b: readonly string[], whenever: boolean): boolean {
  if (JSON.stringify(a.map(timeless)) !== JSON.stringify(b.map(timeless))) return false
  if (whenever) return true
  const moments = (rows: readonly string[]) => (rows.join(' ').match(MOMENT) ?? []).map(Number)
  const theirs = moments(b)
  return moments(a).every((at, i) => Math.abs(at - (theirs[i] ?? 0)) < NEAR_MS)
}

/** Where a card of a draft stands and what it showed differs, as do names that nobody reads. */
function withoutPlaces(row: string): string {
  return (
    row
      .replace(/\\"(?:card|shown)\\":(null|\{[^}]*\})/g, '')
      .replace(/\\"preview\\":\d+/g, '')
      .replace(/\\"more\\":\[[\d,]*\]/g, '')
      // A segment that is begun once more begins anew, and is the same.
      .replace(/\\"number\\":\d+,(?=\\"open\\")/g, '')
      .replace(/\\"hash\\":\\"[0-9a-f]+\\"/g, '')
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'name')
  )
}

/** What stands in the chats of everybody but who did it. */
export function chatsOf(emulator: Emulator, by: number): Record<number, string[]> {
  const chats: Record<number, string[]> = {}
  for (const person of emulator.people()) {
    if (person.id === by || person.id === ADMIN) continue
    chats[person.id] = person
      .messages()
      .filter(message => message.from.is_bot)
      .map(message => message.text ?? message.caption ?? '')
  }
  return chats
}

/** The same, whatever was made since of a file that was taken in; one that came again is cancelled for the one that is there. */
export function takenIn({ tables, chats }: Trace): Trace {
  const here = tables['imports']?.filter(row => !row.includes('"state":"cancelled"'))
  const imports = here?.map(row => row.replace(/,"kind":.*$/s, '')) ?? []
  return { tables: { ...tables, imports }, chats }
}

/** Where two traces differ, in words; empty when they do not. @param whenever moments may differ by any time */
export function difference(expected: Trace, found: Trace, whenever = false): string[] {
  const differences: string[] = []
  for (const [where, a, b] of [
    ['table', expected.tables, found.tables],
    ['chat', expected.chats, found.chats],
  ] as const) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const one: readonly string[] = a[name as never] ?? []
      const other: readonly string[] = b[name as never] ?? []
      if (!isAlike(one, other, whenever))
        differences.push(`${where} ${name}: ${JSON.stringify(one)} … ${JSON.stringify(other)}`)
    }
  }
  return differences
}
