import { z } from 'zod'
import { unreachable } from '../../errors.js'
import { languageKnownSql } from '../compile/column.js'
import { type Sql, sql } from '../compile/sql.js'
import { begunBy } from '../read/candidate.js'
import { type Cursor, fail } from '../read/cursor.js'
import { saysHas, sharedKnown, takeKnown } from '../read/field.js'
import { phrasesOf } from '../read/lexicon.js'
import { flipped } from './complement.js'
import type { Kind } from './kind.js'

const schema = z.strictObject({
  leaf: z.literal('known'),
  fact: z.enum(['language', 'source', 'phone', 'place']),
  value: z.boolean(),
})

/** Whether anybody knows a fact of theirs that is no field. */
export type Known = z.infer<typeof schema>

const SUBJECTS = {
  language: { en: 'language', ru: 'язык' },
  source: { en: 'source', ru: 'источник' },
  phone: { en: 'phone', ru: 'телефон' },
  place: { en: 'location', ru: 'место' },
}
const BEGINS = {
  phone: {
    en: [
      ...['phone', 'phone number', 'phones', 'a phone', 'a phone number', 'the phone', 'telephone', 'telephone number'],
      ...['mobile', 'mobile number', 'cell number', 'phone numbers', 'mobile phone', 'contact number'],
      ...['the phone number', 'a telephone', 'phone no', 'a mobile', 'a mobile number', 'cell phone', 'phone contact'],
      ...['contact phone'],
    ],
    ru: [
      ...['телефон', 'номер телефона', 'телефона', 'телефоном', 'телефоны', 'номер', 'номером телефона', 'телефону'],
      ...['мобильный', 'мобильного', 'номера телефона', 'мобильный телефон', 'номера телефонов', 'телефонов'],
      ...['мобильник', 'сотовый', 'контактный телефон', 'номерок', 'контактного телефона', 'телефонный номер'],
      ...['мобилка', 'телефоне'],
    ],
  },
  location: {
    en: [
      ...['location', 'whereabouts', 'geolocation', 'location data', 'coordinates', 'geo location', 'a location'],
      ...['gps', 'their location', 'place on the map', 'the location'],
    ],
    ru: [
      ...['место', 'местоположение', 'геопозиция', 'локация', 'геопозиции', 'геопозицией', 'геолокация', 'геолокации'],
      ...['геолокацией', 'геоданные', 'координаты', 'локации', 'локацией', 'местоположения', 'местоположением'],
      ...['геометка', 'геометки', 'локацию', 'геопозицию', 'геолокацию', 'координат', 'местонахождение'],
      ...['местоположении'],
    ],
  },
}

export const known: Kind<Known> = {
  name: 'known',
  schema,
  sql: ({ fact, value }) => (value ? sql`(${knownSql(fact)})` : sql`(not (${knownSql(fact)}))`),
  not: flipped(),
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: ({ fact }) => (fact === 'language' || fact === 'source' ? [fact] : []),
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readFact(c, begun === 'phone' ? 'phone' : 'place')),
  say: ({ fact, value }, { words, language }) => words.known(SUBJECTS[fact][language], value),
  builder: {
    entries: [
      {
        ...{ name: 'phone', number: 11, menu: 'person', label: { en: '📱 Phone known', ru: '📱 Телефон' } },
        ...{ begins: factOf('phone', true), asks: null },
      },
      {
        ...{ name: 'place', number: 12, menu: 'person', label: { en: '📍 Location known', ru: '📍 Геопозиция' } },
        ...{ begins: factOf('place', true), asks: null },
      },
    ],
    slots: {
      known: { says: (leaf, value) => (leaf === null ? null : { ...leaf, value }), of: leaf => leaf.value },
      values: { says: (leaf, values) => (leaf === null ? null : valuesOf(leaf.fact, values)) },
    },
    shown: ({ fact }) => (fact === 'language' || fact === 'source' ? ['values', 'known'] : ['known']),
  },
}

/** Whether a fact is known. */
export function factOf(fact: Known['fact'], value: boolean): Known {
  return { leaf: 'known', fact, value }
}

/** Which value a fact must have, where it has any that can be ticked. */
function valuesOf(fact: Known['fact'], values: string[]): { leaf: string; values: string[] } | null {
  return fact === 'language' || fact === 'source' ? { leaf: fact, values } : null
}

function knownSql(fact: Known['fact']): Sql {
  switch (fact) {
    case 'language':
      return languageKnownSql
    case 'source':
      return sql`s.source is not null`
    case 'phone':
      return sql`s.phone is not null`
    case 'place':
      return sql`s.lat is not null and s.lon is not null`
    default:
      return unreachable(fact)
  }
}

/** "phone known". */
function readFact(c: Cursor, fact: 'phone' | 'place'): Known {
  const value = takeKnown(c) ?? saysHas(c, true) ?? sharedKnown(c)
  if (value !== null) return factOf(fact, value)
  return fail(c, { kind: 'factTest', of: SUBJECTS[fact][c.language] }, phrasesOf(['known', 'unknown']))
}
