import type { Compare } from '../../parts.js'
import type { Rule } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, Mistake, peek, pick, see, take } from '../cursor.js'
import { wordsOf } from '../lexicon.js'
import { readCompare, readNumber } from '../numbers/number.js'
import { optionCalled } from './called.js'
import type { OfField } from './of-field.js'

const CHILDREN = /^(?:дет(?:и|ей|ям|ьми|ях|ки)|детишк\p{L}{0,3}|реб[её]н(?:ок|ка|ку|ком|ке)|kids?|child|children)$/u
const HOW_MANY = /^(?:колич|числ|сколько|кол-во|number|how|many|count)/u
const PARENTS = /^(?:родител(?:и|ей|ям|ями)|parents)$/u
const MOTHERS = /^(?:мам(?:ы|ам|ами|очки|очек|очкам)?|матер(?:и|ей|ям)|moms?|mothers?|mums?)$/u
const FATHERS = /^(?:пап(?:ы|ам|ами)?|отц(?:ы|ов|ам)|dads?|fathers?)$/u
const CHILDLESS = /^(?:бездетн(?:ые|ых|ым|ыми)|childless)$/u
const MANY = /^многодетн(?:ые|ых|ым|ыми)$/u
const HAVE: ReadonlySet<string> = new Set(['с', 'со', 'есть', 'имеют', 'имеет', 'имеющие', 'with', 'have', 'has'])
/** «Многодетные» have so many. */
const MANY_FROM = 3

/** The one field that says whether they have children, or how many; null where there is none, or several. */
function fieldOfChildren(c: Cursor): Field | null {
  const found = c.vocabulary.fields().filter(({ label, type }) => {
    if (label === null || (type !== 'yes_no' && type !== 'number')) return false
    const words = wordsOf(label)
    const others = words.filter(word => !CHILDREN.test(word) && !HAVE.has(word))
    if (others.length === words.length) return false
    return type === 'yes_no' ? others.length === 0 : others.every(word => HOW_MANY.test(word))
  })
  const [only] = found
  return only !== undefined && found.length === 1 ? only : null
}

/** People by their children: «с детьми», «двое и больше детей», «мамы двоих детей», «бездетные», "parents". */
export function byChildren(c: Cursor): Candidate[] {
  const token = peek(c)
  if (token === null || token.kind === 'quoted' || token.kind === 'sign') return []
  const word = token.text
  const parent = PARENTS.test(word) || MOTHERS.test(word) || FATHERS.test(word)
  const begins = parent || CHILDREN.test(word) || CHILDLESS.test(word) || MANY.test(word)
  if (!begins && !seesMany(c)) return []
  const field = fieldOfChildren(c)
  if (field === null) return []
  if (CHILDLESS.test(word)) return [none(c, field)]
  if (MANY.test(word)) {
    const leaf = many(field, { atLeast: MANY_FROM })
    return leaf === null ? [] : [{ to: c.at + 1, sure: 'words', read: () => leaf }]
  }
  if (parent) return parents(c, field)
  return begins ? some(c, field) : counted(c, field)
}

function many(field: Field, number: Compare): OfField | null {
  return field.type === 'number' ? { leaf: 'field', field: field.id, test: { number } } : null
}

function any(field: Field): OfField {
  return many(field, { atLeast: 1 }) ?? { leaf: 'field', field: field.id, test: { yes: true } }
}

/** Of a number none is 0, or that nobody knows it: which is asked. */
function none(c: Cursor, field: Field): Candidate {
  const zero = many(field, { exactly: 0 })
  const unknown: OfField = { leaf: 'field', field: field.id, test: { known: false } }
  const no: OfField = { leaf: 'field', field: field.id, test: { yes: false } }
  const read = (): Rule => (zero === null ? no : pick(c, 2) === 0 ? zero : unknown)
  return { to: c.at + 1, sure: 'words', read }
}

/** «Есть дети», «с детьми»: without a word before it that says so nothing is asked of them. */
function some(c: Cursor, field: Field): Candidate[] {
  const before = c.tokens[c.at - 1]?.text ?? ''
  const behind = peek(c, 1)?.text === 'есть' || peek(c, 1)?.text === 'имеются'
  if ((!HAVE.has(before) && !behind) || field.type !== 'number') return []
  const leaf = any(field)
  return [{ to: c.at + (behind ? 2 : 1), sure: 'words', read: () => leaf }]
}

/** True before a number of them: «двое детей», «больше двух детей», «2 и более детей». */
function seesMany(c: Cursor): boolean {
  if (peek(c)?.kind !== 'number' && see(c, 'over', 'under', 'atLeast', 'atMost', 'from', 'exactly') === null)
    return false
  for (let ahead = 1; ahead <= MOST_BEFORE; ahead++) if (CHILDREN.test(peek(c, ahead)?.text ?? '')) return true
  return false
}

const MOST_BEFORE = 5

function counted(c: Cursor, field: Field): Candidate[] {
  const found = countAt(c)
  const leaf = found === null ? null : many(field, found.compare)
  return found === null || leaf === null ? [] : [{ to: found.to, sure: 'words', read: () => leaf }]
}

/** How many children stand here, and the token behind them; null where something else does. */
function countAt(c: Cursor): { compare: Compare; to: number } | null {
  const place: Cursor = { ...c, made: new Set(), ways: { many: 1 }, trying: true }
  try {
    const compare = readCompare(place, () => readNumber(place))
    if (!CHILDREN.test(peek(place)?.text ?? '')) return null
    return { compare, to: place.at + 1 }
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

/** «Родители», «мамы двоих детей»: of mothers and fathers their sex is asked too, where that is a field. */
function parents(c: Cursor, field: Field): Candidate[] {
  const word = peek(c)?.text ?? ''
  const sex = PARENTS.test(word) ? null : sexOf(c, MOTHERS.test(word) ? 'женщины' : 'мужчины')
  if (sex === null && !PARENTS.test(word)) return []
  const behind: Cursor = { ...c, at: c.at + 1 }
  take(behind, 'has')
  const number = seesMany(behind) ? countAt(behind) : null
  const childrenToo = number === null && CHILDREN.test(peek(behind)?.text ?? '')
  const have = number === null ? any(field) : many(field, number.compare)
  if (have === null) return []
  const to = number?.to ?? (childrenToo ? behind.at + 1 : c.at + 1)
  return [{ to, sure: 'words', read: (): Rule => (sex === null ? have : { all: [sex, have] }) }]
}

/** The option of women or of men, of the only field that has one. */
function sexOf(c: Cursor, who: string): OfField | null {
  const found = c.vocabulary.fields().flatMap(({ id, options }) => {
    const option = options === null ? null : optionCalled(options, who)
    return option === null ? [] : [{ leaf: 'field' as const, field: id, test: { is: [option] } }]
  })
  const [only] = found
  return only !== undefined && found.length === 1 ? only : null
}
