import { z } from 'zod'
import { asksWhether, byPerson, type EventRows, everHappened, happened, ofOffer } from '../../compile/event.js'
import { sql } from '../../compile/sql.js'
import { eventShape, idSchema } from '../../parts.js'
import { type AnyOffer, offerOfEvent } from '../../phrase/offer.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, peek, see, take } from '../../read/cursor.js'
import { counted } from '../../read/events/event.js'
import { ofEach, readOfOffers } from '../../read/offers/offer.js'
import { offerAlone } from '../../read/offers/offer-first.js'
import type { Rule } from '../../rule.js'
import { type EvaluationContext, ofOne, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import { type Kind, toOffer } from '../kind.js'
import { countSlot, FIRST_EVENT, offerSlot, windowSlot } from '../slot.js'

const schema = z.strictObject({
  leaf: z.literal('seen'),
  ...eventShape,
  offer: idSchema.nullable(),
  grade: z.enum(['certain', 'any']),
})

/** How many messages they saw, for certain or also probably; one counts once, however many signs there are. */
export type Seen = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'seen', times: 'seen', none: 'not seen', noneOf: 'not seen' },
  ru: { some: 'видел', times: 'видел', none: 'не видел', noneOf: 'не видел' },
}
const CERTAIN: Verbs = {
  en: {
    some: 'seen for certain',
    times: 'seen for certain',
    none: 'not seen for certain',
    noneOf: 'not seen for certain',
  },
  ru: { some: 'видел точно', times: 'видел точно', none: 'не видел точно', noneOf: 'не видел точно' },
}
const ANY: AnyOffer = {
  en: { some: 'any offer', none: 'any offer' },
  ru: { some: 'любое предложение', none: 'ни одного предложения' },
}
const BEGINS = {
  seen: {
    en: [
      ...['seen', 'saw', 'see', 'read', 'opened', 'open', 'viewed', 'view', 'looked at', 'probably seen'],
      ...['seen probably', 'opening', 'opens', 'openers of', 'have seen', 'has seen', 'looked', 'noticed', 'views'],
      ...[
        'opened up',
        'reads',
        'reading',
        'read through',
        'viewing',
        'read us',
        'reads us',
        'reading us',
        'looked through',
      ],
    ],
    ru: [
      ...['видел', 'видела', 'видели', 'вероятно видел', 'видел вероятно', 'просмотрено', 'просмотр', 'просмотры'],
      ...['просмотров', 'прочитано', 'прочитал', 'прочитала', 'прочитали', 'вероятно видели', 'увидел', 'увидели'],
      ...['увидела', 'смотрел', 'смотрели', 'посмотрел', 'посмотрели', 'открыл', 'открыла', 'открыли', 'открывал'],
      ...['открывала', 'открывали', 'читал', 'читала', 'читали', 'читают', 'открывают', 'открывает', 'открывшие'],
      ...['открывавшие', 'прочитавшие', 'просматривали', 'просмотрели', 'просмотрел', 'просмотревшие', 'видят'],
      ...['смотрят', 'увидевшие', 'заметили', 'прочли', 'прочел', 'глядели', 'читает', 'ознакомились', 'видевшие'],
      ...['открытия', 'открытие'],
    ],
  },
  seenCertain: {
    en: ['seen for certain', 'seen for sure', 'certainly seen', 'saw for certain', 'surely seen'],
    ru: [
      ...['видел точно', 'точно видел', 'точно видели', 'точно видела', 'видели точно', 'видела точно'],
      ...['точно прочитано', 'точно прочитал'],
    ],
  },
}

export const seen: Kind<Seen> = {
  name: 'seen',
  schema,
  sql(leaf, context) {
    const { offer } = leaf
    const rows = rowsOf(leaf, context)
    // Most people have seen something; lately only some have.
    if (offer === null && leaf.window === null && asksWhether(leaf.count)) return everHappened(leaf.count, rows)
    return happened(leaf.count, times => (offer === null ? byPerson(rows, times) : ofOffer(offer, rows, times)))
  },
  not: countedOtherwise(phrase),
  refers: toOffer,
  names: () => [],
  restsOnOrders: false,
  facts: () => ['seen', 'engagement'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readSeen(c, begun === 'seenCertain')),
  bare: c =>
    offerAlone(c, 'seen', offer => ({ leaf: 'seen', count: { atLeast: 1 }, window: null, offer, grade: 'any' })),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'seen', number: 5, menu: 'messages', label: { en: '👀 Seen', ru: '👀 Видел' } },
        ...{ begins: { leaf: 'seen', ...FIRST_EVENT, offer: null, grade: 'any' }, asks: null },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many did they see?', ru: 'Сколько предложений они видели?' }),
      window: windowSlot({ en: 'When did they see it?', ru: 'Когда они видели?' }),
      offer: offerSlot(),
      grade: { says: (leaf, grade) => (leaf === null ? null : { ...leaf, grade }), of: leaf => leaf.grade },
    },
    shown: () => ['count', 'window', 'offer', 'grade'],
  },
}

function rowsOf({ count, window, grade }: Seen, context: EvaluationContext): EventRows {
  const mine = ofOne(sql`e.subscriber_id`, context)
  const time = within(sql`e.at`, windowBounds(window, context))
  const test = grade === 'certain' ? sql`e.grade = 'confirmed' and ${time}${mine}` : sql`${time}${mine}`
  // A message may be known to be seen by several signs.
  const what = asksWhether(count) ? sql`count(*)` : sql`count(distinct e.delivery_id)`
  return { table: sql`reads`, index: sql`reads_subscriber`, what, test }
}

function readSeen(c: Cursor, certainly: boolean): Rule {
  let certain = certainly
  const also = () => {
    if (!certainly && see(c, 'exactly') !== null && peek(c, 1)?.kind !== 'number') {
      // "видел … точно": for certain, not a number of times.
      certain = true
      return take(c, 'exactly') !== null
    }
    if (certainly || take(c, 'forSure') === null) return false
    certain = true
    return true
  }
  const { count, negated, window, offer, others } = readOfOffers(c, { also })
  const grade = certain ? 'certain' : 'any'
  const leaf: Seen = { leaf: 'seen', count: count ?? { atLeast: 1 }, window, offer, grade }
  return others === null ? counted(leaf, negated) : ofEach(others, offer => counted({ ...leaf, offer }, negated))
}

function phrase(leaf: Seen, counted: Counted, phrasing: Phrasing): string {
  const verbs = leaf.grade === 'certain' ? CERTAIN : VERBS
  const object = offerOfEvent(leaf, counted, phrasing, ANY)
  return eventPhrase({ verbs, object, window: leaf.window }, counted, phrasing)
}
