import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { findSetting, saveSetting } from '../settings.js'

/** Whether an owner gets the weekly summary, and the number of the week that they know of. */
export type Summary = { on: boolean; told: number }

const schema = z.strictObject({ on: z.boolean(), told: z.int() })
const keyOf = (telegramId: number) => `summary:${telegramId}`

/** What this owner decided, and was told last; null: they were never asked after. */
export function findSummary(db: Pick<Db, 'sql'>, telegramId: number): Summary | null {
  return findSetting(db, keyOf(telegramId), schema)
}

/** Keeps it. */
export function saveSummary(db: Pick<Db, 'sql'>, telegramId: number, summary: Summary): void {
  saveSetting(db, keyOf(telegramId), schema, summary)
}

/** Nobody asks after it any more. */
export function dropSummary(db: Pick<Db, 'sql'>, telegramId: number): void {
  db.sql('delete from settings where key = ?').run(keyOf(telegramId))
}
