import { DAY, MINUTE } from '../../clock.js'
import { COUNTED, orderedBySql } from '../rfm/statement.js'

/** Two clicks on what somebody reads who is about to buy mean it when they are no further apart, and for that long. */
const CLICKS_WITHIN = 14 * DAY
/** Taps on one link that follow each other more closely are one: impatience is no second sign. */
const ONE_TAP = MINUTE
/** How long an order, or somebody's own word, means that they are ready to buy. */
const READY_FOR = 30 * DAY
/** Knowledge older than that is called old, and kept. */
export const OLD_AFTER = 180 * DAY

/**
 * Where people stand at `:at`: `person`, `rung`, `because` (JSON), `evidence_at`, `fades_at`. People without evidence
 * have no row.
 * @param some true: only those whose ids stand in the JSON array `:who`
 */
function standingSql(some: boolean): string {
  const only = (column: string) => (some ? `and ${column} in (select value from json_each(:who))` : '')
  const clicks = some
    ? `clicks c join broadcasts b on b.id = c.broadcast_id
        join link_topics l on l.offer_id = b.offer_id and l.number = c.link`
    : `link_topics l join broadcasts b on b.offer_id = l.offer_id
        join clicks c on c.broadcast_id = b.id and c.link = l.number`
  return `with
    clicked as materialized (
      select c.subscriber_id as person, c.at, c.id, b.offer_id as offer, c.link, t.rung, t.id as topic
        from ${clicks} join topics t on t.id = l.topic_id
        where c.verdict = 'human' and c.at <= :at and t.rung > 1 ${only('c.subscriber_id')}
          and c.subscriber_id not in (select id from subscribers where erased_at is not null)),
    taps as (
      select *, at - lag(at) over (partition by person, offer, link order by at, id) as again from clicked where rung = 5),
    evidence as (
      select a.subscriber_id as person, t.rung, a.at, iif(t.rung = 5, a.at + ${READY_FOR}, null) as fades,
          'answer' as kind, t.id as what
        from topic_answers a join topics t on t.id = a.topic_id where a.at <= :at ${only('a.subscriber_id')}
      union all
      select person, rung, max(at), null, 'click', topic from clicked where rung < 5 group by person, rung, topic
      union all
      select person, 5, at, at + ${CLICKS_WITHIN}, 'clicks', topic from (
        select *, at - lag(at) over (partition by person order by at, id) as apart from taps where again is null or again >= ${ONE_TAP})
        where apart <= ${CLICKS_WITHIN}
      union all
      select c.subscriber_id, 5, max(o.at), max(o.at) + ${READY_FOR}, 'order', null
        from customers c join orders o on o.customer_id = c.id
        where c.subscriber_id is not null ${only('c.subscriber_id')} and ${orderedBySql('o.at', ':at', null)} and ${COUNTED}
        group by c.subscriber_id),
    stands as (select *, iif(fades <= :at, 4, rung) as step from evidence),
    ranked as (
      select *, row_number() over (partition by person order by step desc, at desc, kind, what) as place,
        max(iif(step = 5, fades, null)) over (partition by person) as fades_at from stands),
    overrides as materialized (
      select * from awareness_overrides where at <= :at and until > :at ${only('subscriber_id')})
    select person, step as rung, json_object('kind', kind, 'rung', rung, 'what', what) as because, at as evidence_at, fades_at
      from ranked where place = 1 and person not in (select subscriber_id from overrides)
    union all
    select subscriber_id, rung, json_object('kind', 'override', 'rung', rung, 'what', reason), at, until from overrides`
}

/** Whoever stands elsewhere than is stored, or for another reason; `rung` null: they stand nowhere any more. */
export function differencesSql(some: boolean): string {
  return `with standing as materialized (${standingSql(some)})
    select s.* from standing s left join awareness a on a.subscriber_id = s.person
      where a.subscriber_id is null or a.rung <> s.rung or a.because <> s.because or a.evidence_at <> s.evidence_at
        or a.fades_at is not s.fades_at
    union all
    select subscriber_id, null, null, null, null from awareness
      where subscriber_id not in (select person from standing)
      ${some ? 'and subscriber_id in (select value from json_each(:who))' : ''}`
}

/**
 * People about whom something is new since the marks, or whose step has faded. A click that is unsure may make others of
 * theirs unsure as well. What their orders say of them is the order watch's.
 */
export const CONCERNED = `
  select c.subscriber_id as person from clicks c join broadcasts b on b.id = c.broadcast_id
    join link_topics l on l.offer_id = b.offer_id and l.number = c.link where c.id > :click and c.verdict <> 'machine'
  union select c.subscriber_id from link_topics l join broadcasts b on b.offer_id = l.offer_id
    join clicks c on c.broadcast_id = b.id and c.link = l.number where l.changed_at >= :since and c.verdict = 'human'
  union select subscriber_id from topic_answers where at >= :since
  union select subscriber_id from awareness where fades_at <= :at
  union select subscriber_id from awareness_overrides where at >= :since`
