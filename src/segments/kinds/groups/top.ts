import { z } from 'zod'
import { buyersBy, currencyIs, NET } from '../../compile/order.js'
import { isAmong, type Sql, sql } from '../../compile/sql.js'
import { currencySchema, windowSchema } from '../../parts.js'
import { windowOf } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { peek, see } from '../../read/cursor.js'
import { BY, type By, NAMED } from '../../read/numbers/measure.js'
import { hyphened, MOST_PEOPLE, numberFirst, readTop, seesNumber } from '../../read/numbers/top.js'
import { type EvaluationContext, windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const schema = z
  .strictObject({
    leaf: z.literal('top'),
    by: z.enum(BY),
    end: z.enum(['top', 'bottom']),
    share: z.exactOptional(z.int().min(1).max(10_000)),
    people: z.exactOptional(z.int().min(1).max(MOST_PEOPLE)),
    among: z.exactOptional(z.literal(true)),
    currency: z.exactOptional(currencySchema),
    window: windowSchema.nullable(),
  })
  .refine(({ share, people }) => (share === undefined) !== (people === undefined), 'a share or a number of people')
  .refine(({ by, currency }) => (by === 'spend') === (currency !== undefined), 'what is spent has a currency')

/**
 * The first (or the last, `bottom`) of all who have any: by what their orders came to less refunds, by how many orders or
 * clicks there were, or by how many signs they showed. A share in hundredths of a percent, rounded up, or so many people;
 * equals are in the order of their dice. `among`: of those alone who pass what else must be true beside it.
 */
export type Top = z.infer<typeof schema>

const BEGINS = {
  top: {
    en: ['top', 'the top', 'in the top', 'in top', 'best', 'the best', 'the most', 'among the top'],
    ru: ['топ', 'в топе', 'топе', 'топ-', 'лучшие', 'лучших', 'верхние', 'самые', 'первые', 'из топа'],
  },
  bottom: {
    en: ['bottom', 'the bottom', 'in the bottom', 'worst', 'the worst', 'the least', 'least', 'lowest'],
    ru: ['нижние', 'худшие', 'худших', 'в хвосте', 'наименее', 'с конца', 'антитоп'],
  },
}

const TITLES = { top: { en: 'Top', ru: 'Топ' }, bottom: { en: 'Bottom', ru: 'Низ' } }

const OF_THESE = { en: 'of these', ru: 'из них' }

const SAID = { top: { en: 'top', ru: 'топ' }, bottom: { en: 'bottom', ru: 'нижние' } }

export const top: Kind<Top> = {
  name: 'top',
  schema,
  sql: (leaf, context, others) => isAmong(placed(leaf, context, leaf.among === true ? others : null), { once: true }),
  draws: ({ among }) => among === true,
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  ordersIn: ({ by }) => by === 'spend' || by === 'orders',
  facts: ({ by }) => (by === 'spend' || by === 'orders' ? ['ordered', 'rfm'] : ['clicked', 'engagement']),
  begins: BEGINS,
  read: c => [
    ...begunBy(c, BEGINS, end => readTop(c, end)).filter(
      // "Top spenders" alone are who spends much.
      ({ to }) =>
        seesNumber({ ...c, at: to }) && (see(c, 'bigSpenders') === null || peek({ ...c, at: to })?.kind === 'number'),
    ),
  ],
  bare: c => [...numberFirst(c), ...hyphened(c)],
  say({ by, end, share, people, among, currency, window }, { words, language }) {
    const part = people === undefined ? `${(share ?? 0) / 100}%` : words.somePeople(people)
    const what = { en: `by ${NAMED[by].en}`, ru: `по ${NAMED[by].ru}` }[language]
    return [
      SAID[end][language],
      part,
      ...(among === true ? [OF_THESE[language]] : []),
      what,
      ...(currency === undefined ? [] : [currency]),
      ...windowOf(window, words),
    ].join(' ')
  },
  builder: {
    entries: [
      {
        ...{ name: 'top', number: 87, menu: 'groups', label: { en: '🏆 Top by …', ru: '🏆 Топ по …' } },
        begins: { leaf: 'top', by: 'engagement', end: 'top', share: 1_000, window: { in: 90, unit: 'days' } },
        asks: null,
      },
    ],
    slots: {
      by: {
        asks: { en: 'Top or bottom, and by what?', ru: 'Верх или низ, и по какому показателю?' },
        options: BY.flatMap((by, i) =>
          (['top', 'bottom'] as const).map((end, j) => ({
            ...{ number: i * 2 + j, answer: { what: `${end} ${by}`, currency: '' } },
            label: { en: `${TITLES[end].en}: ${NAMED[by].en}`, ru: `${TITLES[end].ru} по ${NAMED[by].ru}` },
          })),
        ),
        says(leaf, { what, currency }) {
          const [, end, which] = /^(top|bottom) (\w+)$/.exec(what) ?? []
          const by = BY.find(known => known === which)
          if (leaf === null || by === undefined) return null
          const { currency: _before, ...rest } = leaf
          const money = by === 'spend' ? { currency: leaf.currency ?? currency } : {}
          return { ...rest, ...money, by, end: end === 'bottom' ? 'bottom' : 'top' }
        },
        of: ({ end, by, currency = '' }) => ({ what: `${end} ${by}`, currency }),
      },
      part: {
        asks: { en: 'How many of those who have any?', ru: 'Сколько из тех, у кого он больше нуля?' },
        says(leaf, part) {
          if (leaf === null) return null
          const { share: _share, people: _people, ...rest } = leaf
          return { ...rest, ...part }
        },
        of: ({ share, people }) => (people === undefined ? { share: share ?? 0 } : { people }),
      },
      window: windowSlot({ en: 'In what time?', ru: 'За какое время?' }),
    },
    shown: () => ['by', 'part', 'window'],
  },
}

/** The first of those who have any, by the place that they are at. */
function placed({ by, end, share, people, ...rest }: Top, context: EvaluationContext, of: Sql | null): Sql {
  const order = end === 'top' ? sql`desc` : sql`asc`
  const first = people === undefined ? sql`(place - 1) * 10000 < many * ${share ?? 0}` : sql`place <= ${people}`
  const asked = of === null ? sql`` : sql` and p.id in (select s.id from subscribers s where ${of})`
  return sql`select u.person from (select q.person, row_number() over (order by q.n ${order}, p.dice, p.id) as place,
      count(*) over () as many from (${counted(by, rest, context)}) q
      cross join subscribers p on p.id = q.person where p.erased_at is null${asked}) u where ${first}`
}

/** How many each person has, or how much, among everybody: rows of `person` and `n`, none where there is nothing. */
function counted(by: By, { window, currency }: Pick<Top, 'window' | 'currency'>, context: EvaluationContext): Sql {
  const bounds = windowBounds(window, context)
  // Whoever is asked about, their place is one among everybody.
  const whole = { at: context.at, zone: context.zone }
  const rows = { bounds, product: null, category: null }
  if (by === 'spend')
    return buyersBy({ ...rows, test: currencyIs(currency ?? '') }, whole, {
      what: sql`sum(${NET})`,
      having: sql`sum(${NET}) > 0`,
    })
  if (by === 'orders') return buyersBy({ ...rows, test: sql`true` }, whole, { what: sql`count(*)`, having: sql`true` })
  const time = within(sql`e.at`, bounds)
  const clicks = sql`select e.subscriber_id as person, count(*) as n from clicks e indexed by clicks_subscriber
    where e.verdict = 'human' and ${time} group by e.subscriber_id`
  if (by === 'clicks') return clicks
  return sql`select g.person, sum(g.n) as n from (${clicks} union all
    select e.subscriber_id, count(*) from reads e indexed by reads_subscriber where ${time} group by e.subscriber_id union all
    select e.subscriber_id, count(*) from replies e indexed by replies_subscriber where ${time} group by e.subscriber_id union all
    select e.subscriber_id, count(*) from survey_questions q cross join survey_answers e indexed by survey_answers_question
      on e.question_id = q.id where ${within(sql`e.answered_at`, bounds)} group by e.subscriber_id) g group by g.person`
}
