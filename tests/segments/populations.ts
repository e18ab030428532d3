import fc from 'fast-check'
import { CELLS } from '../../src/audience/rfm/cell.js'
import { fold } from '../../src/text/fold.js'
import { AT, human, type World, worldOf } from './fixture.js'
import { criterion } from './generate.js'
import { CATEGORIES, CITIES, day, FIELDS, LATITUDES, LONGITUDES, NAMES, OPTIONS, PRODUCTS, time } from './small.js'

const PEOPLE = 6
const who = fc.integer({ min: 1, max: PEOPLE })

const person = fc.record({
  name: fc.constantFrom(...NAMES),
  lastName: fc.constantFrom(null, ...NAMES),
  username: fc.constantFrom(undefined, 'ann_shop', 'Shop_x', 'xaxa'),
  timeZone: fc.constantFrom(
    undefined,
    'Europe/Moscow',
    'Europe/Riga',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'America/New_York',
  ),
  telegramLanguage: fc.constantFrom(null, 'en', 'EN-us', 'ru', 'pt-br', ''),
  chosenLanguage: fc.constantFrom(null, null, 'ru', 'en'),
  premium: fc.boolean(),
  source: fc.constantFrom(null, 'a', 'A', "'"),
  lastSource: fc.constantFrom(null, 'a', 'A', "'"),
  known: fc.boolean(),
  place: fc.option(fc.record({ lat: fc.constantFrom(...LATITUDES), lon: fc.constantFrom(...LONGITUDES) })),
  dice: fc.integer({ min: 0, max: 2_147_483_646 }),
  subscribedAt: time,
  unsubscribedAt: fc.constantFrom(null, null, AT - 1),
  pausedUntil: fc.option(time),
  unreachable: fc.constantFrom(null, null, 'blocked' as const, 'deactivated' as const),
  ground: fc.constantFrom(null, null, 'contract', 'Договор', ''),
})

const state = fc.constantFrom(
  ...(['sent', 'sent', 'sent', 'sent', 'uncertain', 'uncertain'] as const),
  ...(['queued', 'sending', 'failed', 'skipped', 'held_out'] as const),
)
const delivery = fc.record(
  {
    ...{ broadcast: fc.integer({ min: 1, max: 4 }), person: who, state, at: time, takenBackAt: time },
    reason: fc.constantFrom('blocked', 'content', 'cap', 'left_out', 'no such reason'),
    message: fc.integer({ min: 1, max: 2 }),
    reads: fc.uniqueArray(
      fc.record({ evidence: fc.constantFrom('press', 'click', 'reply', 'reaction', 'activity' as const), at: time }),
      { maxLength: 2, selector: read => read.evidence },
    ),
    clicks: fc.array(
      fc.record({
        ...{ link: fc.integer({ min: 1, max: 2 }), at: time },
        verdict: fc.constantFrom('human', 'human', 'machine', 'unsure' as const),
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['broadcast', 'person', 'state', 'at', 'reads', 'clicks'] },
)

/** One value of a field, or of a field of many values up to two. */
const value = fc
  .oneof(
    fc.tuple(fc.constant(FIELDS.city), fc.constantFrom(...CITIES)),
    fc.tuple(fc.constantFrom(FIELDS.many, FIELDS.many, FIELDS.one), fc.constantFrom(...OPTIONS)),
    fc.tuple(fc.constant(FIELDS.number), fc.constantFrom('-1', '0', '0.5', '2', '3')),
    fc.tuple(fc.constant(FIELDS.yes), fc.constantFrom('yes', 'no')),
    fc.tuple(fc.constantFrom(FIELDS.day, FIELDS.birthday), day),
  )
  .chain(([field, shown]) =>
    fc.record({
      ...{ person: who, field: fc.constant(field), shown: fc.constant(shown), at: time },
      from: fc.constantFrom('declared' as const, 'imported' as const, 'observed' as const, 'corrected' as const),
    }),
  )
const oneEach = ({ person, field, shown }: { person: number; field: number; shown: string }) =>
  field === FIELDS.many ? `${person} ${field} ${shown}` : `${person} ${field}`

const order = fc.record({
  customer: fc.integer({ min: 1, max: PEOPLE + 1 }),
  at: time,
  status: fc.constantFrom(
    'paid',
    'paid',
    'paid',
    'paid',
    'cancelled' as const,
    'pending' as const,
    'refunded' as const,
  ),
  total: fc.constantFrom(0, 1, 500, 1_000, 5_000),
  refunded: fc.constantFrom(0, 0, 500, 1_000),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
  lines: fc.array(
    fc.record({
      product: fc.constantFrom(...PRODUCTS),
      category: fc.option(fc.constantFrom(...CATEGORIES)),
      ...{ sku: fc.option(fc.constantFrom('x', 'B-1'), { nil: undefined }) },
      ...{ quantity: fc.constantFrom(1, 1, 2, 3), price: fc.constantFrom(null, 0, 500, 1_000) },
    }),
    { maxLength: 2 },
  ),
  promo: fc.option(fc.constantFrom('SPRING', 'Лето', 'x'), { nil: undefined }),
  discount: fc.constantFrom(null, null, 0, 500, 1_000),
})
const rating = fc.integer({ min: 1, max: 5 })
const score = fc.record({ r: rating, f: rating, m: rating, cell: fc.constantFrom(...CELLS.slice(0, 3)) })
/** Because of which of their own messages; none where they have fewer. */
const which = fc.option(fc.integer({ min: 0, max: 2 }))
const because = <Row extends { person: number; which: number | null }>(
  { which, ...row }: Row,
  deliveries: { id: number; person: number }[],
) => {
  const own = which === null ? undefined : deliveries.filter(({ person }) => person === row.person)[which]
  return { ...row, ...(own === undefined ? {} : { delivery: own.id }) }
}

const nth = fc.integer({ min: 1, max: 12 })

/** Who they are, by number. */
const people = fc
  .array(person, { minLength: PEOPLE, maxLength: PEOPLE })
  .map(all =>
    all.map(({ known, name, ...facts }, i) =>
      human(i + 1, name, { ...facts, phone: known ? `+3710000000${i}` : null }),
    ),
  )

/** Customer n is person n, if linked; customer 7 is nobody's. */
const crm = fc.record({
  customers: fc
    .array(fc.constantFrom(true, true, false), { minLength: PEOPLE, maxLength: PEOPLE })
    .map(linked => [...linked, false].map((is, i) => ({ id: i + 1, person: is ? i + 1 : null }))),
  orders: fc
    .array(order, { minLength: 10, maxLength: 20, size: 'max' })
    .map(all => all.map((row, i) => ({ ...row, id: i + 1 }))),
  scores: fc
    .array(fc.option(score), { minLength: PEOPLE + 1, maxLength: PEOPLE + 1 })
    .map(all => all.flatMap((row, i) => (row === null ? [] : [{ ...row, customer: i + 1 }]))),
})

const sent = fc.array(delivery, { minLength: 6, maxLength: 24, size: 'max' }).map(all => ({
  deliveries: all.map(({ reads: _reads, clicks: _clicks, ...row }, i) => ({ ...row, id: i + 1 })),
  reads: all.flatMap(({ reads }, i) => reads.map(read => ({ ...read, delivery: i + 1 }))),
  clicks: all.flatMap(({ clicks }, i) => clicks.map(click => ({ ...click, delivery: i + 1 }))),
}))

/** A list, a rule that may name the list, a rule that may name both; none names itself. */
const segments = fc
  .tuple(fc.uniqueArray(who, { maxLength: 4 }), criterion, criterion)
  .map(([people, second, third]): World['segments'] => [
    { id: 1, name: 'one', criterion: { leaf: 'listed', segment: 1 }, people },
    { id: 2, name: 'two', criterion: below(2, second) },
    { id: 3, name: 'three', criterion: below(3, third) },
  ])

/** The same, naming only segments of lower numbers. */
function below(
  limit: number,
  criterion: World['segments'][number]['criterion'],
): World['segments'][number]['criterion'] {
  if ('all' in criterion) return { all: criterion.all.map(child => below(limit, child)) }
  if ('any' in criterion) return { any: criterion.any.map(child => below(limit, child)) }
  if ('not' in criterion) return { not: below(limit, criterion.not) }
  return criterion.leaf === 'segment' && criterion.segment >= limit
    ? { leaf: 'segment', segment: limit - 1 }
    : criterion
}

/** Populations of six, with everything that criteria ask about. */
export const world: fc.Arbitrary<World> = fc
  .record({
    ...{ people, sent, crm, segments },
    came: fc.uniqueArray(
      fc.record({
        ...{ order: nth, delivery: nth },
        by: fc.constantFrom('code' as const, 'shared' as const, 'click' as const),
      }),
      { maxLength: 10, selector: row => row.order },
    ),
    replies: fc.array(fc.record({ person: who, at: time, which }), { maxLength: 6 }),
    stops: fc.array(
      fc.record({ person: who, at: time, which, why: fc.constantFrom(null, 'too_many' as const, 'bought' as const) }),
      { maxLength: 6 },
    ),
    acts: fc.array(
      fc.record({ person: who, at: time, which, kind: fc.constantFrom('pause', 'block', 'undo', 'resume' as const) }),
      { maxLength: 6 },
    ),
    answers: fc.uniqueArray(
      fc.record({
        person: who,
        question: fc.integer({ min: 1, max: 2 }),
        at: fc.option(time),
        askedAt: time,
        skippedAt: fc.option(time),
        which,
      }),
      { maxLength: 4, selector: answer => `${answer.person} ${answer.question}` },
    ),
    values: fc.uniqueArray(value, { minLength: 10, maxLength: 30, size: 'max', selector: oneEach }),
    sources: fc.constantFrom<World['sources']>(
      [],
      [{ id: 1, name: 'b', channel: 'VK', aliases: ['a'] }],
      [{ id: 1, name: 'A', channel: 'QR', aliases: ['b'] }],
    ),
    changes: fc.array(
      fc.record({ segment: fc.integer({ min: 1, max: 3 }), person: who, entered: fc.boolean(), at: time }),
      { maxLength: 8 },
    ),
    moves: fc.array(fc.record({ person: who, from: fc.option(rating), to: fc.option(rating), at: time }), {
      maxLength: 8,
    }),
    rfmMoves: fc.array(
      fc.record({
        customer: fc.integer({ min: 1, max: PEOPLE + 1 }),
        ...{
          from: fc.option(fc.constantFrom(...CELLS.slice(0, 3))),
          to: fc.option(fc.constantFrom(...CELLS.slice(0, 3))),
        },
        at: time,
      }),
      { maxLength: 10 },
    ),
    events: fc.array(
      fc.record(
        {
          ...{ person: who, event: fc.integer({ min: 1, max: 2 }), at: time },
          properties: fc.record(
            {
              sum: fc.constantFrom<number | string>(0, 1, 50, '50', 100, 'x'),
              Category: fc.constantFrom<string | string[]>('Boots', 'ёлка', ['x', 'BOOTS'], '%'),
              until: day,
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: ['person', 'event', 'at'] },
      ),
      { maxLength: 10 },
    ),
    interestAnswers: fc.uniqueArray(
      fc.record({ person: who, interest: fc.integer({ min: 1, max: 2 }), wants: fc.boolean() }),
      { maxLength: 8, selector: row => `${row.person} ${row.interest}` },
    ),
    enrolments: fc.array(
      fc.record({
        person: who,
        series: fc.integer({ min: 1, max: 2 }),
        at: time,
        endedAt: fc.option(time),
        done: fc.boolean(),
      }),
      { maxLength: 8 },
    ),
    polls: fc.array(
      fc.record({
        chosen: fc.uniqueArray(fc.constantFrom('Riga', 'РИГА', '38'), { maxLength: 2, selector: fold }),
        right: fc.constantFrom(null, true, false),
        at: time,
      }),
      { maxLength: 6 },
    ),
    wishes: fc.uniqueArray(
      fc.record({ person: who, most: fc.constantFrom([2, null] as const, [1, null] as const, [1, 1] as const) }),
      { maxLength: 5, selector: row => row.person },
    ),
    rungs: fc.uniqueArray(fc.record({ person: who, rung: rating }), { maxLength: 5, selector: row => row.person }),
  })
  .map(({ sent, crm, came, polls, wishes, replies, stops, acts, answers, ...rest }) =>
    worldOf({
      ...{ ...rest, ...sent, ...crm },
      polls: polls.slice(0, sent.deliveries.length).map((poll, i) => ({ ...poll, delivery: i + 1 })),
      conversions: came.flatMap(({ order, delivery, by }) =>
        order > crm.orders.length || delivery > sent.deliveries.length ? [] : [{ order, delivery, by }],
      ),
      replies: replies.map(row => because(row, sent.deliveries)),
      stops: stops.map(row => because(row, sent.deliveries)),
      acts: acts.map(row => because(row, sent.deliveries)),
      answers: answers.map(row => because(row, sent.deliveries)),
      offers: [1, 2, 3].map(id => ({ id, name: `offer ${id}`, survey: id === 2, promo: id === 3 ? 'x' : undefined })),
      // Who got them is whoever got the first messages.
      codes: sent.deliveries.slice(0, 3).map(({ id, at }, i) => ({
        offer: (i % 2) + 1,
        code: i === 0 ? 'spring' : i === 1 ? 'ЛЕТО' : `c${i}`,
        delivery: i === 2 && at % 2 === 0 ? null : id,
        at,
      })),
      // Offer 1 was sent twice, offer 3 never.
      broadcasts: [1, 1, 2, 2].map((offer, i) => ({ id: i + 1, offer, startedAt: AT, cancelled: i === 1 })),
      series: [1, 2].map(id => ({ id, name: `series ${id}` })),
      interests: [1, 2].map(id => ({ id, name: `interest ${id}` })),
      wishes: wishes.map(({ person, most: [perWeek, perMonth] }) => ({ person, perWeek, perMonth })),
      eventNames: [1, 2].map(id => ({
        ...{ id, name: `event ${id}` },
        properties: [
          { name: 'sum', type: 'number' as const },
          { name: 'category', type: 'text' as const },
          { name: 'until', type: 'date' as const },
        ],
      })),
      topics: [1, 2, 3].map(id => ({ id, name: `topic ${id}`, rung: id })),
      linkTopics: [
        { offer: 1, link: 1, topic: 1 },
        { offer: 2, link: 2, topic: 1 },
        { offer: 2, link: 1, topic: 2 },
      ],
      fields: [
        { id: FIELDS.many, label: 'many', type: 'many_of' },
        { id: FIELDS.number, label: 'number', type: 'number' },
        { id: FIELDS.yes, label: 'yes', type: 'yes_no' },
        { id: FIELDS.one, label: 'one', type: 'one_of' },
        { id: FIELDS.day, label: 'day', type: 'date' },
      ],
    }),
  )
