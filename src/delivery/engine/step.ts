import { z } from 'zod'
import { SECOND } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { giveCorrectedCodes } from '../plan/code.js'
import { newcomerSql } from '../plan/newcomer.js'
import {
  currentVersions,
  isOneByOne,
  type Repair,
  type RepairKind,
  type StepOutcome,
  TAKE_BACK_MS,
  versionsToRepair,
} from '../repair.js'

const MISSED = 1_000

const numbers = z.array(z.int())

/** One message to repair now: the step is `working` on disk. */
export type Step = {
  repairId: number
  kind: RepairKind
  deliveryId: number
  broadcastId: number
  subscriberId: number
  telegramId: number
  firstName: string
  lastName: string | null
  username: string | null
  /** This is the first offer that somebody got who was moved in. */
  newcomer: boolean
  /** What they chose to be spoken to in, or what Telegram says; null: nobody knows. */
  language: string | null
  messageId: number
  /** The further messages of an album, in their order; none for anything else. */
  others: readonly number[]
  sentAt: number
  /** Until when it holds for them, ms UTC; null: it has no end of their own. */
  endsAt: number | null
  /** The version that the chat shows. */
  shownId: number
  /** The version that it should show; the same where there is nothing to do. */
  wantedId: number
}

const details = `select d.id as deliveryId, d.broadcast_id as broadcastId, d.subscriber_id as subscriberId,
    s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName, s.username,
    d.message_id as messageId, (select json_group_array(m.message_id order by m.position) from delivery_messages m where m.delivery_id = d.id) as others, d.sent_at as sentAt, coalesce(d.shown_variant_id, d.variant_id) as shownId,
    (select e.at from delivery_ends e where e.delivery_id = d.id) as endsAt,
    coalesce(s.chosen_language, s.telegram_language) as language,
    (select o.kind <> 'service' from broadcasts b join offers o on o.id = b.offer_id where b.id = d.broadcast_id)
      and ${newcomerSql('(c.claimed_at, c.id) < (d.claimed_at, d.id)')} as newcomer
  from json_each(?) ids join deliveries d on d.id = ids.value join subscribers s on s.id = d.subscriber_id
  where s.erased_at is null`

/**
 * Messages that show a version to repair. One that left after the repair began shows what it should, and of what is taken
 * back nothing leaves any more, so no clock is asked which came first. Takes `versionsToRepair`, twice.
 */
const repairable = `d.state = 'sent' and d.message_id is not null and d.taken_back_at is null
  and (? is null or coalesce(d.shown_variant_id, d.variant_id) in (select value from json_each(?)))`

/**
 * Takes up to `n` messages of a repair: first those that are to be tried again by now, then the next ones in the order of
 * sending. What is to be pinned was queued when it was sent, and what ends at a time of its own when that had come.
 */
export function claimSteps(db: Db, repair: Repair, n: number, at: number): Step[] {
  const versions = versionsToRepair(db, repair)
  const again = db
    .sql<{ id: number }>(
      `update repair_steps set state = 'working', at = ? where repair_id = ? and delivery_id in
         (select delivery_id from repair_steps where repair_id = ? and state = 'queued' and coalesce(at, 0) <= ? limit ?)
       returning delivery_id as id`,
    )
    .all(at, repair.id, repair.id, at, n)
  const fresh =
    again.length >= n || isOneByOne(repair)
      ? []
      : db
          .sql<{ id: number }>(
            `insert into repair_steps (repair_id, delivery_id, state, at)
             select ?, d.id, 'working', ? from deliveries d
             where d.broadcast_id = ? and ${repairable}
               and d.id > (select coalesce(max(delivery_id), 0) from repair_steps where repair_id = ?)
             order by d.id limit ? returning delivery_id as id`,
          )
          .all(repair.id, at, repair.broadcastId, versions, versions, repair.id, n - again.length)
  const steps = stepsOf(
    db,
    repair,
    [...again, ...fresh].map(row => row.id),
  )
  if (repair.kind === 'edit') giveCorrectedCodes(db, repair.broadcastId, steps, at)
  return steps
}

function stepsOf(db: Db, repair: Repair, ids: number[]): Step[] {
  if (ids.length === 0) return []
  const current = currentVersions(db, repair.broadcastId)
  return db
    .sql<Omit<Step, 'repairId' | 'kind' | 'wantedId' | 'newcomer' | 'others'> & { newcomer: number; others: string }>(
      details,
    )
    .all(JSON.stringify(ids))
    .map(row => ({
      ...row,
      newcomer: row.newcomer === 1,
      others: numbers.parse(JSON.parse(row.others)),
      repairId: repair.id,
      kind: repair.kind,
      wantedId: current.get(row.shownId) ?? row.shownId,
    }))
}

/**
 * Queues messages that the order of sending passed by, such as those whose answer came after the repair began.
 * @returns how many; null while messages that left before it are still on their way
 */
export async function findMissed(db: Db, repair: Repair): Promise<number | null> {
  if (isOneByOne(repair)) return 0
  const versions = versionsToRepair(db, repair)
  const onTheWay = db
    .sql(
      `select 1 from deliveries where broadcast_id = ? and state = 'sending' and variant_id in (select value from json_each(coalesce(?, json_array(variant_id)))) limit 1`,
    )
    .get(repair.broadcastId, versions)
  if (onTheWay !== undefined) return null
  const rows = await db.jobs.rows<{ id: number }>(
    `select d.id from deliveries d where d.broadcast_id = ? and ${repairable}
       and not exists (select 1 from repair_steps r where r.repair_id = ? and r.delivery_id = d.id) limit ${MISSED}`,
    [repair.broadcastId, versions, versions, repair.id],
  )
  await db.group(() => {
    const add = db.sql(`insert or ignore into repair_steps (repair_id, delivery_id, state) values (?, ?, 'queued')`)
    for (const { id } of rows) add.run(repair.id, id)
  })
  return rows.length
}

/** Ends a repair of which no message waits or is being repaired. @returns true when it did */
export function finishRepair(db: Db, repair: Repair, at: number): boolean {
  return (
    db
      .sql(
        `update repairs set state = 'finished', finished_at = ? where id = ? and state = 'running'
         and not exists (select 1 from repair_steps where repair_id = repairs.id and state = 'queued')
         and not exists (select 1 from repair_steps where repair_id = repairs.id and state = 'working')`,
      )
      .run(at, repair.id).changes > 0
  )
}

/** True for a message that Telegram does not let us delete any more. */
export function isTooOld(step: Step, at: number): boolean {
  return step.kind === 'take_back' && at - step.sentAt >= TAKE_BACK_MS
}

/** Turns what a step came to into its write. */
export function settleStep(db: Db, step: Step, outcome: StepOutcome, at: number): void {
  const set = (state: string, reason: string | null, when: number | null = at) =>
    db
      .sql('update repair_steps set state = ?, reason = ?, at = ? where repair_id = ? and delivery_id = ?')
      .run(state, reason, when, step.repairId, step.deliveryId)
  switch (outcome.kind) {
    case 'done':
      set('done', null)
      if (step.kind === 'take_back') {
        db.sql('update deliveries set taken_back_at = ? where id = ?').run(at, step.deliveryId)
      } else if (step.kind === 'edit' && step.wantedId !== step.shownId) {
        db.sql('update deliveries set shown_variant_id = ? where id = ?').run(step.wantedId, step.deliveryId)
      }
      return
    case 'failed':
      set('failed', outcome.reason)
      return
    case 'limited':
      set('queued', null, at + outcome.retryAfter * SECOND)
      return
    case 'again':
    case 'unauthorized':
      set('queued', null, null)
      return
    default:
      unreachable(outcome)
  }
}

/** Steps of a process that is gone are tried again: repairing twice does no harm. */
export function rescueSteps(db: Db): void {
  db.sql(
    `update repair_steps set state = 'queued' where state = 'working' and repair_id in (select id from repairs where state = 'running')`,
  ).run()
}
