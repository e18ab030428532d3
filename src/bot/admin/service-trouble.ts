import { z } from 'zod'
import { DAY, HOUR } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { findServicePause, type ServicePauseReason } from '../../delivery/service/pause.js'
import { findSetting, saveSetting } from '../settings.js'

const SEEN = 'service_seen'

/**
 * What of the order messages needs a human: that they rest although nobody of the team said so; and of the last 24 h, or since
 * somebody looked, how many were dropped because they were late, were refused for what they hold, and how often one person
 * was to get too many.
 */
export type ServiceTrouble = {
  paused: Exclude<ServicePauseReason, 'admin'> | null
  late: number
  content: number
  tooMany: number
}

/** What needs a human; null while nothing does. @throws AppError `query_timeout` */
export async function findServiceTrouble(db: Db, at: number): Promise<ServiceTrouble | null> {
  const seen = findSetting(db, SEEN, z.int()) ?? 0
  const since = Math.max(at - DAY, seen)
  const pause = findServicePause(db)
  const rows = await db.people.rows<{ reason: string; n: number }>(
    `select reason, count(*) as n from service_messages where created_at > ? and claimed_at > ?
       and state in ('failed', 'skipped') and reason in ('late', 'content') group by reason`,
    [since - 7 * DAY, since],
  )
  const count = (reason: string) => rows.find(row => row.reason === reason)?.n ?? 0
  const refused = db
    .sql<{ n: number | null }>(`select sum(n) as n from service_refusals where hour > ? and why = 'too_many'`)
    .get(Math.floor(since / HOUR))
  const trouble: ServiceTrouble = {
    paused: pause === null || pause.reason === 'admin' ? null : pause.reason,
    late: count('late'),
    content: count('content'),
    tooMany: refused?.n ?? 0,
  }
  return trouble.paused === null && trouble.late + trouble.content + trouble.tooMany === 0 ? null : trouble
}

/** Somebody saw what there is; what happens from the next hour on is told again. */
export function seeServiceTrouble(db: Db, at: number): void {
  saveSetting(db, SEEN, z.int(), at)
}
