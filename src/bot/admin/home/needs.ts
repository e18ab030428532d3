import { z } from 'zod'
import { countConflicts } from '../../../audience/linking/conflict.js'
import { HOUR } from '../../../clock.js'
import { listConnections, type Trouble } from '../../../crm/shop/connection.js'
import { troubleNow } from '../../../crm/shop/trouble.js'
import type { Db } from '../../../db/open.js'
import { listAsked } from '../../../delivery/trial/decide.js'
import { countUnanswered } from '../../replies/inbox.js'
import { findRestored } from '../../settings/restored.js'
import { findSetting, saveSetting } from '../../settings.js'
import type { Held } from '../held.js'
import { listHeld } from '../held.js'
import { findServiceTrouble, type ServiceTrouble } from '../service-trouble.js'

/** Something that goes no further without a human. */
export type Need =
  /** A backup was brought back, and nothing begins by itself. */
  | { kind: 'restored' }
  | { kind: 'links'; why: 'silent' | 'stranger' }
  | { kind: 'disk'; free: number }
  | ({ kind: 'held' } & Held)
  /** Telegram never answered about these people, and nobody has said what to do. */
  | { kind: 'noAnswer'; id: number; name: string; people: number }
  /** Versions were tried, and the others wait for somebody's word. */
  | { kind: 'version'; id: number; part: number; name: string }
  /** Customers of whom it is not certain who they are. */
  | { kind: 'whoIsWho'; customers: number }
  /** What the shop's systems tell people does not arrive, or is too much. */
  | ({ kind: 'service' } & ServiceTrouble)
  /** People who wrote and were not answered; `long` of them over an hour ago. */
  | { kind: 'inbox'; people: number; long: number }
  /** A shop from which no orders come any more. */
  | { kind: 'shop'; id: number; name: string; trouble: Trouble }

const LEFT = 'no_answer_left'
const leftSchema = z.record(z.string(), z.int())

/**
 * What waits for a human in the database, the most urgent first.
 * @param at ms UTC
 * @throws AppError `query_timeout`
 */
export async function findNeeds(db: Db, at: number): Promise<Need[]> {
  const left = findSetting(db, LEFT, leftSchema) ?? {}
  const unanswered = await db.people.rows<{ id: number; name: string; people: number }>(
    `select b.id, o.name, count(*) as people
     from deliveries d join broadcasts b on b.id = d.broadcast_id join offers o on o.id = b.offer_id
     where d.state = 'uncertain' and (b.state in ('finished', 'paused') or (b.standing = 1 and d.claimed_at < ?))
     group by b.id order by b.id desc`,
    [at - HOUR],
  )
  const inbox = countUnanswered(db, at)
  const customers = countConflicts(db)
  const service = await findServiceTrouble(db, at)
  return [
    ...(findRestored(db) === null ? [] : [{ kind: 'restored' as const }]),
    ...listHeld(db).map(held => ({ kind: 'held' as const, ...held })),
    ...unanswered
      .filter(({ id, people }) => people > (left[id] ?? 0))
      .map(row => ({ kind: 'noAnswer' as const, ...row })),
    ...listAsked(db).map(asked => ({ kind: 'version' as const, ...asked })),
    ...listConnections(db).flatMap(one => {
      const trouble = troubleNow(db, one)
      return trouble === null ? [] : [{ kind: 'shop' as const, id: one.id, name: one.name, trouble }]
    }),
    ...(customers === 0 ? [] : [{ kind: 'whoIsWho' as const, customers }]),
    ...(service === null ? [] : [{ kind: 'service' as const, ...service }]),
    ...(inbox.people === 0 ? [] : [{ kind: 'inbox' as const, people: inbox.people, long: inbox.overAnHour }]),
  ]
}

/** The decision that these people get nothing more of it; when more are without an answer later, it is asked again. */
export function leaveUnanswered(db: Db, broadcastId: number): void {
  const row = db
    .sql<{ n: number }>(`select count(*) as n from deliveries where broadcast_id = ? and state = 'uncertain'`)
    .get(broadcastId)
  saveSetting(db, LEFT, leftSchema, { ...findSetting(db, LEFT, leftSchema), [broadcastId]: row?.n ?? 0 })
}
