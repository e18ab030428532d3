import { z } from 'zod'
import { broadcasts, clicks, deliveries, offers, subscriptionEvents } from '../../db/schema/index.js'
import { pollSchema } from '../../offers/content/poll.js'
import { repliesTo } from '../reply.js'

/** A delivery of the broadcast that Telegram took, beside the row that tells something of it. */
const taken = "d.id = e.delivery_id and d.broadcast_id = :broadcast and d.state = 'sent'"

/**
 * What people did about being written to, because of this broadcast. Deliveries of one broadcast lie close together, so
 * the range keeps the search among few events. What the person's very next act took back does not count.
 */
const reactions = `subscription_events e cross join deliveries d on d.id = e.delivery_id
  where e.delivery_id between (select low from bounds) and (select high from bounds) and d.broadcast_id = :broadcast`
const undone = `coalesce((select u.kind from subscription_events u where u.subscriber_id = e.subscriber_id and u.id > e.id
  and u.kind in ('stop', 'pause', 'resume', 'undo') order by u.id limit 1), '') = 'undo'`

/** Where the offer's repaired links led, one stage after another; `until` is null for the stage that lasts. */
const stages = `(select number, since, url, lead(since) over (partition by number order by since) as until
  from link_targets where offer_id = (select offer_id from broadcasts where id = :broadcast))`

/**
 * Everything a report holds, in one statement and so of one moment: one row of JSON columns, to be bound to `broadcast`.
 * Seen, clicked and replied are asked of delivered messages only, so that no share can pass the whole.
 */
export const REPORT = `with
  bounds as materialized (select min(id) as low, max(id) as high from deliveries where broadcast_id = :broadcast),
  figures as (
    select 'seen' as kind, variant, certain, count(*) as people from (
      select d.variant_id as variant, max(e.grade = 'confirmed') as certain from reads e cross join deliveries d on ${taken}
        where e.broadcast_id = :broadcast group by e.delivery_id)
      group by variant, certain
    union all
    select 'clicked', d.variant_id, 0, count(distinct e.subscriber_id)
      from clicks e cross join deliveries d on ${taken}
      where e.broadcast_id = :broadcast and e.verdict = 'human' group by d.variant_id
    union all
    select 'replied', variant_id, 0, count(distinct subscriber_id) from ${repliesTo(':broadcast')} group by variant_id
    union all
    select 'asked', d.variant_id, 0, count(*) from contact_asks e cross join deliveries d on ${taken}
      where e.broadcast_id = :broadcast group by d.variant_id
    union all
    select 'shared', d.variant_id, 0, count(*) from contact_asks e cross join deliveries d on ${taken}
      where e.broadcast_id = :broadcast and e.shared_at is not null group by d.variant_id
    union all
    select 'found', d.variant_id, 0, count(*) from contact_asks e cross join deliveries d on ${taken}
      where e.broadcast_id = :broadcast and e.shared_at is not null
        and exists (select 1 from customers c where c.subscriber_id = e.subscriber_id) group by d.variant_id
    union all
    select kind, variant, 0, count(*) from (
      select max(e.kind) as kind, d.variant_id as variant, e.subscriber_id from ${reactions}
        and e.kind in ('stop', 'pause') and not ${undone} group by d.variant_id, e.subscriber_id)
      group by kind, variant
    union all
    select why, variant, 0, count(*) from (
      select max(e.why) as why, d.variant_id as variant from ${reactions}
        and e.kind = 'stop' and e.why is not null and not ${undone} group by d.variant_id, e.subscriber_id)
      group by why, variant
    union all
    select 'block', d.variant_id, 0, count(distinct e.subscriber_id) from ${reactions}
      and e.kind = 'block' group by d.variant_id
  )
  select
    json_object('id', b.id, 'generation', b.generation, 'name', o.name, 'goal', o.goal, 'kind', o.kind, 'windowDays', o.window_days, 'state', b.state, 'zone', b.zone, 'ownClock', b.own_clock, 'startedAt', b.started_at,
      'finishedAt', b.finished_at, 'parts', json(b.parts)) as broadcast,
    (select json_group_array(json_object('variant', variant_id, 'state', state, 'reason', reason, 'people', n,
      'takenBack', taken_back)) from (
      select variant_id, state, reason, count(*) as n, count(taken_back_at) as taken_back from deliveries where broadcast_id = :broadcast
        group by variant_id, state, reason)) as rows,
    (select json_group_array(json_object('kind', kind, 'variant', variant, 'certain', certain, 'people', people))
      from figures) as figures,
    (select json_group_array(json_object('variant', variant, 'number', link, 'verdict', verdict, 'openings', openings,
      'people', people)) from (
      select d.variant_id as variant, e.link, e.verdict, count(*) as openings, count(distinct e.subscriber_id) as people
        from clicks e cross join deliveries d on ${taken}
        where e.broadcast_id = :broadcast group by d.variant_id, e.link, e.verdict)) as openings,
    (select json_group_array(json_object('variant', v.id, 'number', l.number, 'label', l.label, 'url', l.url, 'tracked', l.tracked,
      'content', json(v.content)) order by v.id) from variants v join links l on l.variant_id = v.id
      where v.offer_id = b.offer_id) as links,
    (select json_group_array(json_object('number', t.number, 'since', t.since, 'url', t.url)) from ${stages} t) as targets,
    (select json_group_array(json_object('variant', variant, 'number', number, 'since', since, 'openings', openings,
      'people', people)) from (
      select d.variant_id as variant, t.number, t.since, count(*) as openings, count(distinct e.subscriber_id) as people
        from ${stages} t cross join clicks e on e.broadcast_id = :broadcast and e.link = t.number
          and e.at >= t.since and (t.until is null or e.at < t.until)
        cross join deliveries d on ${taken}
        where e.verdict = 'human' group by d.variant_id, t.number, t.since)) as splits,
    (select json_group_array(json_object('variant', v.id, 'poll', json(v.content -> '$.poll'))) from variants v
      where v.offer_id = b.offer_id and v.content ->> '$.kind' = 'poll') as polls,
    (select json_group_array(json_object('variant', variant, 'option', option, 'people', people)) from (
      select d.variant_id as variant, e.option, count(*) as people
        from poll_votes e indexed by poll_votes_broadcast cross join deliveries d on ${taken}
        where e.broadcast_id = :broadcast group by d.variant_id, e.option)) as chosen,
    (select json_group_array(json_object('variant', variant, 'correct', correct, 'people', people)) from (
      select d.variant_id as variant, e.correct, count(distinct e.delivery_id) as people
        from poll_votes e indexed by poll_votes_broadcast cross join deliveries d on ${taken}
        where e.broadcast_id = :broadcast group by d.variant_id, e.correct)) as voted,
    (select json_group_array(json(versions)) from (
      select versions from repairs where broadcast_id = :broadcast and kind = 'edit' order by id)) as edits,
    (select json_group_array(json(variants)) from (
      select variants from trials where broadcast_id = :broadcast order by part)) as tried
  from broadcasts b join offers o on o.id = b.offer_id where b.id = :broadcast`

/** Why people stop, as they may say. */
export const STOP_REASONS = subscriptionEvents.why.enumValues
/** One of them. */
export type StopReason = (typeof STOP_REASONS)[number]

const json = <T>(schema: z.ZodType<T>) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema)
const n = z.number().int()
const flag = n.transform(value => value !== 0)

/** What `REPORT` answers. */
export const answerSchema = z.object({
  broadcast: json(
    z.object({
      id: n,
      generation: n,
      name: z.string(),
      goal: z.enum(offers.goal.enumValues),
      kind: z.enum(offers.kind.enumValues),
      windowDays: n.nullable(),
      state: z.enum(broadcasts.state.enumValues),
      zone: z.string(),
      ownClock: n.nullable(),
      startedAt: n.nullable(),
      finishedAt: n.nullable(),
      parts: z.array(z.object({ variantId: n, name: z.string().nullable() })),
    }),
  ),
  rows: json(
    z.array(
      z.object({
        variant: n.nullable(),
        state: z.enum(deliveries.state.enumValues),
        reason: z.string().nullable(),
        people: n,
        takenBack: n,
      }),
    ),
  ),
  figures: json(
    z.array(
      z.object({
        kind: z.enum([
          'seen',
          'clicked',
          'replied',
          'asked',
          'shared',
          'found',
          'stop',
          'pause',
          'block',
          ...STOP_REASONS,
        ]),
        variant: n.nullable(),
        certain: n,
        people: n,
      }),
    ),
  ),
  openings: json(
    z.array(
      z.object({
        variant: n.nullable(),
        number: n,
        verdict: z.enum(clicks.verdict.enumValues),
        openings: n,
        people: n,
      }),
    ),
  ),
  links: json(
    z.array(
      z.object({ variant: n, number: n, label: z.string(), url: z.string(), tracked: flag, content: z.unknown() }),
    ),
  ),
  targets: json(z.array(z.object({ number: n, since: n, url: z.string() }))),
  splits: json(z.array(z.object({ variant: n.nullable(), number: n, since: n, openings: n, people: n }))),
  polls: json(z.array(z.object({ variant: n, poll: pollSchema }))),
  chosen: json(z.array(z.object({ variant: n.nullable(), option: n, people: n }))),
  voted: json(z.array(z.object({ variant: n.nullable(), correct: n.nullable(), people: n }))),
  edits: json(z.array(z.array(z.tuple([n, n])))),
  tried: json(z.array(z.array(n))),
})
/** The same. */
export type Answer = z.infer<typeof answerSchema>
