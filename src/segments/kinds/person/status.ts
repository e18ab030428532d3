import { z } from 'zod'
import { texts } from '../../../text/index.js'
import { any, sql } from '../../compile/sql.js'
import { namedOf, namedValues } from '../../names.js'
import { capital } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, see } from '../../read/cursor.js'
import { bareValues } from '../../read/names/bare.js'
import { readNamed } from '../../read/names/named.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { knownOf } from '../slot.js'

const STATUSES = ['active', 'paused', 'unsubscribed', 'blocked', 'deactivated'] as const
const schema = z.strictObject({ leaf: z.literal('status'), values: z.array(z.enum(STATUSES)).min(1) })

/** How it stands with their subscription. */
export type Status = z.infer<typeof schema>

const SUBJECT = { en: 'status', ru: 'статус' }
const BEGINS = { status: { en: ['status'], ru: ['статус'] } }
const languages = ['en', 'ru'] as const

const statuses = namedValues(
  STATUSES,
  (status, language) => texts(language).segments.status[status],
  status => languages.flatMap(language => texts(language).segmentWords[status]),
)

export const status: Kind<Status> = {
  name: 'status',
  schema,
  sql({ values }, { at }) {
    const paused = sql`coalesce(s.paused_until, 0) > ${at}`
    return any(
      ...[...new Set(values)].map(value => {
        if (value === 'active') return sql`(s.status = 'active' and not ${paused})`
        return value === 'paused' ? sql`(s.status = 'active' and ${paused})` : sql`s.status = ${value}`
      }),
    )
  },
  not: PLAIN_NOT,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => {
      const all = () => [...statuses.all('en'), ...statuses.all('ru')]
      return readNamed(c, { find: statuses.find, all }, 'status', (values): Status => ({ leaf: 'status', values }))
    }),
  bare: c => [
    ...bareValues(c, {
      now: true,
      find: name => namedOf(statuses, name),
      leafOf: (values): Status => ({ leaf: 'status', values }),
      single: true,
    }),
    ...unreachable(c),
  ],
  say: ({ values }, { words, language }) =>
    words.is(SUBJECT[language], values.map(status => words.status[status]).join(', ')),
  builder: {
    entries: [
      {
        ...{ name: 'status', number: 8, menu: 'person', label: { en: '🔔 Status', ru: '🔔 Статус' } },
        ...{ begins: null, asks: 'values' },
      },
    ],
    slots: {
      values: {
        asks: {
          en: 'How do things stand between them and the bot? Tick one or more.',
          ru: 'Как у них обстоят дела с ботом? Отметьте одно или несколько.',
        },
        choices: language =>
          STATUSES.map(value => ({ value, label: capital(texts(language).segments.status[value], language) })),
        says: (_leaf, values) => ({ leaf: 'status', values: knownOf(STATUSES, values) }),
        of: leaf => leaf.values,
      },
    },
    shown: () => ['values'],
  },
}

/** "Cannot be reached" is every status but that one. */
function unreachable(c: Cursor): Candidate[] {
  const seen = see(c, 'unreachable')
  const leaf: Status = { leaf: 'status', values: ['active'] }
  return seen === null ? [] : [{ to: c.at + seen.length, sure: 'words', read: () => ({ not: leaf }) }]
}
