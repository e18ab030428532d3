import type { Change } from '../../audience/incoming/change.js'
import type { Db } from '../../db/open.js'

/**
 * What tells later whether a row is as it was added. People show it themselves: whoever did something was seen since; a
 * customer may be told of by the CRM at any time.
 */
const AS_ADDED = {
  subscribers: `'{}'`,
  customers: `json_object('telegram_id', telegram_id, 'phone', phone, 'email', email, 'first_name', first_name,
    'last_name', last_name)`,
} as const

/** Notes rows that an import added: all with a higher id than `newest`, in the transaction that added them. */
export function noteNew(db: Db, importId: number, table: 'subscribers' | 'customers', newest: number): void {
  db.sql(
    `insert into import_changes (import_id, "table", row, before, after)
     select ?, '${table}', cast(id as text), null, ${AS_ADDED[table]} from ${table} where id > ? order by id`,
  ).run(importId, newest)
}

/** Notes what an import changed. Of two changes of one row the first before and the last after count. */
export function noteChanges(db: Db, importId: number, changes: readonly Change[]): void {
  const note = db.sql(
    `insert into import_changes (import_id, "table", row, before, after) values (?, ?, ?, ?, ?)
     on conflict do update set after = excluded.after`,
  )
  for (const { table, row, before, after } of changes) note.run(importId, table, String(row), before, after)
}
