import { z } from 'zod'
import { writeNumber } from '../../text/number.js'
import { ageSql } from '../compile/field.js'
import { compareSchema } from '../parts.js'
import { comparePhrase } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { type Cursor, take, takeSign } from '../read/cursor.js'
import { type OfField, takeKnown } from '../read/field.js'
import { readCompare, readNumber } from '../read/number.js'
import { OR_UNKNOWN } from './complement.js'
import type { Kind } from './kind.js'

const schema = z.strictObject({ leaf: z.literal('age'), years: compareSchema })

/** Whole years since the birthday field. */
export type Age = z.infer<typeof schema>

const SUBJECT = { en: 'age', ru: 'возраст' }
const OPTIONS = [
  ...[{ from: 18, to: 24 }, { from: 25, to: 34 }, { from: 35, to: 44 }, { from: 45, to: 54 }, { atLeast: 55 }],
].map((answer, number) => {
  const label = 'from' in answer ? `${answer.from}–${answer.to}` : `${answer.atLeast}+`
  return { number, label: { en: label, ru: label }, answer }
})
const BEGINS = { age: { en: ['age', 'aged'], ru: ['возраст', 'возраста', 'возрастом'] } }

export const age: Kind<Age> = {
  name: 'age',
  schema,
  sql: ({ years }, context) => ageSql(years, context),
  not: OR_UNKNOWN,
  refers: () => [],
  names: () => [],
  restsOnOrders: false,
  facts: () => ['age'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, () => readAge(c)),
  say: ({ years }, { words, language }) => `${SUBJECT[language]} ${comparePhrase(years, writeNumber, words)}`,
  builder: {
    entries: [
      {
        ...{ name: 'age', number: 10, menu: 'person', label: { en: '🎂 Age', ru: '🎂 Возраст' } },
        ...{ begins: null, asks: 'number' },
      },
    ],
    slots: {
      number: {
        asks: { en: 'How old are they?', ru: 'Сколько им лет?' },
        options: OPTIONS,
        says: (_leaf, years) => ({ leaf: 'age', years }),
        of: leaf => leaf.years,
      },
    },
    shown: () => ['number'],
  },
}

/** "age 25–40"; "age unknown" asks for the birthday it is counted from. */
function readAge(c: Cursor): Age | OfField {
  const birthday = c.vocabulary.fields().find(field => field.key === 'birthday')
  const known = takeKnown(c)
  if (known !== null && birthday !== undefined) return { leaf: 'field', field: birthday.id, test: { known } }
  takeSign(c, ':', '=')
  take(c, 'is')
  const years = readCompare(c, () => {
    const number = readNumber(c)
    take(c, 'years')
    return number
  })
  take(c, 'years')
  return { leaf: 'age', years }
}
