import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { concernedBy, linkSubscriber, lookAgain, releaseSubscriber } from '../../linking.js'
import { columnsOf, type FieldState, fieldsOf, restoreColumns, restoreFields } from '../change.js'
import { originOf } from '../take.js'
import { columns, hasLaterImport, isAsAfter, type TakingBack, type WhyKept } from './taking.js'

const fact = z.object({
  value: z.union([z.string(), z.number()]),
  shown: z.string(),
  provenance: z.string(),
  origin: z.string(),
  at: z.number(),
})
const claim = z.object({ provenance: z.string(), shown: z.string(), origin: z.string(), at: z.number() })
const fields: z.ZodType<Record<string, FieldState>> = z.record(
  z.string(),
  z.object({ values: z.array(fact), claims: z.array(claim) }),
)

/** A person whom the import brought: they go, unless they did something since or somebody else told of them. */
export function removePerson(db: Db, taking: TakingBack, id: number): WhyKept | null {
  const person = db
    .sql<{ erased: number; pressed: number }>(
      `select erased_at is not null as erased,
         last_seen_at is not null or chosen_language is not null or phone is not null
         or exists (select 1 from clicks c where c.subscriber_id = s.id and c.verdict <> 'machine')
         or exists (select 1 from reads r where r.subscriber_id = s.id)
         or exists (select 1 from wishes w where w.subscriber_id = s.id) as pressed
       from subscribers s where id = ?`,
    )
    .get(id)
  if (person === undefined || person.erased === 1) return null
  if (person.pressed === 1) return 'pressed'
  if (hasLaterImport(db, taking, 'subscribers', id)) return 'imported'
  const changed = db
    .sql(
      `select 1 from subscription_events where subscriber_id = :id
         and kind not in ('move_in', 'move_out', 'block', 'unblock', 'deactivate')
       union all select 1 from attribute_values where subscriber_id = :id and provenance in ('declared', 'corrected')
       union all select 1 from attribute_claims where subscriber_id = :id and provenance in ('declared', 'corrected')
       union all select 1 from awareness_overrides where subscriber_id = :id
       union all select 1 from customers where subscriber_id = :id and linked_by = 'admin'`,
    )
    .get({ id })
  if (changed !== undefined) return 'changed'
  const counted = isCounted(db, taking, id)
  const customers = releaseSubscriber(db, id)
  db.sql('delete from attribute_values where subscriber_id = ?').run(id)
  db.sql('delete from attribute_claims where subscriber_id = ?').run(id)
  db.sql('delete from unsettled where subscriber_id = ?').run(id)
  db.sql('delete from awareness where subscriber_id = ?').run(id)
  if (!counted) {
    db.sql('delete from subscription_events where subscriber_id = ?').run(id)
    db.sql('delete from subscribers where id = ?').run(id)
    lookAgain(db, customers, taking.now)
    return null
  }
  db.sql(
    `update subscribers set telegram_id = null, subscribed_at = null, first_name = '', last_name = null, username = null,
       telegram_language = null, file_phone = null, time_zone = null, lat = null, lon = null, place_from = null,
       vouched_by = null, ground = null, erased_at = ? where id = ?`,
  ).run(taking.now, id)
  db.sql(`insert into subscription_events (subscriber_id, kind, source, at) values (?, 'move_out', ?, ?)`).run(
    id,
    originOf(taking.importId),
    taking.now,
  )
  lookAgain(db, customers, taking.now)
  return null
}

/**
 * True where something else counts them, which has to stay true: a broadcast, a series, a comparison, a list, a segment that is watched, what
 * a shop reported of them or wrote to them. Whoever comes next may get the number of somebody who is gone, and nothing may be left to them.
 */
function isCounted(db: Db, { at }: TakingBack, id: number): boolean {
  const found = db
    .sql(
      `select 1 from broadcasts b cross join deliveries d on d.broadcast_id = b.id and d.subscriber_id = :id
         where b.finished_at is null or b.finished_at >= :at
       union all select 1 from enrolments where subscriber_id = :id
       union all select 1 from events where subscriber_id = :id
       union all select 1 from service_messages where subscriber_id = :id
       union all select 1 from segment_members where subscriber_id = :id
       union all select 1 from segments g cross join segment_changes c indexed by segment_changes_person
         on c.segment_id = g.id and c.entered in (0, 1) and c.subscriber_id = :id where g.listened = 1
       union all select 1 from holdouts h cross join holdout_members m on m.holdout_id = h.id and m.subscriber_id = :id
       union all select 1 from awareness_moves where subscriber_id = :id
       union all select 1 from subscription_events where subscriber_id = :id and kind <> 'move_in'
       union all select 1 from survey_answers where subscriber_id = :id
       union all select 1 from clicks where subscriber_id = :id limit 1`,
    )
    .get({ id, at })
  return found !== undefined
}

/** A person as they were before the import, unless they or somebody else said otherwise since. */
export function returnPerson(db: Db, taking: TakingBack, id: number, before: string, after: string): WhyKept | null {
  const now = columnsOf(db, 'subscribers', id)
  if (now === null) return null
  const was = columns.parse(JSON.parse(before))
  if (!isAsAfter(now, after)) return 'changed'
  const seen = db
    .sql<{ seen: number | null; erased: number | null }>(
      'select last_seen_at as seen, erased_at as erased from subscribers where id = ?',
    )
    .get(id)
  if (seen?.erased !== null) return null
  const own = Object.keys(was).some(name => name !== 'file_phone')
  if (own && seen.seen !== null && seen.seen >= taking.at) return 'pressed'
  const concerned = concernedBy(db, id)
  restoreColumns(db, 'subscribers', id, was)
  if ('file_phone' in was) linkSubscriber(db, id, taking.now, concerned)
  db.sql('delete from subscription_events where subscriber_id = ? and source = ?').run(id, originOf(taking.importId))
  return null
}

/** A person's fields as they were before, unless one of them is another now. */
export function returnFields(db: Db, id: number, before: string | null, after: string): WhyKept | null {
  const was = fields.parse(JSON.parse(before ?? '{}'))
  const there = db.sql('select 1 from subscribers where id = ? and erased_at is null').get(id)
  if (there === undefined) return null
  const now = fieldsOf(db, id, Object.keys(was).map(Number))
  if (JSON.stringify(now) !== JSON.stringify(fields.parse(JSON.parse(after)))) return 'changed'
  restoreFields(db, id, was)
  return null
}
