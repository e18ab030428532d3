import { DAY } from '../../clock.js'
import { unreachable } from '../../errors.js'
import type { Engagement, PlainLeaf } from '../criterion.js'
import { all, any, type Sql, sql } from '../sql.js'
import { type Bounds, type EvaluationContext, ofOne, windowBounds, within } from '../window.js'
import { timesOf } from './event.js'

/** Conditions on what people did about being written to, and on when they last showed a sign. */
export type SignLeaf = Extract<PlainLeaf, { leaf: 'stopped' | 'engagement' }>

/** A condition on signs, true or false but never NULL, between brackets. */
export function compileSign(leaf: SignLeaf, context: EvaluationContext): Sql {
  switch (leaf.leaf) {
    case 'stopped':
      return stopped(leaf, context)
    case 'engagement':
      return engagement(leaf.groups, context)
    default:
      return unreachable(leaf)
  }
}

/** Every /stop counts, also one that they took back later. */
function stopped(leaf: Extract<SignLeaf, { leaf: 'stopped' }>, context: EvaluationContext): Sql {
  const { reached, times } = timesOf(leaf.count)
  const people = sql`select e.subscriber_id from subscription_events e indexed by subscription_events_stop
    where e.kind = 'stop' and ${within(sql`e.at`, windowBounds(leaf.window, context))}${ofOne(sql`e.subscriber_id`, context)}
    group by e.subscriber_id having ${times(sql`count(*)`)}`
  return reached ? sql`(s.id in (${people}))` : sql`(s.id not in (${people}))`
}

/** From the newest sign to none at all: each group has a sign in so many days, and none in the days of those before. */
const GROUPS: { group: Exclude<Engagement, 'new'>; sign: number | 'ever' | 'perhaps none' }[] = [
  { group: 'engaged', sign: 30 },
  { group: 'cooling', sign: 60 },
  { group: 'asleep', sign: 180 },
  { group: 'long_asleep', sign: 'ever' },
  { group: 'never', sign: 'perhaps none' },
]

/**
 * Everybody is in exactly one group, by their newest sign (a read of any grade, a click, a reply, an answer of the
 * survey); those without any are new for 7 days after they subscribed. Groups that follow one another are asked as one.
 */
function engagement(chosen: readonly Engagement[], context: EvaluationContext): Sql {
  const fresh = sql`(${within(sql`s.subscribed_at`, windowBounds({ in: 7, unit: 'days' }, context))})`
  const isNew = all(fresh, sql`not ${hasSign('ever', context)}`)
  const parts: Sql[] = chosen.includes('new') ? [isNew] : []
  for (let i = 0; i < GROUPS.length; i++) {
    let end = i
    for (let next = GROUPS[end]; next !== undefined && chosen.includes(next.group); next = GROUPS[end]) end += 1
    if (end === i) continue
    const early = hasSign(GROUPS[end - 1]?.sign ?? 'perhaps none', context)
    const late = i === 0 ? sql`true` : sql`not ${hasSign(GROUPS[i - 1]?.sign ?? 'ever', context)}`
    // Of the groups only the last holds people without a sign, among whom the new ones would be.
    const last = end === GROUPS.length && !chosen.includes('new')
    parts.push(last ? all(sql`not ${isNew}`, early, late) : all(early, late))
    i = end
  }
  return any(...parts)
}

/** A sign in the last so many days. */
function hasSign(days: (typeof GROUPS)[number]['sign'], context: EvaluationContext): Sql {
  if (days === 'perhaps none') return sql`true`
  const bounds: Bounds = { from: days === 'ever' ? null : context.at - days * DAY, before: context.at + 1 }
  const mine = ofOne(sql`e.subscriber_id`, context)
  const time = sql`${within(sql`e.at`, bounds)}${mine}`
  return sql`(s.id in (
    select e.subscriber_id from reads e indexed by reads_subscriber where ${time}
    union all select e.subscriber_id from clicks e indexed by clicks_subscriber where e.verdict = 'human' and ${time}
    union all select e.subscriber_id from replies e indexed by replies_subscriber where ${time}
    union all select e.subscriber_id from survey_questions q cross join survey_answers e indexed by survey_answers_question
      on e.question_id = q.id where ${within(sql`e.answered_at`, bounds)}${mine}))`
}
