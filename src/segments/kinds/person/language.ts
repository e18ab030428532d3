import { z } from 'zod'
import { inLanguages, languageKnownSql } from '../../compile/column.js'
import { all } from '../../compile/sql.js'
import { languageCodes, nameOfLanguage } from '../../names.js'
import { listPhrase } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, seeAhead, take } from '../../read/cursor.js'
import { takeKnown } from '../../read/fields/field.js'
import { bareValues } from '../../read/names/bare.js'
import { readNamed } from '../../read/names/named.js'
import { sameWord } from '../../read/words/inflect.js'
import type { Rule } from '../../rule.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
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
/** Before a code that no language has: somebody's app may have told it. */
const CODE = { en: 'code', ru: 'код' }
const BEGINS = {
  language: {
    en: [
      ...['language', 'lang', 'languages', 'spoken language', 'with language', 'interface language', 'app language'],
      ...['telegram language', 'the language', 'their language', 'language of the app', 'whose language'],
    ],
    ru: [
      ...['язык', 'языки', 'языком', 'языка', 'языке', 'на языке', 'язык интерфейса', 'язык телеграма'],
      ...['языки интерфейса', 'язык приложения', 'язык общения', 'чей язык', 'язык телеграм', 'их язык', 'родной язык'],
    ],
  },
}

/** «По-немецки» is «немецкий». */
function adverb(name: string): string | null {
  const [, stem] = /^по-(.{3,}к)и$/iu.exec(name) ?? []
  return stem === undefined ? null : languageCalled(`${stem}ий`)
}

export const language: Kind<InLanguage> = {
  name: 'language',
  schema,
  sql: ({ values }) => all(languageKnownSql, inLanguages(values)),
  not: OR_UNKNOWN,
  refers: () => [],
  names: leaf => [
    { kind: 'language', of: 0, values: leaf.values, holds: false, with: values => ({ ...leaf, values }) },
  ],
  restsOnOrders: false,
  facts: () => ['language'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, () => readLanguage(c)),
  bare: c => [
    ...bareValues(c, {
      find: (name, led) => adverb(name) ?? (led || isUsual(name) ? languageCalled(name) : null),
      leafOf,
      leads: ['speaks'],
      plain: true,
      behind: () => void take(c, 'speakers'),
    }),
    ...speakers(c),
  ],
  say(leaf, phrasing) {
    const { words, language } = phrasing
    const names = leaf.values.map(code => {
      const name = nameOfLanguage(code, language)
      if (languageCodes.find(name) === code) return name
      return isLanguage(code) ? code : `${CODE[language]} ${code}`
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
  const find = (name: string) => {
    const [, nameless] = /^(?:code|код) ([a-z]{2,3})$/iu.exec(name) ?? []
    if (nameless !== undefined) return nameless.toLowerCase()
    return /^[a-z]{2,3}$/.test(name) && isLanguage(name) ? name : languageCodes.find(name)
  }
  return readNamed(c, { find, all }, 'language', leafOf, factOf('language', true))
}

/** True where a code has a name: there is no language "xx". */
function isLanguage(code: string): boolean {
  return nameOfLanguage(code, 'en') !== code
}

const leafOf = (values: string[]): InLanguage => ({ leaf: 'language', values: [...new Set(values)] })

/** Alone a name is a language's only as it stands in the dictionary: «русский», "English". */
function isUsual(name: string): boolean {
  return /^(?:English|Russian|Ukrainian|German|French|Spanish|Italian|Polish|Portuguese|Turkish|Chinese|Japanese|Dutch|русский|английский|украинский|немецкий|французский|испанский)$/i.test(
    name,
  )
}

/** A language by its name, whatever its form: "Russian", «по-русски», «русском». */
function languageCalled(written: string): string | null {
  const plain = written.toLowerCase()
  const [, adverb] = /^по-(.+ски)$/u.exec(plain) ?? []
  const name = adverb === undefined ? plain.replace(/ (?:language|язык(?:е|ом|а)?)$/u, '') : `${adverb}й`
  if (name.length < 4) return null
  return languageCodes.find(name) ?? codeOf(sameWord(name, [...languageCodes.all('ru'), ...languageCodes.all('en')]))
}

/** The language of an adjective's beginning: «англ», «русск», «украин». */
function languageFrom(stem: string): string | null {
  const names = languageCodes.all('ru').filter(name => name.length > 4 && name.startsWith(stem))
  return names.length === 1 ? codeOf(names[0] ?? null) : languageCalled(`${stem}ий`)
}

function codeOf(name: string | null): string | null {
  return name === null ? null : languageCodes.find(name)
}

/** "Russian speakers", "Russian-speaking customers", «русскоязычные». */
function speakers(c: Cursor): Candidate[] {
  const first = peek(c)
  if (first?.kind !== 'word') return []
  const [, stem] = /^(.+?)о?(?:язычн|говорящ)(?:ые|ых|ый|ая|им|ими|ие|их)$/u.exec(first.text) ?? []
  const [, spoken] = /^(.+)-speaking$/u.exec(first.text) ?? []
  const behind = seeAhead(c, 1, 'speakers')
  const code = stem !== undefined ? languageFrom(stem) : languageCalled(spoken ?? (behind === null ? '' : first.text))
  if (code === null) return []
  const length = stem === undefined && spoken === undefined ? 1 + (behind?.length ?? 0) : 1
  const read = () => {
    take(c, 'people')
    return leafOf([code])
  }
  return [{ to: c.at + length, sure: 'words', read }]
}
