import { z } from 'zod'
import { fold } from '../../../text/fold.js'
import { partSql } from '../../compile/part.js'
import { all, type Sql, sql } from '../../compile/sql.js'
import { type Part, partShape } from '../../parts.js'
import { partPhrase } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { readPart } from '../../read/names/part.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { partOfFact } from '../person/known.js'

const schema = z.strictObject({
  leaf: z.literal('sourcePart'),
  last: z.exactOptional(z.literal(true)),
  ...partShape,
})

/**
 * Whose first source, or (`last`) latest one, contains a text, or begins or ends with it: the name that came with their
 * link, or that of the source which it means.
 */
export type SourcePart = z.infer<typeof schema>

const SUBJECT = {
  first: { en: 'source', ru: 'источник' },
  last: { en: 'last source', ru: 'последний источник' },
}
const BEGINS = {
  sourcePart: {
    en: ['source contains', 'source includes', 'first source contains', 'source with text'],
    ru: ['источник содержит', 'источник включает', 'первый источник содержит', 'в источнике есть'],
  },
  sourceStarts: {
    en: ['source starts with', 'source begins with', 'first source starts with'],
    ru: ['источник начинается с', 'источник начинается на', 'источник начинается со'],
  },
  sourceEnds: {
    en: ['source ends with', 'source ends in', 'first source ends with'],
    ru: ['источник заканчивается на', 'источник оканчивается на'],
  },
  sourceWithout: {
    en: ['source does not contain', "source doesn't contain"],
    ru: ['источник не содержит', 'источник не включает'],
  },
  lastSourcePart: {
    en: ['last source contains', 'latest source contains', 'last source includes'],
    ru: ['последний источник содержит', 'последний источник включает'],
  },
  lastSourceStarts: {
    en: ['last source starts with', 'latest source starts with', 'last source begins with'],
    ru: ['последний источник начинается с', 'последний источник начинается на', 'последний источник начинается со'],
  },
  lastSourceEnds: {
    en: ['last source ends with', 'latest source ends with', 'last source ends in'],
    ru: ['последний источник заканчивается на', 'последний источник оканчивается на'],
  },
}

export const sourcePart: Kind<SourcePart> = {
  name: 'sourcePart',
  schema,
  sql(leaf) {
    const column = leaf.last === true ? sql`s.last_source` : sql`s.source`
    return all(sql`${column} is not null`, sql`(${ofPayload(column, leaf)} or ${ofName(column, leaf)})`)
  },
  not: OR_UNKNOWN,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['source'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, begun =>
      partOfFact(begun, 'source', { leaf: 'sourcePart', ...readPart(c, begun), ...lastOf(begun) }),
    ),
  say: (leaf, { words, language }) => partPhrase(SUBJECT[leaf.last === true ? 'last' : 'first'][language], leaf, words),
  builder: {
    entries: [
      {
        ...{ name: 'sourcePart', number: 82, menu: 'origin', label: { en: '🔤 In source', ru: '🔤 В источнике' } },
        ...{ begins: null, asks: 'contains' },
      },
    ],
    slots: {
      contains: {
        asks: {
          en: 'What stands in the name of their first source? Only at one end: starts with fb, ends with spring.',
          ru: 'Что есть в названии их первого источника? Только с одного края: начинается с fb, заканчивается на spring.',
        },
        says: (leaf, part) => ({ leaf: 'sourcePart', ...part, ...(leaf?.last === true && { last: true as const }) }),
        of: ({ leaf: _, last: _last, ...part }) => part,
      },
    },
    shown: () => ['contains'],
  },
}

function lastOf(begun: keyof typeof BEGINS): Pick<SourcePart, 'last'> {
  return begun.startsWith('last') ? { last: true } : {}
}

/** Sources compare as they are stored, without the case of Latin letters. */
function ofPayload(column: Sql, part: Part): Sql {
  const plain = part.contains.replace(/[A-Z]/g, letter => letter.toLowerCase())
  return partSql(sql`lower(${column})`, part, plain)
}

/** What came by other names of a source that has one like that. */
function ofName(column: Sql, part: Part): Sql {
  return sql`${column} collate nocase in (select other.payload from source_aliases q
    cross join source_aliases other on other.source_id = q.source_id where ${partSql(sql`q.payload`, part, fold(part.contains))})`
}
