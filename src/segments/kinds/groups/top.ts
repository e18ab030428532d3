import { z } from 'zod'
import { buyersBy, currencyIs, NET } from '../../compile/order.js'
import { isAmong, type Sql, sql } from '../../compile/sql.js'
import { currencySchema, windowSchema } from '../../parts.js'
import { windowOf } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, pick, see, seeAhead, take } from '../../read/cursor.js'
import { endsHere } from '../../read/fields/field.js'
import { groupHere } from '../../read/names/groups.js'
import { BY, type By, measures, NAMED } from '../../read/numbers/measure.js'
import { currencyOf } from '../../read/numbers/money.js'
import { readNumber } from '../../read/numbers/number.js'
import { seesBuyers } from '../../read/orders/buyers.js'
import { readWindow, seesWindow } from '../../read/times/window.js'
import { type EvaluationContext, windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { windowSlot } from '../slot.js'

const MOST_PEOPLE = 10_000_000

const schema = z
  .strictObject({
    leaf: z.literal('top'),
    by: z.enum(BY),
    end: z.enum(['top', 'bottom']),
    share: z.exactOptional(z.int().min(1).max(10_000)),
    people: z.exactOptional(z.int().min(1).max(MOST_PEOPLE)),
    currency: z.exactOptional(currencySchema),
    window: windowSchema.nullable(),
  })
  .refine(({ share, people }) => (share === undefined) !== (people === undefined), 'a share or a number of people')
  .refine(({ by, currency }) => (by === 'spend') === (currency !== undefined), 'what is spent has a currency')

/**
 * The first (or the last, `bottom`) of all who have any: by what their orders came to less refunds, by how many orders or
 * clicks there were, or by how many signs they showed. A share in hundredths of a percent, rounded up, or so many people;
 * equals are in the order of their dice.
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

const SAID = { top: { en: 'top', ru: 'топ' }, bottom: { en: 'bottom', ru: 'нижние' } }

export const top: Kind<Top> = {
  name: 'top',
  schema,
  sql: (leaf, context) => isAmong(placed(leaf, context), { once: true }),
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
  say({ by, end, share, people, currency, window }, { words, language }) {
    const part = people === undefined ? `${(share ?? 0) / 100}%` : words.somePeople(people)
    const what = { en: `by ${NAMED[by].en}`, ru: `по ${NAMED[by].ru}` }[language]
    return [
      SAID[end][language],
      part,
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
function placed({ by, end, share, people, ...rest }: Top, context: EvaluationContext): Sql {
  const order = end === 'top' ? sql`desc` : sql`asc`
  const first = people === undefined ? sql`(place - 1) * 10000 < many * ${share ?? 0}` : sql`place <= ${people}`
  return sql`select u.person from (select q.person, row_number() over (order by q.n ${order}, p.dice, p.id) as place,
      count(*) over () as many from (${counted(by, rest, context)}) q
      cross join subscribers p on p.id = q.person where p.erased_at is null) u where ${first}`
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

function seesNumber(c: Cursor): boolean {
  return peek(c)?.kind === 'number' || groupHere(c, measures) !== null
}

const BETWEEN: ReadonlySet<string> = new Set([
  ...['by', 'of', 'the', 'most', 'in', 'their', 'по', 'среди', 'самых', 'самые', 'из', 'всех', 'наиболее', 'больше'],
  ...['человек', 'человека', 'людей', 'клиентов', 'подписчиков'],
])

/** `10% by spend`, `100 people by orders`, "active 10%". */
function readTop(c: Cursor, end: Top['end']): Top {
  const before = takeMeasure(c)
  const part = readPart(c)
  const by = before ?? takeMeasure(c)
  // By what is asked where nothing is said of it.
  if (by === null && endsHere(c))
    return { leaf: 'top', end, ...part, ...readRest(c, USUAL[pick(c, USUAL.length)] ?? 'spend') }
  if (by === null) return fail(c, { kind: 'measure' }, [...measures.all('en'), ...measures.all('ru')])
  return { leaf: 'top', end, ...part, ...readRest(c, by) }
}

/** What most mean by the top. */
const USUAL: readonly By[] = ['spend', 'engagement', 'orders']

function readRest(c: Cursor, by: By): Pick<Top, 'by' | 'currency' | 'window'> {
  let currency: string | null = null
  let window: Top['window'] = null
  for (;;) {
    const token = peek(c)
    const said: string | null =
      token === null || currency !== null ? null : currencyOf(c.source.slice(token.start, token.end), token.text)
    if (by === 'spend' && said !== null) {
      currency = said
      c.at++
    } else if (window === null && seesWindow(c)) window = readWindow(c)
    else break
  }
  return { by, ...(by === 'spend' && { currency: currency ?? c.vocabulary.currency }), window }
}

function takeMeasure(c: Cursor): By | null {
  const begin = c.at
  while (groupHere(c, measures) === null && (BETWEEN.has(peek(c)?.text ?? '') || take(c, 'people') !== null))
    if (groupHere(c, measures) === null && BETWEEN.has(peek(c)?.text ?? '')) c.at++
  const found = groupHere(c, measures)
  if (found === null) {
    c.at = begin
    return null
  }
  c.at += found.length
  return found.value
}

function readPart(c: Cursor): { share: number } | { people: number } {
  const number = readNumber(
    c,
    { kind: 'people', of: MOST_PEOPLE },
    peek(c)?.thousands == null ? 'decimal' : 'thousands',
  )
  if (take(c, 'percent') !== null) {
    const share = Math.round(number * 100)
    if (Math.abs(share - number * 100) <= 1e-6 && share >= 1 && share <= 10_000) return { share }
    c.at -= 2
    return fail(c, { kind: 'share' })
  }
  if (Number.isInteger(number) && number >= 1 && number <= MOST_PEOPLE) return { people: number }
  c.at--
  return fail(c, { kind: 'people', of: MOST_PEOPLE })
}

/** «Топ-10% по тратам», "top-100 by orders": one word, with a dash in it. */
function hyphened(c: Cursor): Candidate[] {
  const [, digits] = /^(?:топ|top)-(\d{1,8})$/u.exec(peek(c)?.text ?? '') ?? []
  if (digits === undefined) return []
  const percent = seeAhead(c, 1, 'percent')?.length ?? 0
  const to = c.at + 1 + percent
  const by = takeMeasure({ ...c, at: to })
  if (by === null || Number(digits) < 1 || (percent > 0 && Number(digits) > 100)) return []
  const part = percent > 0 ? { share: Number(digits) * 100 } : { people: Math.min(Number(digits), MOST_PEOPLE) }
  const read = (): Top => {
    takeMeasure(c)
    return { leaf: 'top', end: 'top', ...part, ...readRest(c, by) }
  }
  return [{ to, sure: 'words', read }]
}

/** Takes whom the number is of: «покупателей». */
function takeWhom(c: Cursor): boolean {
  const behind: Cursor = { ...c }
  if (take(behind, 'people') === null || (!endsHere(behind) && !seesWindow(behind))) return false
  c.at = behind.at
  return true
}

const MOST: ReadonlySet<string> = new Set(['most', 'самых', 'самые', 'наиболее', 'лучших', 'лучшие', 'best', 'top'])

const LEAST: ReadonlySet<string> = new Set(['least', 'наименее', 'худших', 'худшие', 'worst'])

/** "10% most active", «100 самых активных»: the number first. */
function numberFirst(c: Cursor): Candidate[] {
  if (peek(c)?.kind !== 'number') return []
  const percent = seeAhead(c, 1, 'percent')?.length ?? 0
  let at = c.at + 1 + percent
  while (['of', 'the', 'people', 'клиентов', 'подписчиков', 'людей'].includes(c.tokens[at]?.text ?? '')) at++
  const word = c.tokens[at]?.text ?? ''
  const end = MOST.has(word) ? 'top' : LEAST.has(word) ? 'bottom' : null
  if (end === null || at >= c.end) return []
  const idle = end === 'top' ? see({ ...c, at: at + 1 }, 'inactive') : null
  const found =
    idle === null ? groupHere({ ...c, at: at + 1 }, measures) : { value: 'engagement' as const, length: idle.length }
  if (found === null) return []
  const from = c.at
  const read = (): Top => {
    c.at = from
    const part = readPart(c)
    c.at = at + 1 + found.length
    // «Самых активных покупателей»: by what they buy, or by whatever they do.
    const buying = seesBuyers(c) && found.value === 'engagement' && idle === null
    while (takeWhom(c));
    const by = buying && pick(c, 2) === 0 ? 'orders' : found.value
    return { leaf: 'top', end: idle === null ? end : 'bottom', ...part, ...readRest(c, by) }
  }
  return [{ to: at + 1 + found.length, sure: 'words', read }]
}
