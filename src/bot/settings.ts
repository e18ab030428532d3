import type { z } from 'zod'
import type { Db } from '../db/open.js'

/** A setting's value, checked by its schema; null when it was never set, or no longer fits the schema. */
export function findSetting<T>(db: Pick<Db, 'sql'>, key: string, schema: z.ZodType<T>): T | null {
  const row = db.sql<{ value: string }>('select value from settings where key = ?').get(key)
  if (row === undefined) return null
  const parsed = schema.safeParse(JSON.parse(row.value))
  return parsed.success ? parsed.data : null
}

/** Keeps a setting as JSON. @throws ZodError when the value does not fit the schema */
export function saveSetting<T>(db: Pick<Db, 'sql'>, key: string, schema: z.ZodType<T>, value: T): void {
  db.sql('insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value').run(
    key,
    JSON.stringify(schema.parse(value)),
  )
}
