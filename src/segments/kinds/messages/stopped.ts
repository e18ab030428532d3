import { z } from 'zod'
import { byPerson, happened } from '../../compile/event.js'
import { sql } from '../../compile/sql.js'
import { eventShape } from '../../parts.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, pick, see } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { endsHere } from '../../read/fields/field.js'
import type { Rule } from '../../rule.js'
import { ofOne, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind } from '../kind.js'
import type { Status } from '../person/status.js'
import { countSlot, windowSlot } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('stopped'), ...eventShape })

/** How often they stopped offers, whether they came back or not. */
export type Stopped = z.infer<typeof schema>

const VERBS: Verbs = {
  en: { some: 'stopped before', times: 'stopped', none: 'never stopped', noneOf: 'never stopped' },
  ru: { some: 'отписывался', times: 'отписывался', none: 'не отписывался', noneOf: 'не отписывался' },
}
const BEGINS = {
  stopped: {
    en: [
      ...['stopped', 'stopped before', 'unsubscribed', 'unsubscribed before', 'stop', 'opted out', 'unsubscribes'],
      ...['unsubscribe', 'unsubscribing', 'stops', 'stopped offers', 'stopped receiving', 'stopped our offers'],
      ...['opt out', 'opted-out', 'stopped the offers', 'stop offers', 'have stopped', 'has stopped', 'left us'],
      ...['turned off offers', 'quit', 'turned off messages', 'asked to stop', 'pressed stop', 'has unsubscribed'],
      ...['have unsubscribed', 'opt-out'],
    ],
    ru: [
      ...['отписывался', 'отписывалась', 'отписывались', 'отписался', 'отписалась', 'отписались', 'отписка', 'отписки'],
      ...['отписываются', 'отписок', 'отписками', 'остановили рассылку', 'отключили рассылку'],
      ...['отказались от рассылки', 'отказывались от рассылки', 'отказались от предложений'],
      ...['отписывались от рассылки', 'отписались от рассылки', 'отписавшихся', 'отпиской', 'были отписки'],
      ...['отключали рассылку', 'ушли в отписку'],
    ],
  },
}

const NOW: ReadonlySet<string> = new Set([
  ...['unsubscribed', 'отписался', 'отписалась', 'отписались', 'out', 'unsubscribes', 'opted-out'],
])
const STANDS: Status = { leaf: 'status', values: ['unsubscribed'] }

export const stopped: Kind<Stopped> = {
  name: 'stopped',
  schema,
  sql({ count, window }, context) {
    const mine = ofOne(sql`e.subscriber_id`, context)
    const test = sql`e.kind = 'stop' and ${within(sql`e.at`, windowBounds(window, context))}${mine}`
    const rows = { table: sql`subscription_events`, index: sql`subscription_events_stop`, what: sql`count(*)`, test }
    return happened(count, times => byPerson(rows, times))
  },
  not: countedOtherwise(phrase),
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      const said = c.tokens[c.at - 1]?.text ?? ''
      const { count, negated, window } = readParts(c)
      // "Unsubscribed" alone is rather how it stands with them than what they once did.
      if (count === null && window === null && NOW.has(said) && pick(c, 2) === 0) return STANDS
      const leaf: Stopped = { leaf: 'stopped', count: count ?? { atLeast: 1 }, window }
      return counted<Stopped | Status>(leaf, negated)
    }),
  bare: c => cameBack(c),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'stopped', number: 13, menu: 'messages', label: { en: '🔕 Stopped before', ru: '🔕 Отписывался' } },
        ...{ begins: { leaf: 'stopped', count: { atLeast: 1 }, window: null }, asks: null },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many times did they stop?', ru: 'Сколько раз они отписывались?' }),
      window: windowSlot({ en: 'When did they stop offers?', ru: 'Когда они отписались?' }),
    },
    shown: () => ['count', 'window'],
  },
}

function phrase({ window }: Stopped, counted: Counted, phrasing: Phrasing): string {
  // "Before" says ever, so it goes where a time is named.
  const verb = counted.verb === 'some' && window !== null ? 'times' : counted.verb
  return eventPhrase({ verbs: VERBS, window }, { ...counted, verb }, phrasing)
}

/** "Left and came back": stopped once, and can be reached again. */
function cameBack(c: Cursor): Candidate[] {
  const seen = see(c, 'cameBack')
  const once: Stopped = { leaf: 'stopped', count: { atLeast: 1 }, window: null }
  const back: Status = { leaf: 'status', values: ['active'] }
  if (seen === null) return []
  const to = c.at + seen.length
  const again = {
    leaf: 'ordered',
    count: { atLeast: 2 },
    window: null,
    product: null,
    category: null,
    total: null,
  } as const
  // "Came back" alone may be to the shop as well.
  const bare = peek(c)?.text === 'came' && seen.length === 2 && endsHere({ ...c, at: to, trying: true })
  const ways: Rule[] = [{ all: [once, back] }, ...(bare ? [again] : [])]
  return ways.map(way => ({ to, sure: 'words', read: () => way }))
}
