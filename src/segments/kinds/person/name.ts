import { z } from 'zod'
import { shownPartSql } from '../../compile/part.js'
import { sql } from '../../compile/sql.js'
import { partShape } from '../../parts.js'
import { type Phrasing, partPhrase, quoted } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, seeBeginning, takeSign } from '../../read/cursor.js'
import { endsHere } from '../../read/fields/field.js'
import { JOINTS, longestAt } from '../../read/lexicon.js'
import { givenName } from '../../read/names/given.js'
import { anyOf } from '../../read/names/things.js'
import { readValues } from '../../read/value.js'
import type { Rule } from '../../rule.js'
import { PLAIN_NOT } from '../complement.js'
import type { Kind } from '../kind.js'
import { partSlot } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('name'), ...partShape })

/** Whose first name and last name, one after the other, contain a text, or begin or end with it, whatever its case and marks. */
export type Name = z.infer<typeof schema>

const SUBJECT = { en: 'name', ru: 'имя' }
/** Phrases, because a field of an admin's may well be called "Name". */
const BEGINS = {
  name: {
    en: ['name contains', 'name includes', 'name with text', 'first or last name contains', 'full name contains'],
    ru: [
      ...['имя содержит', 'имя включает', 'имя с текстом', 'имя или фамилия содержит', 'имя и фамилия содержат'],
      ...['в имени есть', 'в имени содержится', 'есть в имени', 'в имени', 'в имени или фамилии', 'в имени слово'],
      ...['в имени есть слово', 'фамилия содержит', 'в фамилии есть', 'в фамилии', 'имя со словом'],
    ],
  },
  nameStarts: {
    en: [
      'name starts with',
      'name begins with',
      'first name starts with',
      'first name begins with',
      'names starting with',
    ],
    ru: ['имя начинается с', 'имя начинается на', 'имя начинается со', 'имя на', 'имена на'],
  },
  nameEnds: {
    en: ['name ends with', 'name ends in', 'last name ends with'],
    ru: ['имя заканчивается на', 'имя оканчивается на', 'фамилия заканчивается на', 'фамилия оканчивается на'],
  },
  nameWithout: {
    en: ['name does not contain', "name doesn't contain", 'name without text'],
    ru: ['имя не содержит', 'имя не включает', 'имя без текста'],
  },
}
const WITHOUT = { en: 'name does not contain', ru: 'имя не содержит' }

export const name: Kind<Name> = {
  name: 'name',
  schema,
  sql: leaf => shownPartSql(sql`s.first_name || coalesce(' ' || s.last_name, '')`, leaf),
  not: {
    ...PLAIN_NOT,
    say: ({ contains, at }, { language }: Phrasing) =>
      at === undefined ? `${WITHOUT[language]} ${quoted(contains)}` : null,
  },
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readName(c, begun)),
  bare: c => [...namedSo(c), ...givenHere(c)],
  say: (leaf, { words, language }) => partPhrase(SUBJECT[language], leaf, words),
  builder: {
    entries: [
      {
        ...{ name: 'name', number: 30, menu: 'person', label: { en: '🔤 Name contains', ru: '🔤 Имя содержит' } },
        ...{ begins: null, asks: 'contains' },
      },
    ],
    slots: {
      contains: partSlot('name', {
        en: 'Which words or letters stand in their first or last name? Send them; large and small letters are the same. Only at one end: starts with ann, ends with ova.',
        ru: 'Какие слова или буквы есть в имени или фамилии? Пришлите их; большие и маленькие буквы не различаются. Только с одного края: начинается с ан, заканчивается на ова.',
      }),
    },
    shown: () => ['contains'],
  },
}

/** `name contains "ann"`. */
function readName(c: Cursor, begun: keyof typeof BEGINS): Rule {
  takeSign(c, ':')
  // «На букву а», which joins conditions anywhere else.
  const letter = peek(c)
  if (begun === 'nameStarts' && letter?.kind === 'word' && letter.end - letter.start === 1 && c.at + 1 === c.end) {
    c.at++
    const named: Name = { leaf: 'name', contains: c.source.slice(letter.start, letter.end), at: 'start' }
    return named
  }
  const [value, second] = readValues(c, { kind: 'value' }, { isKnown: () => true })
  if (value === undefined) return fail(c, { kind: 'value' })
  if (second !== undefined) {
    c.at = second.from - 1
    if (peek(c)?.text !== 'or') return fail(c, { kind: 'joiner' })
  }
  const leaf: Name = { leaf: 'name', contains: value.text }
  const atStart: Name = { ...leaf, at: 'start' }
  const atEnd: Name = { ...leaf, at: 'end' }
  if (begun === 'nameStarts') return atStart
  if (begun === 'nameEnds') return atEnd
  return begun === 'nameWithout' ? { not: leaf } : leaf
}

/** "Named Anna", «зовут Анна»: whether that is how the name begins or what it has in it is asked. */
function namedSo(c: Cursor): Candidate[] {
  const lead = see(c, 'exactName')
  if (lead === null) return []
  let to = c.at + lead.length
  if ([':', '='].includes(c.tokens[to]?.text ?? '')) to++
  const is = longestAt(JOINTS, { tokens: c.tokens, at: to, end: c.end }, ['is'])
  to += is?.length ?? 0
  const value = c.tokens[to]
  if (value === undefined || to >= c.end || (value.kind !== 'quoted' && !/^\p{L}{2,}$/u.test(value.text))) return []
  const behind: Cursor = { ...c, at: to + 1, trying: true }
  // «Зовут Мария или Анна».
  const others: string[] = []
  for (let or = moreNames(behind); or !== null; or = moreNames(behind)) others.push(or)
  if (!endsHere(behind) && see(behind, 'livesIn', 'has', 'people') === null) return []
  const contains = value.kind === 'quoted' ? value.text : c.source.slice(value.start, value.end)
  const names = [contains, ...others]
  const end = behind.at
  return (['', 'start'] as const).map(at => {
    const leaves = names.map((name): Name => ({ leaf: 'name', contains: name, ...(at === 'start' && { at }) }))
    return { to: end, sure: 'words', read: () => anyOf(leaves) }
  })
}

/** "Anna from Riga": a first name alone; whether that is how the name begins or what it has in it is asked. */
function givenHere(c: Cursor): Candidate[] {
  const token = peek(c)
  const given = token?.kind === 'word' ? givenName(token.text) : null
  if (token === null || given === null) return []
  const behind: Cursor = { ...c, at: c.at + 1, trying: true }
  // "Anna Smith".
  const second = peek(behind)
  const whole = second?.kind === 'word' && isStrange(c, second.text) && endsHere({ ...behind, at: behind.at + 1 })
  if (whole) behind.at++
  const names = [c.source.slice(token.start, whole ? second.end : token.start + given.length)]
  for (let or = moreNames(behind); or !== null; or = moreNames(behind)) names.push(or)
  if (!endsHere(behind) && see(behind, 'livesIn', 'has', 'people', 'cameFrom', 'not', 'older', 'younger') === null)
    return []
  const to = behind.at
  return (['', 'start'] as const).map(at => {
    const leaves = names.map((name): Name => ({ leaf: 'name', contains: name, ...(at === 'start' && { at }) }))
    return { ...{ to, sure: 'value' }, read: () => anyOf(leaves) }
  })
}

/** True for a word of letters that means nothing in the language, and is nobody's town. */
function isStrange(c: Cursor, word: string): boolean {
  const known = JOINTS.has(word) || c.begins.book.has(word) || c.vocabulary.cities(word, c.language).length > 0
  return /^\p{L}{3,}$/u.test(word) && !known && !c.vocabulary.values(c.vocabulary.fields()[0]?.id ?? 0).has(word)
}

/** Takes one more name behind *or*; null, and nothing is taken, where none stands. */
function moreNames(c: Cursor): string | null {
  const or = see(c, 'or')
  const name = or === null ? null : peek(c, or.length)
  const after: Cursor = { ...c, at: c.at + (or?.length ?? 0) + 1 }
  const ends = or !== null && (endsHere(after) || see(after, 'livesIn', 'has', 'people', 'cameFrom') !== null)
  if (
    or === null ||
    name === null ||
    !ends ||
    !/^\p{L}{2,}$/u.test(name.text) ||
    seeBeginning({ ...c, at: c.at + or.length }) !== null
  )
    return null
  c.at += or.length + 1
  return name.kind === 'quoted' ? name.text : c.source.slice(name.start, name.end)
}
