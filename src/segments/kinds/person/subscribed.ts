import { z } from 'zod'
import { sql } from '../../compile/sql.js'
import { type Window, windowSchema } from '../../parts.js'
import { windowPhrase } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, Mistake, peek, pick, see, seeAhead, take, takeSign } from '../../read/cursor.js'
import { endsHere } from '../../read/fields/field.js'
import { longestAt } from '../../read/lexicon.js'
import { monthAt } from '../../read/times/calendar.js'
import { readDates } from '../../read/times/date.js'
import { readWindow, seesWindow, takeAgoPair } from '../../read/times/window.js'
import type { Rule } from '../../rule.js'
import { windowBounds, within } from '../../window.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({ leaf: z.literal('subscribed'), window: windowSchema })

/** When they subscribed. */
export type Subscribed = z.infer<typeof schema>

const SUBJECT = { en: 'subscribed', ru: 'подписка' }
const BEGINS = {
  subscribed: {
    en: [
      ...['subscribed', 'subscription', 'joined', 'subscribe', 'signed up', 'who joined', 'subscribing', 'registered'],
      ...['started', 'started the bot', 'start date', 'join date', 'subscription date', 'date of subscription'],
      ...['subscribing date', 'signed-up', 'sign up', 'signup', 'came to us', 'became subscribers'],
      ...['became a subscriber', 'with us', 'been with us', 'been subscribed', 'been subscribers', 'subscriber'],
      ...['followed us', 'entered the bot', 'came aboard', 'added', 'been here', 'arrived', 'came', 'came on board'],
      ...['registration', 'registering', 'gained', 'onboarded', 'opted in', 'opted-in', 'attracted', 'recruited'],
      ...[
        'were gained',
        'were acquired',
        'we gained',
        'we acquired',
        'we attracted',
        'recruited',
        'newly added',
        'signing up',
      ],
    ],
    ru: [
      ...['подписка', 'подписан', 'подписана', 'подписаны', 'подписался', 'подписалась', 'подписались', 'подписки'],
      ...['подписку', 'дата подписки', 'подписавшиеся', 'подписавшихся', 'зарегистрировались', 'присоединились'],
      ...['подписывались', 'подписавшийся', 'подписывался', 'подписан на бота', 'с нами', 'запустили бота'],
      ...['запустил бота', 'нажали старт', 'пришли', 'пришел', 'пришла', 'вступили', 'появились', 'зашли в бота'],
      ...['стартовали', 'зарегистрировался', 'зарегистрирована', 'зарегистрированы', 'регистрация', 'присоединился'],
      ...['присоединившиеся', 'в боте', 'подпиской', 'подписались на бота', 'подписались на нас', 'добавились'],
      ...['пришедшие', 'зарегистрировавшиеся', 'стали подписчиками', 'подписка оформлена', 'подписан на нас'],
      ...['подписаны на нас', 'подписаны на бота', 'вступившие', 'дата регистрации', 'дата прихода'],
      ...['начали пользоваться ботом'],
    ],
  },
}

/** Ends of what says how long they have been here. */
const LASTING: ReadonlySet<string> = new Set(['нами', 'боте', 'подписаны', 'подписан', 'us', 'subscribed'])

/** «Подписались, но не купили»: whoever ever came, or who is here now. */
const REACHED = { leaf: 'status', values: ['active'] } as const
const DONE: ReadonlySet<string> = new Set(['подписались', 'подписался', 'подписалась', 'подписавшиеся'])

/** True behind the verb alone, where something else is said of them next. */
function isDone(c: Cursor): boolean {
  if (!DONE.has(c.tokens[c.at - 1]?.text ?? '') || c.at >= c.end) return false
  const behind: Cursor = { ...c }
  takeSign(behind, ',')
  return take(behind, 'but', 'and') !== null && behind.at < c.end
}

/** Everybody subscribed once: only what is said next parts them. */
function goesOn(c: Cursor): Rule {
  takeSign(c, ',')
  const and = peek(c)?.text === 'и'
  if (and || take(c, 'but') === null) take(c, 'and')
  return c.condition(c)
}

/** Said of how long they have been here, and not of the last such stretch. */
const HERE: ReadonlySet<string> = new Set(['нами', 'боте', 'us', 'подписаны'])
const ALREADY: ReadonlySet<string> = new Set(['for', 'уже', 'вот', 'целый', 'целую'])

/** True before «2 года» behind «с нами», "for 2 years" behind "with us": so long, or no longer, is asked. */
function seesLasting(c: Cursor): boolean {
  if (!HERE.has(c.tokens[c.at - 1]?.text ?? '') || takeAgoPair({ ...c, trying: true }, true) !== null) return false
  const already = ALREADY.has(peek(c)?.text ?? '') ? 1 : 0
  const number = peek(c, already)?.kind === 'number' ? 1 : 0
  const unit = seeAhead(c, already + number, 'days', 'weeks', 'months', 'years')
  return unit !== null && endsHere({ ...c, at: c.at + already + number + unit.length, trying: true })
}

/** The others say it only before a stretch of time: "came this week", and not "came from Instagram". */
const CERTAIN: ReadonlySet<string> = new Set([
  ...['subscribed', 'subscription', 'joined', 'signed', 'registered', 'subscribe', 'подписка', 'подписан', 'подписана'],
  ...['подписаны', 'подписался', 'подписалась', 'подписались', 'подписки', 'подписку', 'дата', 'зарегистрировались'],
])

export const subscribed: Kind<Subscribed> = {
  name: 'subscribed',
  schema,
  sql: ({ window }, context) => sql`(${within(sql`s.subscribed_at`, windowBounds(window, context))})`,
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['engagement'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      takeSign(c, ':')
      take(c, 'is')
      const leafOf = (window: Window): Subscribed => ({ leaf: 'subscribed', window })
      if (isDone(c)) return pick(c, 2) === 0 ? goesOn(c) : REACHED
      if (seesLasting(c)) {
        const window = readWindow(c)
        const over = 'in' in window && pick(c, 2) === 0
        return leafOf(over ? { ago: 'over', n: window.in, unit: window.unit } : window)
      }
      const pair = takeAgoPair(c, LASTING.has(c.tokens[c.at - 1]?.text ?? ''))
      return leafOf(pair ?? readWindow(c))
    }).filter(
      ({ to }) =>
        CERTAIN.has(peek(c)?.text ?? '') ||
        seesWindow({ ...c, at: to }) ||
        takeAgoPair({ ...c, at: to }, true) !== null ||
        c.tokens[to]?.text === ':',
    ),
  bare: c => [...newcomers(c), ...withUs(c), ...oldest(c)],
  say: ({ window }, { words, language }) => `${SUBJECT[language]} ${windowPhrase(window, words)}`,
  builder: {
    entries: [
      {
        ...{ name: 'subscribed', number: 3, menu: 'person', label: { en: '📅 Subscribed', ru: '📅 Подписка' } },
        ...{ begins: null, asks: 'window' },
      },
    ],
    slots: {
      window: {
        asks: { en: 'When did they subscribe?', ru: 'Когда они подписались?' },
        says: (_leaf, window) => (window === null ? null : { leaf: 'subscribed', window }),
        of: leaf => leaf.window,
      },
    },
    shown: () => ['window'],
  },
}

const SUBSCRIBERS: ReadonlySet<string> = new Set([
  'подписчики',
  'подписчиков',
  'подписчикам',
  'подписки',
  'subscribers',
  ...['signups', 'sign-ups', 'joiners', 'registrations', 'subscriptions'],
])

const WITH_US: ReadonlySet<string> = new Set(['с', 'в', 'with', 'подписаны', 'подписан', 'подписана'])

/** «Четыре года с нами», "over a year with us": how long stands before it. */
function withUs(c: Cursor): Candidate[] {
  const behind: Cursor = { ...c, made: new Set() }
  if (!seesWindow(behind) || see(behind, 'longTime') !== null) return []
  try {
    const window = readWindow(behind)
    const span = 'in' in window ? ({ ago: 'over', n: window.in, unit: window.unit } as const) : window
    const begun = longestAt(c.begins.book, behind, ['subscribed'])
    const timed = 'ago' in span || ('from' in span && ['с', 'со', 'since'].includes(peek(c)?.text ?? ''))
    if (!timed || begun === null || !WITH_US.has(peek(behind)?.text ?? '')) return []
    const to = behind.at + begun.length
    if (!endsHere({ ...c, at: to, trying: true })) return []
    const read = (): Subscribed => {
      c.at = to
      return { leaf: 'subscribed', window: span }
    }
    return [{ to, sure: 'words', read }]
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  }
}

const OLDEST: ReadonlySet<string> = new Set([
  ...[
    'oldest',
    'longest-standing',
    'longest',
    'давние',
    'давних',
    'старые',
    'старых',
    'давнишние',
    'старейшие',
    'давним',
  ],
])
/** The same by themselves. */
const VETERANS: ReadonlySet<string> = new Set([
  ...['старожилы', 'старожилов', 'старожилам', 'старички', 'старичков', 'олды', 'veterans', 'old-timers', 'oldtimers'],
])
const LONG = [1, 2, 3] as const

/** "Oldest customers": how long they have been there is asked. */
function oldest(c: Cursor): Candidate[] {
  const veterans = VETERANS.has(peek(c)?.text ?? '')
  const people = veterans ? { length: 0 } : seeAhead(c, 1, 'people', 'buyers')
  if ((!veterans && !OLDEST.has(peek(c)?.text ?? '')) || people === null) return []
  const read = (): Subscribed => {
    const n = LONG[pick(c, LONG.length)] ?? LONG[0]
    return { leaf: 'subscribed', window: { ago: 'over', n, unit: 'years' } }
  }
  return [{ to: c.at + 1 + people.length, sure: 'words', read }]
}

/** "New subscribers this week", «новые за неделю». */
function newcomers(c: Cursor): Candidate[] {
  const seen = see(c, 'newcomers') ?? (SUBSCRIBERS.has(peek(c)?.text ?? '') ? { length: 1 } : null)
  if (seen === null) return []
  // «Подписчики сентября».
  const month = monthAt(c, seen.length)
  if (month !== null && endsHere({ ...c, at: c.at + seen.length + month.length, trying: true })) {
    const { first: from, last: to } = readDates({ ...c, at: c.at + seen.length })
    const leaf: Subscribed = { leaf: 'subscribed', window: { from, to } }
    return [{ to: c.at + seen.length + month.length, sure: 'words', read: () => leaf }]
  }
  const { at } = c
  c.at += seen.length
  const timed = seesWindow(c)
  c.at = at
  const read = (): Subscribed => ({ leaf: 'subscribed', window: readWindow(c) })
  return timed ? [{ to: at + seen.length, sure: 'words', read }] : []
}
