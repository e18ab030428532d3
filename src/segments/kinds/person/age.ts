import { z } from 'zod'
import { writeNumber } from '../../../text/number.js'
import { ageSql } from '../../compile/field.js'
import { compareSchema } from '../../parts.js'
import { comparePhrase } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, Mistake, peek, pick, see, seeAhead, take, takeSign } from '../../read/cursor.js'
import { countedAt } from '../../read/events/event-named.js'
import { endsHere, saysHas, sharedKnown, takeKnown } from '../../read/fields/field.js'
import type { OfField } from '../../read/fields/of-field.js'
import { saysDid } from '../../read/joining/did.js'
import { readCompare, readNumber } from '../../read/numbers/number.js'
import { seesCountOf } from '../../read/orders/how-many.js'
import { startsWith } from '../../read/starter.js'
import { endsAt } from '../../read/times/stretch.js'
import type { Rule } from '../../rule.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'

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
const BEGINS = {
  age: {
    en: [
      ...['age', 'aged', 'at the age of', 'ages', 'age group', 'age range', 'years of age', 'of age', 'age of'],
      ...['with age', 'at age', 'in age group', 'in the age range', 'in the age range of', 'in the age group'],
      ...['in the age of'],
    ],
    ru: [
      ...['возраст', 'возраста', 'возрастом', 'в возрасте', 'возрастная группа', 'возрасте', 'в возрастной группе'],
      ...['возрасту', 'лет от роду', 'по возрасту', 'возрастная категория', 'чей возраст', 'возрастной группы'],
      ...['в возрастной категории'],
    ],
  },
}

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
  bare: c => [...bareAge(c), ...agesCalled(c)],
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

/** "age 25–40", "age is not 30" (known, and another); "age unknown" asks for the birthday it is counted from. */
function readAge(c: Cursor): Rule {
  const birthday = c.vocabulary.fields().find(field => field.key === 'birthday')
  const known = takeKnown(c) ?? saysHas(c) ?? sharedKnown(c)
  const isKnown = (known: boolean, id: number): OfField => ({ leaf: 'field', field: id, test: { known } })
  if (known !== null && birthday !== undefined) return isKnown(known, birthday.id)
  // "Not over 30" is no *not*.
  takeSign(c, ':', '=')
  take(c, 'is')
  const negated = see(c, 'atLeast', 'atMost') === null && take(c, 'isNot') !== null
  if (negated) takeSign(c, ':', '=')
  const years = readCompare(c, () => {
    const number = readNumber(c)
    take(c, 'years')
    return number
  })
  take(c, 'years')
  const leaf: Age = { leaf: 'age', years }
  if (!negated) return leaf
  return birthday === undefined ? { not: leaf } : { all: [isKnown(true, birthday.id), { not: leaf }] }
}

const YOUNGEST = 10
const OLDEST = 110
const OLDEST_EVER = 150

/**
 * An age without its subject: "older than 30", "25–34 years old", «от 25 до 34 лет», "18+". A number that no word makes an
 * age is one only as "18+" or "25–34".
 */
function bareAge(c: Cursor): Candidate[] {
  const begin = c.at
  const made = new Set(c.made)
  try {
    const of = takeAgesOf(c)
    const than = take(c, 'older', 'younger', 'noOlder', 'noYounger') ?? takePast(c)
    const compared =
      than === null && peek(c)?.kind !== 'number'
        ? see(c, 'over', 'under', 'atLeast', 'atMost', 'between', 'from', 'to')
        : null
    if (of === null && than === null && compared === null && peek(c)?.kind !== 'number') return []
    const years = of === null ? yearsOf(c, than) : of
    const named = take(c, 'yearsOld') !== null || than !== null || of !== null
    const bare =
      compared === null
        ? 'from' in years || 'atLeast' in years || 'atMost' in years
        : endsHere(c) ||
          peek(c)?.text === ',' ||
          see(c, 'people', 'livesIn', 'not', 'has') !== null ||
          (c.bare && saysDid(c))
    const numbers = Object.values(years)
    // «До 2025 года» is no age.
    if (numbers.some(n => n > OLDEST_EVER)) return []
    if (!named && !(bare && numbers.every(n => n >= YOUNGEST && n <= OLDEST))) return []
    if (!named && countsOther(c, begin)) return []
    // «С 20 по 27» are days.
    if (!named && c.tokens.slice(begin, c.at).some(({ text }) => text === 'по')) return []
    if (take(c, 'ago') !== null || (peek(c)?.kind === 'sign' && !'),;.('.includes(peek(c)?.text ?? ''))) return []
    take(c, 'people')
    const to = c.at
    const leaf: Age = { leaf: 'age', years }
    return [{ to, sure: named ? 'words' : 'value', read: () => leaf }]
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  } finally {
    c.at = begin
    for (const choice of c.made) if (!made.has(choice)) c.made.delete(choice)
  }
}

/** True behind a number of something else: "10+ books", "10+ lessons completed", "over 30 but under 60 days ago". */
function countsOther(c: Cursor, begin: number): boolean {
  if (seesCountOf({ ...c, at: begin }) !== null || countedAt(c) !== null) return true
  const joint = see(c, 'but', 'and')?.length ?? 0
  const limit = joint === 0 ? null : seeAhead(c, joint, 'over', 'under', 'atLeast', 'atMost')
  if (limit === null || peek(c, joint + limit.length)?.kind !== 'number') return false
  return seeAhead(c, joint + limit.length + 1, 'hours', 'days', 'weeks', 'months') !== null
}

/** "Between the ages of 20 and 30", "from the age of 18 to 25"; null, and nothing is taken, for anything else. */
function takeAgesOf(c: Cursor): Age['years'] | null {
  const begin = c.at
  const word = see(c, 'between', 'from')
  c.at += word?.length ?? 0
  const ages = AGES_OF.find(words => startsWith(c, words))
  if (word !== null && ages !== undefined) {
    c.at += ages.length
    const first = readNumber(c)
    if (takeSign(c, '-') || take(c, 'and', 'to') !== null) {
      const second = readNumber(c)
      return { from: Math.min(first, second), to: Math.max(first, second) }
    }
  }
  c.at = begin
  return null
}

const AGES_OF = [['the', 'ages', 'of'], ['ages', 'of'], ['ages'], ['the', 'age', 'of'], ['age', 'of']]

/** «За 40», with nothing that there are forty of. */
function takePast(c: Cursor): 'older' | null {
  const number = peek(c)?.text === 'за' ? peek(c, 1) : null
  if (number?.kind !== 'number' || number.value < YOUNGEST || number.value > OLDEST) return null
  if (!endsAt(c, 2) && seeAhead(c, 2, 'yearsOld', 'livesIn', 'not', 'has', 'people') === null) return null
  c.at++
  return 'older'
}

function yearsOf(c: Cursor, than: string | null): Age['years'] {
  if (than === null) return readCompare(c, () => readNumber(c))
  const n = readNumber(c)
  if (than === 'noOlder') return { atMost: n }
  if (than === 'noYounger') return { atLeast: n }
  return than === 'older' ? { over: n } : { under: n }
}

/** "In their 30s", «тридцатилетние», "adults". */
function agesCalled(c: Cursor): Candidate[] {
  const said = see(c, 'adults', 'minors', 'teenagers')
  if (said !== null) {
    const years = said.key === 'adults' ? { atLeast: 18 } : said.key === 'minors' ? { under: 18 } : { from: 13, to: 19 }
    return [{ to: c.at + said.length, sure: 'words', read: (): Age => ({ leaf: 'age', years }) }]
  }
  const decade = agesOf(peek(c)?.text ?? '')
  if (decade !== null)
    return [
      { to: c.at + 1, sure: 'words', read: (): Age => ({ leaf: 'age', years: { from: decade, to: decade + 9 } }) },
    ]
  const aged = agedSo(c)
  if (aged !== null) return [aged]
  const limit = see(c, 'over', 'under')
  const limited = limit === null ? null : peek(c, limit.length)
  // "The over 50s".
  if (limit !== null && limited?.kind === 'decade') {
    const n = limited.value % 100
    const years: Age['years'] = limit.key === 'over' ? { over: n } : { under: n }
    return [{ to: c.at + limit.length + 1, sure: 'words', read: (): Age => ({ leaf: 'age', years }) }]
  }
  const lead = see(c, 'inTheir')
  const decadeSaid = lead === null ? undefined : DECADES_SAID[peek(c, lead.length)?.text ?? '']
  if (lead !== null && decadeSaid !== undefined)
    return [{ to: c.at + lead.length + 1, sure: 'words', read: () => decadeOf(decadeSaid) }]
  const token = lead === null ? null : peek(c, lead.length)
  if (lead === null || token?.kind !== 'decade') return []
  const from = token.value % 100
  return [
    { to: c.at + lead.length + 1, sure: 'words', read: (): Age => ({ leaf: 'age', years: { from, to: from + 9 } }) },
  ]
}

/** «30-летние»: of that age, or in their thirties, is asked. */
function agedSo(c: Cursor): Candidate | null {
  const [number, dash, word] = [peek(c), peek(c, 1), peek(c, 2)]
  const n = number?.kind === 'number' ? number.value : 0
  if (dash?.text !== '-' || !/^летн(?:ие|их|им|ими)$/u.test(word?.text ?? '') || n < 1 || n > OLDEST) return null
  const read = (): Age => (n % 10 === 0 && pick(c, 2) === 1 ? decadeOf(n) : { leaf: 'age', years: { exactly: n } })
  return { to: c.at + 3, sure: 'words', read }
}

function decadeOf(from: number): Age {
  return { leaf: 'age', years: { from, to: from + 9 } }
}

const DECADES_SAID: Readonly<Record<string, number>> = {
  ...{ teens: 10, twenties: 20, thirties: 30, forties: 40, fifties: 50, sixties: 60, seventies: 70, eighties: 80 },
}
const DECADES: readonly (readonly [string, number])[] = [
  ...([
    ['двадцати', 20],
    ['тридцати', 30],
    ['сорока', 40],
    ['пятидесяти', 50],
    ['шестидесяти', 60],
  ] as const),
  ...([
    ['семидесяти', 70],
    ['восьмидесяти', 80],
  ] as const),
]

/** «Тридцатилетние» are those in their thirties. */
function agesOf(word: string): number | null {
  const [, stem] = /^(.+?)летн(?:ие|их|им|ими)$/u.exec(word) ?? []
  return DECADES.find(([name]) => name === stem)?.[1] ?? null
}
