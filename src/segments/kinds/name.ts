import { z } from 'zod'
import { globOf } from '../../audience/search.js'
import { foldSearch } from '../../text/fold.js'
import { type Sql, sql } from '../compile/sql.js'
import { textSchema } from '../parts.js'
import { type Phrasing, quoted } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { type Cursor, fail, takeSign } from '../read/cursor.js'
import { readValues } from '../read/value.js'
import type { Rule } from '../rule.js'
import { PLAIN_NOT } from './complement.js'
import type { Kind } from './kind.js'

const schema = z.strictObject({ leaf: z.literal('name'), contains: textSchema })

/** Whose first name and last name, one after the other, contain a text, whatever its case and marks. */
export type Name = z.infer<typeof schema>

const SUBJECT = { en: 'name', ru: 'имя' }
/** Phrases, because a field of an admin's may well be called "Name". */
const BEGINS = {
  name: {
    en: ['name contains', 'name includes', 'name with text', 'first or last name contains', 'full name contains'],
    ru: ['имя содержит', 'имя включает', 'имя с текстом', 'имя или фамилия содержит', 'имя и фамилия содержат'],
  },
  nameWithout: {
    en: ['name does not contain', "name doesn't contain", 'name without text'],
    ru: ['имя не содержит', 'имя не включает', 'имя без текста'],
  },
}
const WITHOUT = { en: 'name does not contain', ru: 'имя не содержит' }

/** More letters than Telegram lets anybody's two names have. */
const LONGEST = 256

export const name: Kind<Name> = {
  name: 'name',
  schema,
  sql: ({ contains }) => containsSql(contains),
  not: { ...PLAIN_NOT, say: ({ contains }, { language }: Phrasing) => `${WITHOUT[language]} ${quoted(contains)}` },
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readName(c, begun === 'nameWithout')),
  say: ({ contains }, { words, language }) => words.contains(SUBJECT[language], quoted(contains)),
  builder: {
    entries: [
      {
        ...{ name: 'name', number: 30, menu: 'person', label: { en: '🔤 Name contains', ru: '🔤 Имя содержит' } },
        ...{ begins: null, asks: 'contains' },
      },
    ],
    slots: {
      contains: {
        asks: {
          en: 'Which words or letters stand in their first or last name? Send them; large and small letters are the same.',
          ru: 'Какие слова или буквы есть в имени или фамилии? Пришлите их; большие и маленькие буквы не различаются.',
        },
        says: (_leaf, contains) => ({ leaf: 'name', contains }),
        of: leaf => leaf.contains,
      },
    },
    shown: () => ['contains'],
  },
}

/** Nobody where nothing of the text can be seen; a pattern ends at NUL, and what is before it would be all that is asked. */
function containsSql(contains: string): Sql {
  const part = foldSearch(contains)
  if (part === '' || part.length > LONGEST || part.includes('\0')) return sql`(false)`
  return sql`(s.first_name || ' ' || coalesce(s.last_name, '') glob ${`*${globOf(part)}*`})`
}

/** `name contains "ann"`. */
function readName(c: Cursor, negated: boolean): Rule {
  takeSign(c, ':')
  const [value, second] = readValues(c, { kind: 'value' }, { isKnown: () => true })
  if (value === undefined) return fail(c, { kind: 'value' })
  if (second !== undefined) {
    c.at = second.from - 1
    return fail(c, { kind: 'joiner' })
  }
  const leaf: Name = { leaf: 'name', contains: value.text }
  return negated ? { not: leaf } : leaf
}
