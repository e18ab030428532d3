import { z } from 'zod'
import { DAY } from '../../../clock.js'
import type { Language } from '../../../text/format.js'
import { happened, type Times } from '../../compile/event.js'
import { any, type Sql, sql } from '../../compile/sql.js'
import { namedValues } from '../../names.js'
import { eventShape } from '../../parts.js'
import { ALL_FATES, fateLabel, fateName, fateRow } from '../../phrase/fate.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, takeSign } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { groupHere, readGroups } from '../../read/names/groups.js'
import { readOfOffer } from '../../read/offers/offer.js'
import { raw } from '../../read/value.js'
import type { Rule } from '../../rule.js'
import { type Bounds, type EvaluationContext, windowBounds, within } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind } from '../kind.js'
import { countSlot, knownOf, windowSlot } from '../slot.js'

const WHY = ALL_FATES.filter(fate => fate === 'no_answer' || /^(?:failed|skipped)(?:_|$)/.test(fate))

const schema = z.strictObject({
  leaf: z.literal('missed'),
  ...eventShape,
  why: z.array(z.enum(WHY)).min(1).max(WHY.length).nullable(),
})

/**
 * How many messages of any offers did not come to them: Telegram did not take them, nobody knows whether it did, or they were
 * left out before (`why` null: for whatever reason). What was left out is of the time at which its broadcast began; of
 * a message of a series, of its own time.
 */
export type Missed = z.infer<typeof schema>
type Why = (typeof WHY)[number]

const VERBS: Verbs = {
  en: { some: 'missed a message', times: 'missed messages', none: 'missed no message', noneOf: 'missed no message' },
  ru: {
    some: 'есть недоставленное сообщение',
    times: 'недоставленные сообщения',
    none: 'нет недоставленных сообщений',
    noneOf: 'нет недоставленных сообщений',
  },
}
const ALSO: Partial<Record<Why, readonly string[]>> = {
  skipped_cap: [
    ...['left out because of the cap', 'left out by the cap', 'left out because of frequency', 'capped'],
    ...['left out because of the frequency cap', 'skipped because of the cap', 'hit the cap', 'left out by cap'],
    ...['left out because of the limit', 'not reached because of the cap', 'пропущено из-за лимита'],
    ...['пропущены из-за частоты', 'пропущены из-за лимита', 'пропустили из-за лимита', 'пропустили из-за частоты'],
    ...['пропустили из-за лимита частоты', 'пропущены из-за лимита частоты', 'не получили из-за лимита частоты'],
    ...[
      'не получили из-за лимита',
      'не получили из-за частоты',
      'исключены из-за частоты',
      'уперлись в лимит',
      'уперлись в частоту',
    ],
  ],
  skipped: ['were left out', 'was left out', 'пропущены'],
  failed: ['undelivered', 'delivery failed', 'could not be delivered', 'не дошло', 'не доставили', 'не доставлены'],
  failed_blocked: ['not delivered because they blocked', 'не доставлено потому что заблокировали'],
}
const reasons = namedValues(WHY, fateName, why => ALSO[why] ?? [])
/** Who was to get something, and got nothing, for they had had enough. */
const SILENCED = {
  en: [
    ...['reached 0 times because of the cap', 'reached 0 times because of cap', 'got nothing because of the cap'],
    ...[
      'received nothing because of the cap',
      'got 0 messages because of the cap',
      'reached by nothing because of the cap',
    ],
  ],
  ru: [
    ...['ничего не получили из-за лимита', 'ничего не получили из-за частоты', 'ни разу не получили из-за лимита'],
    ...['ни разу не получили из-за частоты', 'не получили ничего из-за лимита', 'не получили ничего из-за частоты'],
  ],
}
/** Reasons that are said in words of their own; "not delivered" alone may be of one offer. */
const SAID_WHY = WHY.filter(why => why.includes('_') && why !== 'no_answer')
const namesIn = (language: Language) => [
  ...SAID_WHY.map(why => fateName(why, language)),
  ...SAID_WHY.flatMap(why => ALSO[why] ?? []).filter(name => /[а-я]/u.test(name) === (language === 'ru')),
]
const BEGINS = {
  missed: {
    en: [
      ...['missed a message', 'missed messages', 'missed message', 'missed an offer', 'missed any message'],
      ...['missed offers', 'missed a mailing'],
    ],
    ru: [
      ...['недоставленное сообщение', 'недоставленные сообщения', 'недоставленных сообщений'],
      ...['недоставленного сообщения', 'есть недоставленное сообщение', 'пропущенные сообщения', 'недоставки'],
      ...['недоставка', 'недоставок'],
    ],
  },
  missedSome: { en: ['missed'], ru: [] },
  notDelivered: {
    en: ['not delivered', 'was not delivered', 'were not delivered', "wasn't delivered", "weren't delivered"],
    ru: ['не доставлено', 'не доставлена', 'не доставлены', 'не доставили', 'не дошло', 'не дошла', 'не дошли'],
  },
  missedFailed: {
    en: [
      ...['undelivered', 'delivery failed', 'failed delivery', 'messages bounced', 'bounced', 'failed to deliver'],
      ...['could not be delivered', 'delivery failures', 'failed deliveries'],
    ],
    ru: ['ошибка доставки', 'ошибки доставки', 'сбой доставки', 'недоставленные из-за ошибки'],
  },
  missedNone: { en: ['missed no message', 'missed no messages'], ru: ['нет недоставленных сообщений'] },
  missedBecause: { en: namesIn('en'), ru: namesIn('ru') },
  missedAll: SILENCED,
}

/** A word that says nothing elsewhere: «ничего не получили из-за частоты». */
const NOTHING: ReadonlySet<string> = new Set(['ничего', 'разу', 'nothing'])

export const missed: Kind<Missed> = {
  name: 'missed',
  schema,
  sql: (leaf, context) => happened(leaf.count, times => peopleOf(leaf, times, context)),
  not: countedOtherwise(phrase),
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read(c) {
    const from = c.at
    const { notDelivered, ...others } = BEGINS
    // Whether it failed, or nothing came at all, is asked.
    return [
      ...begunBy(c, { notDelivered }, () => readFailed(c)),
      ...begunBy(c, { notDelivered }, () => readNotReceived(c)),
      ...begunBy(c, others, begun => {
        if (begun === 'missedAll' || NOTHING.has(c.tokens[from - 1]?.text ?? '')) return readSilenced(c)
        if (begun === 'missedFailed') return readMissed(c, ['failed'])
        if (begun !== 'missedBecause') return readMissed(c, null, begun === 'missedNone')
        const why = reasons.find(raw(c, from, c.at))
        return readMissed(c, why === null ? null : [why])
      }),
    ]
  },
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'missed', number: 88, menu: 'messages', label: { en: '📭 Did not get it', ru: '📭 Не дошло' } },
        begins: { leaf: 'missed', count: { atLeast: 1 }, window: { in: 30, unit: 'days' }, why: ['skipped_cap'] },
        asks: null,
      },
    ],
    slots: {
      count: countSlot({ en: 'How many messages did not come?', ru: 'Сколько сообщений не дошло?' }),
      window: windowSlot({ en: 'When was that?', ru: 'Когда это было?' }),
      values: {
        asks: { en: 'Why did it not come? Tick one or more.', ru: 'Почему не дошло? Отметьте одно или несколько.' },
        choices: language => WHY.map(value => ({ value, label: fateLabel(value, language) })),
        says(leaf, values) {
          if (leaf === null) return null
          const why = knownOf(WHY, values)
          return { ...leaf, why: why.length === 0 ? null : why }
        },
        of: leaf => leaf.why ?? [],
      },
    },
    shown: () => ['values', 'count', 'window'],
  },
}

/** From the broadcasts on, which are few, by the state of their messages; of one person by their own. */
function peopleOf({ window, why }: Missed, times: Times, context: EvaluationContext): Sql {
  const time = sql`coalesce(d.sent_at, d.claimed_at, iif(q.standing = 1, d.due_at, q.started_at), q.starts_at)`
  const which = any(...(why ?? (['failed', 'skipped', 'no_answer'] as const)).map(fateRow))
  const [index, mine] =
    context.one === true
      ? [sql`deliveries_once`, sql` and d.subscriber_id = s.id`]
      : [sql`deliveries_state`, below(context)]
  const bounds = windowBounds(window, context)
  return sql`select d.subscriber_id from broadcasts q cross join deliveries d indexed by ${index}
    on d.broadcast_id = q.id and d.state in ('failed', 'skipped', 'uncertain')
    where ${lately(bounds)} and ${which} and ${within(time, bounds)}${mine}
    group by d.subscriber_id having ${times(sql`count(*)`)}`
}

/**
 * Broadcasts `q` whose messages may have been missed in a time: nothing is taken up behind the end of one, but where a clock was
 * set back; only in a series somebody may be due later than it ended.
 */
function lately({ from }: Bounds): Sql {
  return from === null ? sql`true` : sql`(q.standing = 1 or q.finished_at is null or q.finished_at >= ${from - DAY})`
}

function below({ below }: EvaluationContext): Sql {
  return below === undefined ? sql`` : sql` and d.subscriber_id in (select id from subscribers where dice < ${below})`
}

/** "in 30 days: left out because had enough", in any order. */
function readMissed(c: Cursor, first: Missed['why'], none = false): Rule {
  let why = first
  const takeWhy = () => {
    const colon = takeSign(c, ':')
    if (why !== null || (!colon && groupHere(c, reasons) === null)) return false
    why = readGroups(c, reasons, 'fate')
    return true
  }
  const { count, negated, window } = readParts(c, takeWhy)
  return counted({ leaf: 'missed', count: none ? 'none' : (count ?? { atLeast: 1 }), window, why }, negated)
}

/** "Not delivered this month", `not delivered "Spring sale"`: Telegram did not take it. */
function readFailed(c: Cursor): Rule {
  const { offer, ...parts } = readOfOffer(c)
  if (offer !== null && parts.count === null && parts.window === null) return failedOf(offer)
  if (offer !== null) return fail(c, { kind: 'joiner' })
  return counted(
    { leaf: 'missed', count: parts.count ?? { atLeast: 1 }, window: parts.window, why: ['failed'] },
    parts.negated,
  )
}

function failedOf(offer: number): Rule {
  const leaf = { leaf: 'delivery', offer, is: ['failed'] }
  return leaf
}

function readNotReceived(c: Cursor): Rule {
  const { offer, count, window } = readOfOffer(c)
  if (count !== null) return fail(c, { kind: 'joiner' })
  const leaf = { leaf: 'received', count: 'none' as const, window, offer }
  return leaf
}

/** Who was left out by the cap in a time, and got nothing in it. */
function readSilenced(c: Cursor): Rule {
  const rule = readMissed(c, ['skipped_cap'])
  const window = 'leaf' in rule ? (rule.window ?? null) : null
  const nothing = { leaf: 'received', count: 'none' as const, window, offer: null }
  return { all: [rule, nothing] }
}

function phrase(leaf: Missed, counted: Counted, phrasing: Phrasing): string {
  const said = eventPhrase({ verbs: VERBS, window: leaf.window }, counted, phrasing)
  const { words, language } = phrasing
  return leaf.why === null ? said : words.is(said, leaf.why.map(why => fateName(why, language)).join(', '))
}
