import { z } from 'zod'
import { byPerson, happened } from '../../compile/event.js'
import { sql } from '../../compile/sql.js'
import { eventShape } from '../../parts.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, peek, see } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { namedAt } from '../../read/names/bare.js'
import { countFirst, type Often } from '../../read/numbers/count.js'
import { seesLast, takeOffer } from '../../read/offers/offer.js'
import type { Rule } from '../../rule.js'
import { ofOne, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind } from '../kind.js'
import { countSlot, FIRST_EVENT, windowSlot } from '../slot.js'
import type { Delivery } from './delivery.js'

const schema = z.strictObject({ leaf: z.literal('replied'), ...eventShape })

/** How often they wrote to the bot, in reply to a message of ours or of their own accord. */
export type Replied = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'replied', times: 'replied', none: 'no replies', noneOf: 'no replies' },
  ru: { some: 'есть ответ', times: 'ответы', none: 'нет ответов', noneOf: 'нет ответов' },
}
const BEGINS = {
  replied: {
    en: [
      ...['replied', 'reply', 'replies', 'replied to us', 'replied to the bot', 'answered', 'answered us', 'responded'],
      ...['wrote', 'wrote to us', 'wrote to the bot', 'wrote back', 'written to us', 'write to us', 'answers'],
      ...['texted', 'texted us', 'messaged', 'messaged us', 'messaged the bot', 'sent us a message', 'wrote something'],
      ...['write', 'talk to us', 'contacted us', 'responses', 'response', 'respond', 'responding', 'sent a message'],
      ...['answer', 'got back to us', 'replied to our messages', 'writing to us', 'text us', 'reply to us'],
      ...['replied back', 'wrote to me', 'sent messages', 'chatted'],
    ],
    ru: [
      ...['ответы', 'ответ', 'ответа', 'ответов', 'отвечал', 'отвечала', 'отвечали', 'ответил', 'ответила', 'ответили'],
      ...['писал', 'писала', 'писали', 'писал нам', 'писала нам', 'писали нам', 'писал боту', 'писала боту'],
      ...['писали боту', 'написал', 'написала', 'написали', 'написал нам', 'написала нам', 'написали нам'],
      ...['написал боту', 'написала боту', 'написали боту', 'отвечают', 'отвечает', 'ответившие', 'отвечавшие'],
      ...['писали сообщения', 'пишут', 'пишут нам', 'пишет', 'писали в бот', 'писали в бота', 'написали в бот'],
      ...['написали в бота', 'связывались с нами', 'обращались', 'обратились', 'присылали сообщения', 'отвечавших'],
      ...['ответивших', 'отозвались', 'откликнулись', 'откликались', 'писавшие', 'написавшие', 'общались'],
      ...['общались с ботом', 'ответили нам', 'отвечали нам', 'отвечали боту', 'ответили боту', 'отвечают нам'],
      ...['ответили на сообщение', 'отвечали на сообщения', 'отвечают на сообщения'],
    ],
  },
}

export const replied: Kind<Replied> = {
  name: 'replied',
  schema,
  sql({ count, window }, context) {
    const test = sql`${within(sql`e.at`, windowBounds(window, context))}${ofOne(sql`e.subscriber_id`, context)}`
    const rows = { table: sql`replies`, index: sql`replies_subscriber`, what: sql`count(*)`, test }
    return happened(count, times => byPerson(rows, times))
  },
  not: countedOtherwise(phrase),
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['engagement'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      let offer: number | null = null
      const { count, negated, window } = readParts(c, () => {
        if (offer !== null || !seesOffer(c)) return false
        offer = takeOffer(c)
        return offer !== null
      })
      if (offer !== null) {
        const reply: Delivery = { leaf: 'delivery', offer, is: ['replied'] }
        // When they replied to it nobody can ask.
        if (window !== null || (count !== null && count !== 'none')) return fail(c, { kind: 'joiner' })
        return count === 'none' ? { not: reply } : reply
      }
      const leaf: Replied = { leaf: 'replied', count: count ?? { atLeast: 1 }, window }
      return counted(leaf, negated)
    }),
  bare: c => countFirst(c, NOUNS, first => readCounted(c, first)),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'replied', number: 29, menu: 'messages', label: { en: '💬 Replied', ru: '💬 Отвечали' } },
        ...{ begins: { leaf: 'replied', ...FIRST_EVENT }, asks: null },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many times did they write?', ru: 'Сколько раз они писали?' }),
      window: windowSlot({ en: 'When did they write?', ru: 'Когда они писали?' }),
    },
    shown: () => ['count', 'window'],
  },
}

function phrase({ window }: Replied, counted: Counted, phrasing: Phrasing): string {
  return eventPhrase({ verbs: VERBS, window }, counted, phrasing)
}

/** True before the name of an offer; "replied to us" names none. */
function seesOffer(c: Cursor): boolean {
  const word = see(c, 'offer', 'offerNoun', 'it')
  if (word !== null || peek(c)?.kind === 'quoted' || seesLast(c)) return true
  return namedAt(c, name => c.vocabulary.offers.find(name)) !== null
}

/** What a number before them counts. */
const NOUNS: ReadonlySet<string> = new Set([
  'reply',
  'replies',
  'response',
  'responses',
  'ответ',
  'ответа',
  'ответов',
  'ответы',
])

/** "At least 3 replies this month": how often stands before the noun. */
function readCounted(c: Cursor, first: Often): Rule {
  const { count, window } = readParts(c)
  if (count !== null) return fail(c, { kind: 'once' })
  const leaf: Replied = { leaf: 'replied', count: first.count, window }
  return counted(leaf, first.negated)
}
