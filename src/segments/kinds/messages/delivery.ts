import { z } from 'zod'
import { isAmong, type Sql, sql } from '../../compile/sql.js'
import { namedValues } from '../../names.js'
import { idSchema } from '../../parts.js'
import { ALL_FATES, FATES, type Fate, fateLabel } from '../../phrase/fate.js'
import { offerPhrase } from '../../phrase/offer.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, take } from '../../read/cursor.js'
import { byName, seesName } from '../../read/events/event.js'
import { readNamed } from '../../read/names/named.js'
import { readQuantity } from '../../read/numbers/number.js'
import { FATES_SAID, fateOfOffer, ledTo } from '../../read/offers/fate.js'
import { failAt, readName } from '../../read/value.js'
import { type EvaluationContext, ofOne } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { knownOf } from '../slot.js'

const schema = z.strictObject({
  leaf: z.literal('delivery'),
  offer: idSchema,
  message: z.exactOptional(idSchema.max(10_000)),
  is: z.array(z.enum(ALL_FATES)).min(1).max(ALL_FATES.length),
})

/**
 * What became of an offer's message to them, as its report counts it. `message`: of the offer's messages only this one, by
 * its place in their order, from 1; missing: any.
 */
export type Delivery = z.infer<typeof schema>

const SUBJECT = { en: 'outcome of', ru: 'итог предложения' }

const MESSAGE = { en: 'message', ru: 'сообщение' }

const BEGINS = {
  delivery: {
    en: [
      ...['delivery of', 'outcome of', 'what became of', 'fate of', 'the delivery of', 'delivery status of'],
      ...['delivery status', 'status of delivery of', 'result of', 'delivery result of', 'the outcome of'],
    ],
    ru: [
      ...['доставка предложения', 'итог предложения', 'что стало с предложением', 'доставка', 'судьба предложения'],
      ...['доставка рассылки', 'статус доставки', 'статус доставки предложения', 'итог рассылки'],
      ...['что стало с рассылкой', 'результат рассылки', 'статус доставки рассылки', 'что стало с'],
    ],
  },
}

const fates = namedValues(
  ALL_FATES,
  (fate, language) => FATES[fate][language],
  fate => FATES_SAID[fate] ?? [],
)

export const delivery: Kind<Delivery> = {
  name: 'delivery',
  schema,
  sql(leaf, context) {
    const found = leaf.is.map(fate => peopleOf(fate, leaf, context))
    const joined = found.slice(1).reduce((sum, one) => sql`${sum} union all ${one}`, found[0] ?? sql`select null`)
    return isAmong(joined)
  },
  not: PLAIN_NOT,
  refers: ({ offer }) => [{ kind: 'offer', id: offer }],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => [
    ...ledTo(c, fates, (offer, fate): Delivery => {
      c.offer = offer
      return { leaf: 'delivery', offer, is: [fate] }
    }),
    ...begunBy(c, BEGINS, () => {
      const offer = readOffer(c)
      const message = take(c, 'message') === null ? {} : { message: readQuantity(c) }
      const all = () => [...fates.all('en'), ...fates.all('ru')]
      return readNamed(
        c,
        { find: fates.find, all },
        'fate',
        (is): Delivery => ({ leaf: 'delivery', offer, ...message, is }),
      )
    }),
  ],
  bare: c => fateOfOffer(c, fates, (offer, fate): Delivery => ({ leaf: 'delivery', offer, is: [fate] })),
  say({ offer, message, is }, phrasing) {
    const { language, words } = phrasing
    const which = message === undefined ? [] : [MESSAGE[language], message]
    const subject = [SUBJECT[language], ...offerPhrase(offer, phrasing), ...which].join(' ')
    return words.is(subject, is.map(fate => FATES[fate][language]).join(', '))
  },
  builder: {
    entries: [
      {
        ...{ name: 'delivery', number: 31, menu: 'messages', label: { en: '📮 What became', ru: '📮 Что стало' } },
        ...{ begins: null, asks: 'offer' },
      },
    ],
    slots: {
      offer: {
        says(leaf, offer) {
          if (offer === null) return null
          return leaf === null
            ? { leaf: 'delivery', offer, is: ['delivered'] }
            : { leaf: 'delivery', offer, is: leaf.is }
        },
        of: leaf => leaf.offer,
      },
      message: {
        asks: {
          en: 'Which of its messages, where it has one for each segment? They are numbered by the order in the offer.',
          ru: 'Какое из сообщений, если для каждого сегмента оно своё? Номер — по порядку в предложении.',
        },
        options: [null, 1, 2, 3, 4, 5, 6].map((answer, number) => ({
          ...{ number, answer },
          label: answer === null ? { en: 'Any', ru: 'Любое' } : { en: `Message ${answer}`, ru: `Сообщение ${answer}` },
        })),
        says(leaf, message) {
          if (leaf === null) return null
          const { message: _before, ...rest } = leaf
          return message === null ? rest : { ...rest, message }
        },
        of: leaf => leaf.message ?? null,
      },
      values: {
        asks: {
          en: 'What became of it? Tick one or more.',
          ru: 'Что стало с сообщением? Отметьте одно или несколько.',
        },
        choices: language => ALL_FATES.map(value => ({ value, label: fateLabel(value, language) })),
        says: (leaf, values) => (leaf === null ? null : { ...leaf, is: knownOf(ALL_FATES, values) }),
        of: leaf => leaf.is,
      },
    },
    shown: () => ['values', 'offer', 'message'],
  },
}

function readOffer(c: Cursor): number {
  const { offers } = c.vocabulary
  if (peek(c)?.kind !== 'quoted' && !seesName(c)) return fail(c, { kind: 'offer' })
  take(c, 'offer')
  const written = readName(c, () => peek(c)?.text === ':' || see(c, 'message') !== null)
  if (written === null) return fail(c, { kind: 'offer' })
  return byName(written, offers) ?? failAt(c, written, { kind: 'offer' }, offers.all())
}

/** Ids of those whose message came to this. */
function peopleOf(fate: Fate, leaf: Delivery, context: EvaluationContext): Sql {
  if (fate === 'replied') return answered(leaf, context)
  if (fate === 'blocked') return sql`select e.subscriber_id from ${reactions(leaf, context)} and e.kind = 'block'`
  if (fate === 'taken_back')
    return sql`select d.subscriber_id from ${sent(leaf, context)} and d.taken_back_at <= ${context.at}`
  const how: { row?: Sql; did?: Sql } = FATES[fate]
  if (how.did !== undefined)
    return sql`select e.subscriber_id from ${reactions(leaf, context)}
    and e.kind in ('stop', 'pause') and not ${undone(context)}
    group by e.subscriber_id, d.broadcast_id, d.variant_id having ${how.did}`
  return sql`select d.subscriber_id from ${sent(leaf, context)} and ${how.row ?? sql`false`}`
}

/** Rows of the offer's deliveries `d`, of broadcasts `b`. What waits has no time of its own: it is there since they began. */
function sent(leaf: Delivery, context: EvaluationContext): Sql {
  const time = sql`coalesce(d.sent_at, d.claimed_at, b.started_at, b.starts_at)`
  return sql`broadcasts b cross join deliveries d on d.broadcast_id = b.id
    where b.offer_id = ${leaf.offer} and ${time} <= ${context.at}${ofMessage(leaf)}${ofOne(sql`d.subscriber_id`, context)}`
}

/** An edit makes a new version in the same place. */
function ofMessage({ offer, message }: Delivery): Sql {
  if (message === undefined) return sql``
  return sql` and d.variant_id in (select id from variants where offer_id = ${offer} and position = ${message - 1})`
}

/**
 * What people did about being written to, because of this offer. Deliveries of one broadcast lie close together, so the
 * range keeps the search among few events; of one person there are few anyway.
 */
function reactions(leaf: Delivery, context: EvaluationContext): Sql {
  const end = (
    which: Sql,
  ) => sql`(select ${which}(x.id) from broadcasts y cross join deliveries x on x.broadcast_id = y.id
    where y.offer_id = ${leaf.offer})`
  const [index, range] =
    context.one === true
      ? [sql`subscription_events_subscriber`, sql`true`]
      : [sql`subscription_events_delivery`, sql`e.delivery_id between ${end(sql`min`)} and ${end(sql`max`)}`]
  return sql`subscription_events e indexed by ${index} cross join deliveries d on d.id = e.delivery_id
    cross join broadcasts b on b.id = d.broadcast_id
    where ${range} and b.offer_id = ${leaf.offer} and e.at <= ${context.at}${ofMessage(leaf)}${ofOne(sql`e.subscriber_id`, context)}`
}

/** What the person's very next act took back. */
function undone({ at }: EvaluationContext): Sql {
  return sql`(coalesce((select u.kind from subscription_events u where u.subscriber_id = e.subscriber_id and u.id > e.id
    and u.at <= ${at} and u.kind in ('stop', 'pause', 'resume', 'undo') order by u.id limit 1), '') = 'undo')`
}

/** Who wrote back, who answered a poll, and of a survey who answered its question. */
function answered(leaf: Delivery, context: EvaluationContext): Sql {
  const of = sql`b.offer_id = ${leaf.offer} and d.state = 'sent'${ofMessage(leaf)}${ofOne(sql`d.subscriber_id`, context)}`
  return sql`select d.subscriber_id from broadcasts b cross join replies e on e.broadcast_id = b.id
      cross join deliveries d on d.id = e.delivery_id and d.broadcast_id = b.id where ${of} and e.at <= ${context.at}
    union all
    select d.subscriber_id from broadcasts b cross join poll_votes e indexed by poll_votes_broadcast on e.broadcast_id = b.id
      cross join deliveries d on d.id = e.delivery_id where ${of} and e.at <= ${context.at}
    union all
    select d.subscriber_id from offers o cross join broadcasts b on b.offer_id = o.id cross join deliveries d on d.broadcast_id = b.id
      cross join survey_answers a on a.subscriber_id = d.subscriber_id and a.delivery_id = d.id
      where o.id = ${leaf.offer} and o.kind = 'survey' and ${of} and a.answered_at <= ${context.at}`
}
