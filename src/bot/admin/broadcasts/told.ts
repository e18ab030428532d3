import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { findSetting, saveSetting } from '../../settings.js'

const KEY = 'pauses_told'
const schema = z.record(z.string(), z.string())

/** True when its admin was told of this pause, which began by itself, so that a restart does not tell it again. */
export function isPauseTold(db: Db, broadcastId: number, reason: string): boolean {
  return find(db)[broadcastId] === reason
}

/** Its admin was told of the pause; null: it goes on, and the next pause is news again. */
export function recordPauseTold(db: Db, broadcastId: number, reason: string | null): void {
  const { [broadcastId]: before, ...others } = find(db)
  if (reason === null && before === undefined) return
  saveSetting(db, KEY, schema, reason === null ? others : { ...others, [broadcastId]: reason })
}

function find(db: Db): Record<string, string> {
  return findSetting(db, KEY, schema) ?? {}
}
