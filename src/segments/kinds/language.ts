import { z } from 'zod'
import { languageKnownSql, languageSql } from '../compile/column.js'
import { all, among, sql } from '../compile/sql.js'
import { languageCodes, nameOfLanguage } from '../names.js'
import { listPhrase } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import type { Cursor } from '../read/cursor.js'
import { takeKnown } from '../read/field.js'
import { readNamed } from '../read/named.js'
import type { Rule } from '../rule.js'
import { OR_UNKNOWN } from './complement.js'
import type { Kind } from './kind.js'
import { factOf } from './known.js'

const schema = z.strictObject({
  leaf: z.literal('language'),
  values: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .min(1)
    .max(100),
})

/** In which language they are spoken to: the one they chose, else Telegram's. Codes of two or three letters. */
export type InLanguage = z.infer<typeof schema>

const SUBJECT = { en: 'language', ru: 'язык' }
const BEGINS = { language: { en: ['language', 'lang', 'languages'], ru: ['язык', 'языки'] } }

export const language: Kind<InLanguage> = {
  name: 'language',
  schema,
  sql: ({ values }) => all(languageKnownSql, sql`${languageSql} in ${among(values)}`),
  not: OR_UNKNOWN,
  refers: () => [],
  names: leaf => [
    { kind: 'language', of: 0, values: leaf.values, holds: false, with: values => ({ ...leaf, values }) },
  ],
  restsOnOrders: false,
  facts: () => ['language'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, () => readLanguage(c)),
  say(leaf, phrasing) {
    const { words, language } = phrasing
    const names = leaf.values.map(code => {
      const name = nameOfLanguage(code, language)
      return languageCodes.find(name) === code ? name : code
    })
    return words.is(SUBJECT[language], listPhrase(names, phrasing))
  },
  builder: {
    entries: [
      {
        ...{ name: 'language', number: 0, menu: 'person', label: { en: '🌐 Language', ru: '🌐 Язык' } },
        ...{ begins: null, asks: 'values' },
      },
    ],
    slots: {
      values: {
        asks: {
          en: 'In which language do they read? Tick one or more. It is the language they chose, else that of their app.',
          ru: 'На каком языке они читают? Отметьте один или несколько. Это язык, который они выбрали сами, а если не выбирали — язык их приложения.',
        },
        says: (_leaf, values) => ({ leaf: 'language', values }),
        of: leaf => leaf.values,
      },
      known: { says: (_leaf, known) => factOf('language', known) },
    },
    shown: () => ['values', 'known'],
  },
}

/** "language: en, ru", by codes or names. */
function readLanguage(c: Cursor): Rule {
  const known = takeKnown(c)
  if (known !== null) return factOf('language', known)
  const all = () => [...languageCodes.all('en'), ...languageCodes.all('ru')]
  const find = (name: string) => (/^[a-z]{2,3}$/.test(name) ? name : languageCodes.find(name))
  return readNamed(c, { find, all }, 'language', (values): InLanguage => ({ leaf: 'language', values }))
}
