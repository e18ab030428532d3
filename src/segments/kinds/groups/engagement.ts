import { z } from 'zod'
import { DAY } from '../../../clock.js'
import { texts } from '../../../text/index.js'
import { all, any, isAmong, type Sql, sql } from '../../compile/sql.js'
import { namedOf, namedValues } from '../../names.js'
import { lowered } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { bareValues } from '../../read/names/bare.js'
import { readNamed } from '../../read/names/named.js'
import { activeSince, inactive } from '../../read/times/active.js'
import { sameWord } from '../../read/words/inflect.js'
import { type Bounds, type EvaluationContext, ofOne, windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { knownOf } from '../slot.js'

const ALL = ['new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never'] as const
const schema = z.strictObject({ leaf: z.literal('engagement'), groups: z.array(z.enum(ALL)).min(1) })

/** In which groups they are by how long ago they last showed a sign. */
export type Engaged = z.infer<typeof schema>

/** Groups of people by how long ago they last showed a sign. */
export type Engagement = Engaged['groups'][number]

const SUBJECT = { en: 'engagement', ru: 'активность' }
const BEGINS = { engagement: { en: ['engagement', 'activity'], ru: ['активность', 'вовлеченность'] } }

/** What else the groups are called. */
const ALSO: Partial<Record<Engagement, readonly string[]>> = {
  engaged: ['active', 'активные', 'активен', 'вовлеченные', 'вовлечены', 'вовлеченных'],
  asleep: [
    'sleeping',
    'dormant',
    'спящие',
    'спящих',
    'спящим',
    'спящими',
    'уснувшие',
    'заснувшие',
    'спит',
    'спят',
    'уснули',
    'заснули',
    'уснул',
  ],
  long_asleep: ['long sleeping', 'давно спящие'],
  new: ['newbies', 'новенькие', 'newcomers', 'new subscribers', 'новички', 'новые'],
  cooling: ['cooling down', 'остывающие'],
  never: [
    ...[
      'never engaged',
      'never active',
      'never showed any sign',
      'never showed any signs',
      'never showed signs',
      'no signs',
    ],
    ...['showed no sign', 'showed no signs', 'never reacted to anything', 'never interacted', 'never did anything'],
    ...['никогда не проявляли активность', 'ни разу не проявляли активность'],
    ...[
      'никогда не были активны',
      'ни разу не были активны',
      'не подавали признаков',
      'никогда не подавали признаков',
      'ни разу не подавали признаков',
    ],
  ],
}

const engagements = namedValues(
  ALL,
  (group, language) => lowered(texts(language).labels.engagement[group]),
  group => [group, group.replaceAll('_', ' '), ...(ALSO[group] ?? [])],
)

/** The group of this name, in any form and in either language; null where none is called so. */
export function engagementCalled(name: string): Engagement | null {
  const also = sameWord(name, Object.values(ALSO).flat())
  return namedOf(engagements, name) ?? (also === null ? null : engagements.find(also))
}

export const engagement: Kind<Engaged> = {
  name: 'engagement',
  schema,
  sql: ({ groups }, context) => inGroups(groups, context),
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['engagement'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      const all = () => [...engagements.all('en'), ...engagements.all('ru')]
      return readNamed(
        c,
        { find: engagements.find, all },
        'engagement',
        (groups): Engaged => ({ leaf: 'engagement', groups }),
      )
    }),
  bare: c => [
    ...bareValues(c, {
      now: true,
      find: name => namedOf(engagements, name),
      leafOf: (groups): Engaged => ({ leaf: 'engagement', groups }),
      single: true,
    }),
    ...activeSince(c),
    ...inactive(c),
  ],
  say: ({ groups }, { words, language }) =>
    words.is(SUBJECT[language], groups.map(group => lowered(texts(language).labels.engagement[group])).join(', ')),
  builder: {
    entries: [
      {
        ...{ name: 'engagement', number: 23, menu: 'groups', label: { en: '💓 Engagement', ru: '💓 Активность' } },
        ...{ begins: null, asks: 'values' },
      },
    ],
    slots: {
      values: {
        asks: {
          en: 'How active are they? Tick one or more.',
          ru: 'Насколько они активны? Отметьте одно или несколько.',
        },
        choices: language => ALL.map(value => ({ value, label: texts(language).labels.engagement[value] })),
        says: (_leaf, values) => ({ leaf: 'engagement', groups: knownOf(ALL, values) }),
        of: leaf => leaf.groups,
      },
    },
    shown: () => ['values'],
  },
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
function inGroups(chosen: readonly Engagement[], context: EvaluationContext): Sql {
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
  // Most people have some sign; and of one person a first one is enough.
  if (days === 'ever' || context.one === true) return hasAnySign(bounds)
  const mine = ofOne(sql`e.subscriber_id`, context)
  const time = sql`${within(sql`e.at`, bounds)}${mine}`
  return isAmong(sql`select e.subscriber_id from reads e indexed by reads_subscriber where ${time}
    union all select e.subscriber_id from clicks e indexed by clicks_subscriber where e.verdict = 'human' and ${time}
    union all select e.subscriber_id from replies e indexed by replies_subscriber where ${time}
    union all select e.subscriber_id from survey_questions q cross join survey_answers e indexed by survey_answers_question
      on e.question_id = q.id where ${within(sql`e.answered_at`, bounds)}${mine}`)
}

/** The same, by a look at each person's first sign. */
function hasAnySign(bounds: Bounds): Sql {
  const mine = sql`e.subscriber_id = s.id and ${within(sql`e.at`, bounds)}`
  return sql`(exists (select 1 from reads e indexed by reads_subscriber where ${mine})
    or exists (select 1 from clicks e indexed by clicks_subscriber where ${mine} and e.verdict = 'human')
    or exists (select 1 from replies e indexed by replies_subscriber where ${mine})
    or exists (select 1 from survey_answers e where e.subscriber_id = s.id and ${within(sql`e.answered_at`, bounds)}))`
}
