import { z } from 'zod'
import { asksWhether, everHappened, happened, ofOffer, type Times } from '../../compile/event.js'
import { type Sql, sql } from '../../compile/sql.js'
import { type Count, eventShape, idSchema } from '../../parts.js'
import { type AnyOffer, offerOfEvent } from '../../phrase/offer.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, pick } from '../../read/cursor.js'
import { counted } from '../../read/events/event.js'
import { JOINTS, longestAt } from '../../read/lexicon.js'
import { countFirst, type Often } from '../../read/numbers/count.js'
import { ofEach, readOfOffer, readOfOffers } from '../../read/offers/offer.js'
import { offerAlone, offerFirst } from '../../read/offers/offer-first.js'
import type { Rule } from '../../rule.js'
import { type Bounds, type EvaluationContext, ofOne, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import { type Kind, toOffer } from '../kind.js'
import { FIRST_EVENT, offerEventSlots } from '../slot.js'

const SENT = { table: sql`deliveries`, index: sql`deliveries_sent` }

const schema = z.strictObject({ leaf: z.literal('received'), ...eventShape, offer: idSchema.nullable() })

/** How many messages they got, of one offer or (null) of any. */
export type Received = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'received', times: 'received', none: 'not received', noneOf: 'not received' },
  ru: { some: 'получено', times: 'получено', none: 'не получено', noneOf: 'не получено' },
}
const ANY: AnyOffer = {
  en: { some: 'any offer', none: 'any offer' },
  ru: { some: 'любое предложение', none: 'ни одного предложения' },
}
const BEGINS = {
  received: {
    en: [
      ...['received', 'receive', 'got', 'was sent', 'gets', 'getting', 'get', 'receiving', 'receives', 'were sent'],
      ...['been sent', 'had received', 'delivered', 'were delivered', 'was delivered', 'recipients of', 'recipient of'],
      ...['receivers of', 'have been sent', 'sent', 'got sent', 'were mailed', 'written to', 'have received', 'gotten'],
    ],
    ru: [
      ...['получено', 'получал', 'получала', 'получали', 'получил', 'получила', 'получили', 'получен', 'получены'],
      ...['пришло', 'получает', 'получено сообщений', 'получают', 'получавшие', 'получившие', 'дошло', 'дошла'],
      ...['дошли', 'доставлено', 'доставлена', 'доставили', 'приходило', 'пришли сообщения', 'приходили сообщения'],
      ...['приходили рассылки', 'приходили письма', 'приходила рассылка', 'кому приходили', 'кому приходило'],
      ...['отправляли', 'отправлено', 'отправлена', 'отправили', 'прислали', 'слали', 'писали им', 'получивших'],
      ...['получатели', 'получателям', 'мы писали', 'высылали', 'пришла рассылка', 'кому ушла', 'кому ушло'],
      ...['кому пришла', 'кому пришло', 'кому пришел', 'кому ушли', 'кому ушел', 'кому приходила', 'кому прислали'],
      ...['кому отправили', 'кому отправляли', 'кому слали', 'кому высылали', 'кому доставлено', 'кому доставили'],
    ],
  },
  ignoredOffer: {
    en: ['ignored', 'ignore', 'ignores', 'ignoring', 'paid no attention to'],
    ru: [
      ...['проигнорировали', 'проигнорировал', 'проигнорировала', 'игнорировали', 'игнорировал', 'игнорируют'],
      ...['игнорирует', 'проигнорировавшие', 'игнорирующие', 'не обратили внимания на', 'игнорили', 'проигнорили'],
      ...['пропустили', 'пропустил', 'пропустила', 'прозевали'],
    ],
  },
}

/** What a number before them counts. */
const NOUNS: ReadonlySet<string> = new Set([
  ...['message', 'messages', 'сообщение', 'сообщения', 'сообщений', 'рассылка', 'рассылки', 'рассылок'],
])

export const received: Kind<Received> = {
  name: 'received',
  schema,
  sql(leaf, context) {
    const { offer } = leaf
    const bounds = windowBounds(leaf.window, context)
    if (offer === null && asksWhether(leaf.count)) return ever(leaf.count, bounds, context)
    return happened(leaf.count, times =>
      offer === null ? ofAny(bounds, times, context) : ofOneOffer(offer, bounds, times, context),
    )
  },
  not: countedOtherwise(phrase),
  refers: toOffer,
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => {
    const { ignoredOffer, ...others } = BEGINS
    return [...begunBy(c, others, () => readReceived(c)), ...begunBy(c, { ignoredOffer }, () => readIgnored(c))]
  },
  bare: c => [
    ...countFirst(c, NOUNS, first => readReceived(c, first)),
    ...offerFirst(c),
    ...offerAlone(c, 'received', offer => leafOf(offer)),
  ],
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'received', number: 4, menu: 'messages', label: { en: '📬 Received', ru: '📬 Получено' } },
        ...{ begins: { leaf: 'received', ...FIRST_EVENT, offer: null }, asks: null },
      },
    ],
    ...offerEventSlots(
      { en: 'How many offers did they get?', ru: 'Сколько предложений они получили?' },
      { en: 'When did they get it?', ru: 'Когда они получили?' },
    ),
  },
}

/** "Ignored “A”": they got it and did not look at it, or did not click, is asked. */
function readIgnored(c: Cursor): Rule {
  // Who did not ignore it is not everybody else.
  const denied = longestAt(JOINTS, { tokens: c.tokens, at: c.at - 2, end: c.at - 1 }, ['not']) !== null
  const { count, negated, window, offer } = readOfOffer(c)
  if (denied || count !== null || negated !== false) return fail(c, { kind: 'once' })
  const said = { count: { atLeast: 1 }, window, offer } as const
  const none = { ...said, count: 'none' } as const
  const what: Rule =
    pick(c, 2) === 0 ? { leaf: 'seen', ...none, ...{ grade: 'any' } } : { leaf: 'clicked', ...none, ...{ link: null } }
  return { all: [{ leaf: 'received', ...said }, what] }
}

function leafOf(offer: number): Received {
  return { leaf: 'received', count: { atLeast: 1 }, window: null, offer }
}

function phrase(leaf: Received, counted: Counted, phrasing: Phrasing): string {
  const object = offerOfEvent(leaf, counted, phrasing, ANY)
  return eventPhrase({ verbs: VERBS, object, window: leaf.window }, counted, phrasing)
}

/** Messages of one offer. One that was taken back was not received, by either way to ask: whoever lost it may get it again. */
function ofOneOffer(offer: number, bounds: Bounds, times: Times, context: EvaluationContext): Sql {
  const mine = ofOne(sql`e.subscriber_id`, context)
  const kept = keptBy(context)
  const time = within(sql`coalesce(e.sent_at, e.claimed_at)`, bounds)
  const test = sql`e.state in ('sent', 'uncertain') and ${kept} and ${time}${mine}`
  return ofOffer(offer, { table: sql`deliveries`, what: sql`count(*)`, test }, times)
}

/**
 * Messages of any offer. A row with `sent_at` is a sent one, found by the index (subscriber_id, sent_at). Those that
 * Telegram never answered count too, by the time they were claimed; they are few, with an index of their own, so their
 * people are counted one by one, and everybody else in one pass.
 */
function ofAny(bounds: Bounds, times: Times, context: EvaluationContext): Sql {
  const mine = ofOne(sql`e.subscriber_id`, context)
  const sent = sql`from ${SENT.table} e indexed by ${SENT.index}
    where ${within(sql`e.sent_at`, bounds)} and ${notTakenBack(context)}`
  return sql`with open as materialized (
      select e.subscriber_id as person, count(*) as n from ${openRows(bounds, context)} group by e.subscriber_id)
    select e.subscriber_id ${sent}${mine}
    group by e.subscriber_id having ${times(sql`count(*)`)} and e.subscriber_id not in (select person from open)
    union all
    select u.person from open u where ${times(sql`(u.n + (select count(*) ${sent} and e.subscriber_id = u.person))`)}${ofOne(sql`u.person`, context)}`
}

/** Whether any message came at all. */
function ever(count: Count, bounds: Bounds, context: EvaluationContext): Sql {
  const sent = everHappened(
    { atLeast: 1 },
    { ...SENT, test: sql`${within(sql`e.sent_at`, bounds)} and ${notTakenBack(context)}` },
  )
  const open = sql`(s.id in (select e.subscriber_id from ${openRows(bounds, context)}))`
  return count === 'none' ? sql`(not (${sent} or ${open}))` : sql`(${sent} or ${open})`
}

/** Messages `e` that Telegram never answered: of everybody they are few, with an index of their own. */
function openRows(bounds: Bounds, context: EvaluationContext): Sql {
  const index = context.one === true ? sql`deliveries_claimed` : sql`deliveries_uncertain`
  return sql`deliveries e indexed by ${index} where e.state = 'uncertain' and e.sent_at is null
    and ${within(sql`e.claimed_at`, bounds)} and ${keptBy(context)}${ofOne(sql`e.subscriber_id`, context)}`
}

/** The index holds all but what was taken back, which is little; of one person the row itself is looked at. */
function notTakenBack(context: EvaluationContext): Sql {
  if (context.one === true) return keptBy(context)
  return sql`e.id not in (select id from deliveries indexed by deliveries_taken_back where taken_back_at <= ${context.at})`
}

/** Was not taken back by then. */
function keptBy({ at }: EvaluationContext): Sql {
  return sql`(e.taken_back_at is null or e.taken_back_at > ${at})`
}

/** "received 3+ in 30 days"; `first`: how often, where that stood before it. */
function readReceived(c: Cursor, first: Often | null = null): Rule {
  const { count, negated, window, offer, others } = readOfOffers(c, { counted: first !== null })
  if (first !== null && count !== null) return fail(c, { kind: 'once' })
  const leaf: Received = { leaf: 'received', count: first?.count ?? count ?? { atLeast: 1 }, window, offer }
  const turned = first?.negated ?? negated
  return others === null ? counted(leaf, turned) : ofEach(others, offer => counted({ ...leaf, offer }, turned))
}
