import { z } from 'zod'
import { unreachable } from '../../../errors.js'
import { languageKnownSql } from '../../compile/column.js'
import { type Sql, sql } from '../../compile/sql.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek } from '../../read/cursor.js'
import { endsHere, saysHas, sharedKnown, takeKnown } from '../../read/fields/field.js'
import { phrasesOf } from '../../read/lexicon.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { flipped } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({
  leaf: z.literal('known'),
  fact: z.enum(['language', 'source', 'phone', 'place', 'username', 'timeZone', 'lastSource', 'channel']),
  value: z.boolean(),
})

/** Whether anybody knows a fact of theirs that is no field. */
export type Known = z.infer<typeof schema>

const SUBJECTS = {
  language: { en: 'language', ru: 'язык' },
  source: { en: 'source', ru: 'источник' },
  phone: { en: 'phone', ru: 'телефон' },
  place: { en: 'location', ru: 'место' },
  username: { en: 'username', ru: 'юзернейм' },
  timeZone: { en: 'time zone', ru: 'часовой пояс' },
  lastSource: { en: 'last source', ru: 'последний источник' },
  channel: { en: 'channel', ru: 'канал' },
}
const BEGINS = {
  phone: {
    en: [
      ...['phone', 'phone number', 'phones', 'a phone', 'a phone number', 'the phone', 'telephone', 'telephone number'],
      ...['mobile', 'mobile number', 'cell number', 'phone numbers', 'mobile phone', 'contact number'],
      ...['the phone number', 'a telephone', 'a mobile', 'a mobile number', 'cell phone', 'phone contact'],
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
  // Phrases, because a field of an admin's may well be called "Username".
  usernameKnown: {
    en: ['username known', 'username is known', 'username: known', 'username set'],
    ru: ['юзернейм известен', 'юзернейм: известно', 'юзернейм известно', 'юзернейм есть'],
  },
  usernameUnknown: {
    en: ['username unknown', 'username is unknown', 'username: unknown', 'username not known', 'username is not known'],
    ru: ['юзернейм неизвестен', 'юзернейм: неизвестно', 'юзернейм неизвестно', 'юзернейма нет'],
  },
}

/** What a username is called where nothing but its being there is asked: "has username", «без юзернейма». */
const USERNAMES: ReadonlySet<string> = new Set([
  ...['username', 'usernames', 'nickname', 'юзернейм', 'юзернейма', 'юзернеймом', 'юзернеймы', 'никнейм', 'никнейма'],
  ...['никнеймом', 'ник', 'ника', 'ником'],
])

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
  read(c) {
    const from = c.at
    return begunBy(c, BEGINS, begun => {
      if (begun === 'usernameKnown' || begun === 'usernameUnknown') return factOf('username', begun === 'usernameKnown')
      return readFact(c, begun === 'phone' ? 'phone' : 'place', from)
    })
  },
  bare: hasUsername,
  say: ({ fact, value }, { words, language }) => words.known(SUBJECTS[fact][language], value),
  builder: {
    entries: [
      {
        ...{ name: 'phone', number: 11, menu: 'person', label: { en: '📱 Phone known', ru: '📱 Телефон' } },
        ...{ begins: factOf('phone', true), asks: null },
      },
      {
        ...{
          name: 'usernameKnown',
          number: 81,
          menu: 'person',
          label: { en: '🆔 Has username', ru: '🆔 Есть юзернейм' },
        },
        ...{ begins: factOf('username', true), asks: null },
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
    shown: ({ fact }) => (valuesOf(fact, []) === null ? ['known'] : ['values', 'known']),
  },
}

/** Who has a part of a fact; behind `…Without` those of whom the fact is known, and who have it not. */
export function partOfFact(begun: string, fact: Known['fact'], part: AnyLeaf): Rule {
  return begun.endsWith('Without') ? { all: [factOf(fact, true), { not: part }] } : part
}

/** Whether a fact is known. */
export function factOf(fact: Known['fact'], value: boolean): Known {
  return { leaf: 'known', fact, value }
}

/** Which value a fact must have, where it has any that can be ticked. */
function valuesOf(fact: Known['fact'], values: string[]): AnyLeaf | null {
  if (fact === 'timeZone') return zonesOf(values)
  if (fact === 'lastSource') return lastOf(values)
  return fact === 'language' || fact === 'source' || fact === 'channel' ? valuesOfFact(fact, values) : null
}

function zonesOf(zones: string[]): AnyLeaf & { zones: string[] } {
  return { leaf: 'timeZone', zones }
}

function lastOf(values: string[]): AnyLeaf & { values: string[]; last: true } {
  return { leaf: 'source', values, last: true }
}

function valuesOfFact(leaf: string, values: string[]): AnyLeaf & { values: string[] } {
  return { leaf, values }
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
    case 'username':
      return sql`s.username is not null`
    case 'timeZone':
      return sql`s.time_zone is not null`
    case 'lastSource':
      return sql`s.last_source is not null`
    case 'channel':
      return sql`s.source is not null and s.source collate nocase in (select a.payload from sources q
        cross join source_aliases a on a.source_id = q.id where q.channel_folded is not null)`
    default:
      return unreachable(fact)
  }
}

/** "phone known"; among other conditions "phone" alone. */
function readFact(c: Cursor, fact: 'phone' | 'place', from: number): Known {
  const value = takeKnown(c, true) ?? saysHas(c, true) ?? sharedKnown(c) ?? isListed(c, from)
  if (value !== null) return factOf(fact, value)
  return fail(c, { kind: 'factTest', of: SUBJECTS[fact][c.language] }, phrasesOf(['known', 'unknown']))
}

/** "Women, phone, Riga": true where it stands beside other conditions with nothing asked of it; null anywhere else. */
function isListed(c: Cursor, from: number): true | null {
  const ends = endsHere({ ...c, trying: true })
  const alone = peek(c) === null && (from === 0 || c.tokens[from - 1]?.line !== c.tokens[from]?.line)
  return ends && !alone ? true : null
}

const OF_TELEGRAM = /^(?:телеграмм?[еа]?|тг|telegram)$/u

/** "Has username", «без юзернейма»: nothing but its being there. */
function hasUsername(c: Cursor): Candidate[] {
  if (!USERNAMES.has(peek(c)?.text ?? '')) return []
  // «Без ника в телеграме».
  const there = peek(c, 1)?.text === 'в' && OF_TELEGRAM.test(peek(c, 2)?.text ?? '') ? 2 : 0
  const to = c.at + 1 + there
  const has = saysHas(there === 0 ? { ...c, at: to } : { ...c, at: c.at + 1, end: c.at + 1 })
  return has === null ? [] : [{ to, sure: 'words', read: () => factOf('username', true) }]
}
