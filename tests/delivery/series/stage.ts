import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { listMessages } from '../../../src/delivery/campaign/message.js'
import { getSeries } from '../../../src/delivery/campaign/series.js'
import type { Entry, Start } from '../../../src/delivery/campaign/terms.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import { migratedPath } from '../../support/db.js'
import { openWorld, type World } from './world.js'

export const AT = Date.UTC(2026, 10, 30, 8)

export const AT_ONCE = { wait: { kind: 'at_once' } } as const

export const IN_A_DAY = { wait: { kind: 'after', ms: DAY } } as const

export let world: World

export let db: Db

/** Who got which message (from 1), in the order in which they left. */
export function got(id: number): string[] {
  const { edition } = getSeries(db, id)
  const positions = new Map<number | null, number>()
  for (let e = 1; e <= edition; e++)
    for (const { broadcastId, position } of listMessages(db, id, e)) positions.set(broadcastId, position)
  return world.left
    .filter(one => positions.has(one.broadcastId))
    .map(one => `${one.person}:${positions.get(one.broadcastId)}`)
}

export const rows = (id: number) =>
  db
    .sql<{ row: string }>(
      `select d.subscriber_id || ':' || m.position || ' ' || d.state || coalesce(' ' || d.reason, '') as row from deliveries d
         join campaign_messages m on m.broadcast_id = d.broadcast_id join campaigns c on c.id = m.campaign_id and c.edition = m.edition
       where m.campaign_id = ? order by d.id`,
    )
    .all(id)
    .map(({ row }) => row)

export const starting = (on: Start, more: Partial<Entry> = {}): Entry => ({
  on,
  again: { kind: 'once' },
  lastDays: 0,
  ...more,
})

/** A world of its own, by these rules; it is closed by what this gives. */
export async function begin(rules?: GateRules): Promise<() => void> {
  world = await openWorld(await migratedPath(), rules)
  db = world.db
  return () => world.db.close()
}

/** The program begins anew on the same file. */
export async function restart(): Promise<void> {
  await world.restart()
  db = world.db
}
