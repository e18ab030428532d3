import { z } from 'zod'
import { shownPartSql } from '../../compile/part.js'
import { sql } from '../../compile/sql.js'
import { textSchema } from '../../parts.js'
import { type Phrasing, quoted } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, takeSign } from '../../read/cursor.js'
import { readValues } from '../../read/value.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({ leaf: z.literal('movedIn'), ground: textSchema.nullable() })

/** Who was moved in from elsewhere, because somebody vouched for them; `ground`: on a ground that contains this text. */
export type MovedIn = z.infer<typeof schema>

const BEGINS = {
  movedIn: {
    en: ['moved in', 'was moved in', 'were moved in', 'moved here'],
    ru: ['перенесены', 'перенесён', 'перенесена', 'перенесённые', 'перенесли', 'были перенесены'],
  },
  movedInOn: {
    en: ['moved in on ground', 'moved in with ground', 'moved in on the ground', 'ground contains'],
    ru: ['перенесены на основании', 'перенесён на основании', 'основание содержит'],
  },
}
const SAID = { en: 'moved in', ru: 'перенесены' }
const SAID_ON = { en: 'moved in on ground', ru: 'перенесены на основании' }
const NOT = { en: 'not', ru: 'не' }

export const movedIn: Kind<MovedIn> = {
  name: 'movedIn',
  schema,
  sql: ({ ground }) =>
    ground === null
      ? sql`(s.vouched_by is not null)`
      : sql`(s.vouched_by is not null and ${shownPartSql(sql`coalesce(s.ground, '')`, { contains: ground })})`,
  not: { ...PLAIN_NOT, say: (leaf, phrasing) => `${NOT[phrasing.language]} ${phrase(leaf, phrasing)}` },
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, (begun): MovedIn => ({ leaf: 'movedIn', ground: begun === 'movedIn' ? null : readGround(c) })),
  say: phrase,
  builder: {
    entries: [
      {
        ...{ name: 'movedIn', number: 40, menu: 'origin', label: { en: '📥 Moved in', ru: '📥 Перенесены' } },
        ...{ begins: { leaf: 'movedIn', ground: null }, asks: null },
      },
      {
        ...{ name: 'movedInOn', number: 41, menu: 'origin', label: { en: '📜 Ground contains', ru: '📜 Основание' } },
        ...{ begins: null, asks: 'contains' },
      },
    ],
    slots: {
      contains: {
        asks: {
          en: 'On what ground were they moved in? Send a word of it, as it stood on the card of the file.',
          ru: 'На каком основании их перенесли? Пришлите слово из него — так, как стояло на карточке файла.',
        },
        says: (_leaf, { contains, at }) => (at === undefined ? { leaf: 'movedIn', ground: contains } : null),
        of: leaf => ({ contains: leaf.ground ?? '' }),
      },
    },
    shown: ({ ground }) => (ground === null ? [] : ['contains']),
  },
}

function phrase({ ground }: MovedIn, { language }: Phrasing): string {
  return ground === null ? SAID[language] : `${SAID_ON[language]} ${quoted(ground)}`
}

function readGround(c: Cursor): string {
  takeSign(c, ':')
  const [value, second] = readValues(c, { kind: 'value' }, { isKnown: () => true })
  if (value === undefined) return fail(c, { kind: 'value' })
  if (second !== undefined) {
    c.at = second.from - 1
    return fail(c, { kind: 'joiner' })
  }
  return value.text
}
