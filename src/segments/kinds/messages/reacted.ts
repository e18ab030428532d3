import { z } from 'zod'
import { byPerson, happened, ofOffer } from '../../compile/event.js'
import { sql } from '../../compile/sql.js'
import { eventShape, idSchema } from '../../parts.js'
import { type AnyOffer, offerOfEvent } from '../../phrase/offer.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, peek } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { countFirst, type Often } from '../../read/numbers/count.js'
import { ofEach, readOfOffers } from '../../read/offers/offer.js'
import type { Rule } from '../../rule.js'
import { ofOne, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import { type Kind, toOffer } from '../kind.js'
import { FIRST_EVENT, offerEventSlots } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('reacted'), ...eventShape, offer: idSchema.nullable() })

/** To how many messages they put a reaction, of one offer or (null) of any; by when they first did. */
export type Reacted = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'reacted', times: 'reacted', none: 'no reactions', noneOf: 'no reactions to' },
  ru: { some: 'есть реакция', times: 'реакции', none: 'нет реакций', noneOf: 'нет реакций' },
}
const ANY: AnyOffer = {
  en: { some: 'to any offer', none: 'any offer' },
  ru: { some: 'на любое предложение', none: 'ни на одно предложение' },
}
const BEGINS = {
  reacted: {
    en: [
      ...['reacted', 'react', 'reactions', 'reaction', 'reacted to', 'reactions to', 'reaction to', 'react to'],
      ...['put a reaction', 'left a reaction', 'put a reaction on', 'left a reaction on', 'liked', 'likes on'],
      ...['put a like', 'gave a reaction', 'gave a reaction to', 'set a reaction', 'reacting', 'reacting to'],
      ...['put reactions', 'put an emoji', 'left an emoji', 'emoji reaction', 'reacts', 'reactors', 'left reactions'],
      ...['leave reactions', 'added a reaction', 'added a reaction to', 'hearted', 'put a reaction to'],
      ...['put any reaction', 'reacted with', 'put a heart', 'put a heart on', 'put a heart under', 'gave a heart'],
      ...[
        'gave a heart to',
        'left a heart',
        'left a heart on',
        'sent a heart',
        'gave a like',
        'gave a like to',
        'put a like on',
      ],
      ...['left a like', 'left a like on', 'gave a thumbs up', 'gave a thumbs up to', 'left a reaction under'],
    ],
    ru: [
      ...['реакции', 'реакция', 'реакций', 'реакцию', 'реакции на', 'реакция на', 'реакций на', 'реагировал'],
      ...['реагировала', 'реагировали', 'отреагировал', 'отреагировала', 'отреагировали', 'поставили реакцию'],
      ...['поставил реакцию', 'поставила реакцию', 'ставили реакцию', 'ставили реакции', 'реагировали на'],
      ...['отреагировали на', 'поставили реакцию на', 'реагировал на', 'отреагировал на', 'лайк', 'лайки', 'лайкнули'],
      ...['лайкали', 'лайкнул', 'ставили лайк', 'поставили лайк', 'ставят реакции', 'ставили реакцию на'],
      ...['оставили реакцию', 'оставляли реакции', 'реагируют', 'реагирует', 'отреагировавшие', 'реагировавшие'],
      ...['ставили эмодзи', 'поставили эмодзи', 'с реакцией', 'с реакциями', 'поставили реакции', 'реакцией'],
      ...[
        'ставил',
        'ставили',
        'ставят',
        'поставил',
        'поставила',
        'поставили',
        'ставила',
        'оставили',
        'оставляли',
      ].flatMap(put =>
        ['лайк', 'лайки', 'реакцию', 'реакции', 'эмодзи', 'сердечко', 'сердечки', 'огонек'].map(
          what => `${put} ${what}`,
        ),
      ),
      ...['реакциями', 'ставил реакции', 'жали реакции', 'поставивших реакцию'],
    ],
  },
}

export const reacted: Kind<Reacted> = {
  name: 'reacted',
  schema,
  sql({ offer, count, window }, context) {
    const time = within(sql`e.at`, windowBounds(window, context))
    const test = sql`e.evidence = 'reaction' and ${time}${ofOne(sql`e.subscriber_id`, context)}`
    const rows = { table: sql`reads`, index: sql`reads_subscriber`, what: sql`count(*)`, test }
    return happened(count, times => (offer === null ? byPerson(rows, times) : ofOffer(offer, rows, times)))
  },
  not: countedOtherwise(phrase),
  refers: toOffer,
  names: () => [],
  restsOnOrders: false,
  facts: () => ['engagement'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      // "No reactions to 3 May": the word is the date's.
      if (c.tokens[c.at - 1]?.text === 'to' && /^\d/.test(c.tokens[c.at]?.text ?? '')) c.at--
      return readReacted(c)
    }),
  bare: c => countFirst(c, NOUNS, first => readCounted(c, first)),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'reacted', number: 54, menu: 'messages', label: { en: '❤️ Reacted', ru: '❤️ Реакции' } },
        ...{ begins: { leaf: 'reacted', ...FIRST_EVENT, offer: null }, asks: null },
      },
    ],
    ...offerEventSlots(
      { en: 'To how many messages?', ru: 'На сколько сообщений?' },
      { en: 'When did they react?', ru: 'Когда они реагировали?' },
    ),
  },
}

function phrase(leaf: Reacted, counted: Counted, phrasing: Phrasing): string {
  const object = offerOfEvent(leaf, counted, phrasing, ANY)
  return eventPhrase({ verbs: VERBS, object, window: leaf.window }, counted, phrasing)
}

function readReacted(c: Cursor): Rule {
  // "Reactions to 1 May": what stands behind it is no offer, but a time.
  if (peek(c, -1)?.text === 'to' && peek(c)?.kind === 'number') c.at -= 1
  const { count, negated, window, offer, others } = readOfOffers(c)
  const leaf: Reacted = { leaf: 'reacted', count: count ?? { atLeast: 1 }, window, offer }
  return others === null ? counted(leaf, negated) : ofEach(others, offer => counted({ ...leaf, offer }, negated))
}

/** What a number before them counts. */
const NOUNS: ReadonlySet<string> = new Set(['reaction', 'reactions', 'реакция', 'реакции', 'реакций'])

/** "At least 3 reactions this month": how often stands before the noun. */
function readCounted(c: Cursor, first: Often): Rule {
  const { count, window } = readParts(c)
  if (count !== null) return fail(c, { kind: 'once' })
  const leaf: Reacted = { leaf: 'reacted', count: first.count, window, offer: null }
  return counted(leaf, first.negated)
}
