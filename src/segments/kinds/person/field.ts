import { z } from 'zod'
import type { AttributeType } from '../../../audience/attribute/comparable.js'
import { unreachable } from '../../../errors.js'
import { testSql } from '../../compile/field.js'
import { sql } from '../../compile/sql.js'
import { plainName } from '../../names.js'
import { type FieldTest, fieldTestSchema, idSchema } from '../../parts.js'
import { fieldPhrase, placeTitle } from '../../phrase/field.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, peek, seeBeginning } from '../../read/cursor.js'
import { answeredWith } from '../../read/fields/answered.js'
import { bareFields } from '../../read/fields/bare-field.js'
import { birthdaysOf } from '../../read/fields/birthday-of.js'
import { type OfField, readField } from '../../read/fields/of-field.js'
import { valued } from '../../read/fields/valued.js'
import { wordsOf } from '../../read/lexicon.js'
import { isForm, seesOperator, startsWith } from '../../read/starter.js'
import { endOf } from '../../read/times/date-end.js'
import type { Field } from '../../vocabulary.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind, NameUse } from '../kind.js'
import type { SlotName } from '../slot.js'

const schema = z.strictObject({ leaf: z.literal('field'), field: idSchema, test: fieldTestSchema })

/** The fields that every database has, called by words of the language. */
const BEGINS = {
  city: {
    en: [
      ...['city', 'town', 'cities', 'the city', 'in the city', 'in city', 'their city', 'city of residence'],
      ...['home city', 'home town', 'hometown', 'city name', 'the town', 'towns', 'place of residence'],
      ...['town of residence', 'city or town'],
    ],
    ru: [
      ...['город', 'города', 'городе', 'из города', 'городом', 'в городе', 'в городах', 'из городов', 'городах'],
      ...['городу', 'город проживания', 'место жительства', 'города проживания', 'населенный пункт', 'чей город'],
      ...['их город', 'родной город', 'города:', 'городов'],
    ],
  },
  country: {
    en: [
      ...['country', 'countries', 'their country', 'country of residence', 'home country', 'the country', 'nation'],
      ...['country code'],
    ],
    ru: [
      ...['страна', 'страны', 'стране', 'из страны', 'страной', 'в стране', 'в странах', 'из стран', 'страну'],
      ...['страна проживания', 'страны проживания', 'странах', 'стран', 'чья страна', 'их страна', 'странам'],
      ...['государство', 'родина'],
    ],
  },
  birthday: {
    en: [
      ...['birthday', 'birthdays', 'upcoming birthday', 'upcoming birthdays', 'a birthday', 'birth day'],
      ...['date of birth', 'birth date', 'birthdate', 'born', 'was born', 'were born', 'bday', 'bdays', 'b-day'],
      ...['their birthday', 'b-days', 'birthday boys', 'birthday people', 'have birthday', 'has birthday'],
      ...['celebrate birthday', 'celebrating birthday', 'celebrate their birthday', 'celebrates birthday'],
      ...['have their birthday', 'has a birthday', 'have a birthday', 'dob', 'year of birth', 'birth year'],
      ...[
        'anniversary of birth',
        'having a birthday',
        'celebrates a birthday',
        'celebrating their birthday',
        'celebrating a birthday',
        'having their birthday',
        'whose birthday',
        'birthday coming up',
        'birthday is coming up',
        'have a birthday coming up',
        'has a birthday coming up',
        'have birthdays',
        'birthday girls',
        'with birthdays',
        'with a birthday',
      ],
    ],
    ru: [
      ...['день рождения', 'дата рождения', 'др', 'именинники', 'именинникам', 'именинников', 'дня рождения'],
      ...['днем рождения', 'дни рождения', 'день рожденья', 'днюха', 'рожденные', 'рождены', 'родился', 'родилась'],
      ...['родились', 'рождение', 'дню рождения', 'днюхи', 'днюху', 'дней рождения', 'именинник', 'день варенья'],
      ...['отмечают день рождения', 'отмечает день рождения', 'празднуют день рождения', 'год рождения'],
      ...['года рождения', 'дата рожд', 'датой рождения', 'даты рождения', 'др у', 'днр', 'д.р', 'д.р.'],
      ...['днями рождения', 'рожденных', 'рожден', 'рождена', 'родившиеся', 'родившихся', 'родится', 'рождения'],
      ...['имеют день рождения', 'справляют день рождения', 'с днем рождения', 'бывает день рождения', 'день рождение'],
      ...['деньрождения', 'д/р'],
    ],
  },
}

/** What is known of people: the built-in fields, and those that admins made. */
export const field: Kind<OfField> = {
  name: 'field',
  schema,
  sql: ({ field, test }, context) => testSql(sql`${field}`, test, context),
  not: {
    ...OR_UNKNOWN,
    turned: leaf => ('known' in leaf.test ? { ...leaf, test: { known: !leaf.test.known } } : null),
  },
  refers: ({ field, test }) => [{ kind: 'field', id: field, suits: type => suits(type, test) }],
  names: leaf => namesOf(leaf),
  restsOnOrders: false,
  facts: leaf => [leaf.field],
  begins: BEGINS,
  read: c => [...named(c), ...builtIn(c), ...ended(c), ...birthdaysOf(c), ...valued(c), ...answeredWith(c)],
  bare: bareFields,
  say: ({ field, test }, phrasing) => fieldPhrase(field, test, phrasing),
  title: ({ field, test }, phrasing) => placeTitle(field, test, phrasing),
  builder: {
    entries: [
      {
        ...{ name: 'field', number: 9, menu: 'person', label: { en: '🗂 Field', ru: '🗂 Поле' } },
        ...{ begins: null, asks: 'field' },
      },
    ],
    slots: {
      field: { says: (_leaf, field) => ({ leaf: 'field', field, test: { known: true } }), of: leaf => leaf.field },
      values: {
        says: (leaf, values) => tested(leaf, values.length === 0 ? { known: true } : valuesTest(leaf, values)),
        of: ({ test }) => ('is' in test ? test.is : 'isNot' in test ? test.isNot : []),
      },
      except: {
        says(leaf, except) {
          const { test } = leaf ?? { test: { known: true } }
          const values = 'is' in test ? test.is : 'isNot' in test ? test.isNot : null
          return values === null ? null : tested(leaf, except ? { isNot: values } : { is: values })
        },
      },
      contains: { says: (leaf, part) => tested(leaf, part) },
      known: { says: (leaf, known) => tested(leaf, { known }) },
      yes: { says: (leaf, yes) => tested(leaf, { yes }) },
      number: { says: (leaf, number) => tested(leaf, { number }) },
      anniversary: { says: (leaf, anniversary) => tested(leaf, { anniversary }) },
      window: { says: (leaf, window) => (window === null ? null : tested(leaf, { day: window })) },
    },
    shown: ({ field }, fieldOf) => slotsOf(fieldOf(field)),
  },
}

function tested(leaf: OfField | null, test: FieldTest): OfField | null {
  return leaf === null ? null : { ...leaf, test }
}

function valuesTest(leaf: OfField | null, values: string[]): FieldTest {
  return leaf !== null && 'isNot' in leaf.test ? { isNot: values } : { is: values }
}

function namesOf(leaf: OfField): NameUse<OfField>[] {
  const { field, test } = leaf
  const of = { kind: 'value', of: field } as const
  if ('is' in test) return [{ ...of, values: test.is, holds: false, with: is => ({ ...leaf, test: { is } }) }]
  if ('isNot' in test)
    return [{ ...of, values: test.isNot, holds: true, with: isNot => ({ ...leaf, test: { isNot } }) }]
  return []
}

/** Whether a field of a type can be asked so. */
function suits(type: AttributeType, test: FieldTest): boolean {
  if ('known' in test) return true
  switch (type) {
    case 'text':
    case 'one_of':
    case 'many_of':
      return 'is' in test || 'isNot' in test || 'contains' in test
    case 'number':
      return 'number' in test
    case 'date':
      return 'day' in test || 'anniversary' in test
    case 'yes_no':
      return 'yes' in test
    default:
      return unreachable(type)
  }
}

function slotsOf(field: Field | null): SlotName[] {
  if (field === null) return []
  switch (field.type) {
    case 'text':
      return ['values', 'except', 'contains', 'known']
    case 'one_of':
    case 'many_of':
      return ['values', 'except', 'contains', 'known']
    case 'number':
      return ['number', 'known']
    case 'date':
      return field.key === 'birthday' ? ['anniversary', 'known'] : ['window', 'anniversary', 'known']
    case 'yes_no':
      return ['yes', 'known']
    default:
      return unreachable(field.type)
  }
}

/** The built-in fields, as far as they are there. */
function builtIn(c: Cursor): Candidate[] {
  if (seeBeginning(c) === null) return []
  return c.vocabulary
    .fields()
    .filter(({ label }) => label === null)
    .flatMap(field => {
      const own = Object.entries(BEGINS).filter(([key]) => key === field.key)
      return begunBy(c, Object.fromEntries(own), () => readField(c, field))
    })
}

/** "Subscription ends in May": an admin's date goes before the words of another condition that begin so. */
function ended(c: Cursor): Candidate[] {
  if (seeBeginning(c) === null) return []
  return c.vocabulary
    .fields()
    .flatMap(field => (field.type === 'date' && field.label !== null ? endOf(c, field, wordsOf(field.label)) : []))
}

/**
 * The name of an admin's field: in quotes, by its number, or bare. A bare name made of words of the language counts only
 * where nothing else can be meant.
 */
function named(c: Cursor): Candidate[] {
  const first = peek(c)
  if (first === null) return []
  const candidate = (field: Field, to: number, sure: Candidate['sure'] = 'name'): Candidate[] => [
    { to, sure, read: () => readField(c, field) },
  ]
  if (first.kind === 'quoted') {
    const field = quoted(c, first.text)
    return field === undefined ? [] : candidate(field, c.at + 1)
  }
  if (first.text === '#') {
    const id = peek(c, 1)
    const field = id?.kind === 'number' ? c.vocabulary.field(id.value) : null
    return field === null ? [] : candidate(field, c.at + 2)
  }
  const found = c.vocabulary
    .fields()
    .flatMap(field => {
      const words = field.label === null ? [] : wordsOf(field.label)
      if (field.label === null || words.length === 0 || !startsWith(c, words)) return []
      return [{ field, words, plain: c.begins.isPlainName(field.label) }]
    })
    .sort((a, b) => b.words.length - a.words.length)
  const [longest] = found
  const plain = found.find(({ plain }) => plain)
  // "Pet birthday" is no "Pet".
  if (plain !== undefined && longest !== undefined && longest.words.length > plain.words.length)
    return candidate(longest.field, c.at + longest.words.length)
  const inForm = plain === undefined ? null : longerForm(c, plain.words.length)
  if (inForm !== null) return candidate(inForm.field, c.at + inForm.length)
  if (plain !== undefined) return candidate(plain.field, c.at + plain.words.length)
  const other = seeBeginning(c)
  const chosen = found.find(
    ({ words }) =>
      other === null ||
      (seesOperator(c, words.length) &&
        (words.length > other.length || (words.length === other.length && c.begins.isOther(words.join(' '))))),
  )
  const sure = other !== null && chosen?.words.length === other.length ? 'name' : 'words'
  return chosen === undefined ? [] : candidate(chosen.field, c.at + chosen.words.length, sure)
}

/** "Pet birthdays": a longer name than that of so many words, in another form; null where none stands. */
function longerForm(c: Cursor, than: number): { field: Field; length: number } | null {
  for (const field of c.vocabulary.fields()) {
    const words = field.label === null ? [] : wordsOf(field.label)
    if (words.length > than && isForm(c, words)) return { field, length: words.length }
  }
  return null
}

function quoted(c: Cursor, name: string): Field | undefined {
  const plain = plainName(name)
  const fields = c.vocabulary.fields()
  return (
    fields.find(field => field.label !== null && plainName(field.label) === plain) ??
    fields.find(({ label, key }) => label === null && builtInNames(key).some(phrase => plainName(phrase) === plain))
  )
}

function builtInNames(key: string): string[] {
  for (const [name, { en, ru }] of Object.entries(BEGINS)) if (name === key) return [...en, ...ru]
  return []
}
