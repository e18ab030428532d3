import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { findSetting, saveSetting } from '../../settings.js'

const KEY = 'pauses_told'
const schema = z.record(z.string(), z.string())

/** The pause that its admin was told of: one that began by itself is told once, restarts or not. null: of none. */
export function findPauseTold(db: Db, broadcastId: number): string | null {
  return find(db)[broadcastId] ?? null
}

/** Its admin was told of the pause; null: it goes on, and the next pause is news again. */
export function recordPauseTold(db: Db, broadcastId: number, reason: string | null): void {
  const { [broadcastId]: _, ...others } = find(db)
  saveSetting(db, KEY, schema, reason === null ? others : { ...others, [broadcastId]: reason })
}

function find(db: Db): Record<string, string> {
  return findSetting(db, KEY, schema) ?? {}
}
