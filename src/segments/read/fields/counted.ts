import type { Compare } from '../../parts.js'
import type { Rule, Tree } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, Mistake, peek, pick, see } from '../cursor.js'
import { saysDid } from '../joining/did.js'
import { JOINTS, phrasesOf, wordsOf } from '../lexicon.js'
import { readCompare, readNumber } from '../numbers/number.js'
import { isForm } from '../starter.js'
import { optionCalled } from './called.js'
import { endsHere, saysNone } from './field.js'
import { leafOf, type OfField } from './leaf.js'
import { readNumberTest } from './number-test.js'

const CHILDREN: ReadonlySet<string> = new Set([
  ...['child', 'children', 'kid', 'kids', 'ребенок', 'ребенка', 'ребенком', 'дети', 'детей', 'детьми', 'детям'],
  ...['детишки', 'детишек', 'деток', 'детки'],
])
/** Things that people have some of, each by several words. */
const ALIKE: readonly ReadonlySet<string>[] = [
  CHILDREN,
  new Set(['pet', 'pets', 'animal', 'animals', 'питомец', 'питомцы', 'питомцев', 'питомцами', 'питомца', 'животных']),
  new Set(['car', 'cars', 'vehicle', 'vehicles', 'машин', 'машины', 'машина', 'автомобилей', 'авто']),
]
/** Says in the name of a field that something is counted. */
const COUNT = /^(?:number|count|amount|quantity|many|number-of|количество|число|кол-во|колво|сколько)$/u
const SMALL: ReadonlySet<string> = new Set([
  ...['how', 'of', 'the', 'a', 'any', 'their', 'in', 'family', 'has', 'have', 'got', 'есть', 'у', 'вас', 'в', 'семье'],
  ...['do', 'you', 'no', 'наличие', 'имеет', 'имеются'],
])
/** More of them may be their ages as well. */
const MOST_CHILDREN = 4
const PLURAL = /^[a-z]{2,}[^s]s$/u

/** What a field counts, or says that people have: "children" of "Number of children" and "Has kids"; null for any other field. */
export function countedBy(field: Field): string | null {
  if (field.label === null || (field.type !== 'number' && field.type !== 'yes_no')) return null
  const words = wordsOf(field.label)
  const [noun, ...others] = words.filter(word => !COUNT.test(word) && !SMALL.has(word))
  if (noun === undefined || others.length > 0) return null
  if (ALIKE.some(all => all.has(noun))) return noun
  if (field.type === 'yes_no') return null
  return words.some(word => COUNT.test(word)) || (words.length === 1 && PLURAL.test(noun)) ? noun : null
}

/** "2+ kids", "with children", "no kids", "parents": how many of something people have, by any word for it. */
export function counted(c: Cursor, field: Field): Candidate[] {
  const noun = countedBy(field)
  if (noun === null) return []
  return [...parents(c, field, noun), ...(field.type === 'number' ? numbered(c, field, noun) : there(c, noun, field))]
}

function seesNoun(c: Cursor, noun: string): boolean {
  const token = peek(c)
  if (token?.kind !== 'word') return false
  return ALIKE.some(all => all.has(noun) && all.has(token.text)) || isForm(c, [noun])
}

/** "Has children" of a field that is answered by yes or no, and called by another word for them. */
function there(c: Cursor, noun: string, field: Field): Candidate[] {
  if (!seesNoun(c, noun) || isForm(c, [noun]) || !goesOn(c, 1)) return []
  return [{ to: c.at + 1, sure: 'words', read: () => leafOf(field, { yes: true }) }]
}

function numbered(c: Cursor, field: Field, noun: string): Candidate[] {
  const place: Cursor = { ...c, made: new Set() }
  const first = peek(c)
  // «С тремя детьми» have three.
  if (WITH.has(first?.text ?? '')) return []
  if (first?.kind === 'number' || see(c, 'over', 'under', 'atLeast', 'atMost', 'exactly', 'between', 'from') !== null) {
    try {
      const number = readCompare(place, () => readNumber(place))
      if (!seesNoun(place, noun) || !goesOn(place, 1)) return []
      return [{ to: place.at + 1, sure: 'words', read: () => leafOf(field, { number }) }]
    } catch (error) {
      if (error instanceof Mistake) return []
      throw error
    }
  }
  if (!seesNoun(c, noun)) return []
  const to = c.at + 1
  if (goesOn(c, 1))
    return [
      {
        ...{ to, sure: 'words' },
        read: () => some(c, field),
      },
    ]
  return isForm(c, [noun]) || !comparesFew({ ...c, at: to }, noun)
    ? []
    : [{ to, sure: 'words', read: () => readNumberTest(c, field) }]
}

const WITH: ReadonlySet<string> = new Set(['с', 'со'])

/** "Kids 2+", and not "kids under 10", which is rather how old they are. */
function comparesFew(c: Cursor, noun: string): boolean {
  const place: Cursor = { ...c, made: new Set() }
  try {
    const number = readCompare(place, () => readNumber(place))
    return goesOn(place, 0) && (!CHILDREN.has(noun) || Object.values(number).every(n => n <= MOST_CHILDREN))
  } catch (error) {
    if (error instanceof Mistake) return false
    throw error
  }
}

/** People with at least one; behind *no* it is asked whether they have none, or nobody knows. */
export function some(c: Cursor, field: Field): Tree<OfField> {
  if (!saysNone(c)) return leafOf(field, { number: { atLeast: 1 } })
  return pick(c, 2) === 0 ? { not: leafOf(field, { number: { exactly: 0 } }) } : leafOf(field, { known: true })
}

/** True where nothing is said of what stands before so many tokens, but of people. */
export function goesOn(c: Cursor, ahead: number): boolean {
  const place: Cursor = { ...c, at: c.at + ahead, trying: true }
  return (
    endsHere(place) ||
    ON.test(peek(place)?.text ?? '') ||
    saysDid(place) ||
    see(place, 'people', 'livesIn', 'cameFrom', 'not', 'has', 'older', 'younger', 'speaks') !== null
  )
}

/** Before what else they are: "parents on the advanced level". */
const ON = /^(?:on|at|near|aged)$/

const PARENTS = new Map<string, 'women' | 'men' | 'both' | 'many' | 'none'>([
  ...(['parent', 'parents', 'родители', 'родителей', 'родителям', 'родитель'] as const).map(
    one => [one, 'both'] as const,
  ),
  ...(['mother', 'mothers', 'mom', 'moms', 'mum', 'mums', 'mommies', 'mummies', 'мамы', 'мам', 'мама'] as const).map(
    one => [one, 'women'] as const,
  ),
  ...(['мамам', 'мамочки', 'мамочек', 'матери', 'матерей', 'матерям'] as const).map(one => [one, 'women'] as const),
  ...(['father', 'fathers', 'dad', 'dads', 'daddies', 'папы', 'пап', 'папа', 'отцы', 'отцов', 'отцам'] as const).map(
    one => [one, 'men'] as const,
  ),
  ...(['многодетные', 'многодетных', 'многодетным'] as const).map(one => [one, 'many'] as const),
  ...(['childless', 'child-free', 'childfree', 'бездетные', 'бездетных', 'бездетным'] as const).map(
    one => [one, 'none'] as const,
  ),
])
const MANY = 3

/** "Moms" are women who have children, where both is asked; "dog moms" are something else. */
function parents(c: Cursor, field: Field, noun: string): Candidate[] {
  const who = PARENTS.get(peek(c)?.text ?? '')
  if (who === undefined || !CHILDREN.has(noun) || !standsFirst(c)) return []
  const length = peek(c, 1)?.text === 'of' && peek(c, 2)?.kind === 'number' ? 2 : 1
  const yes = field.type === 'yes_no'
  const many = length === 2 && !yes ? childrenOf(c) : null
  const to = many?.to ?? c.at + length
  const candidate = (rule: Rule): Candidate[] => [{ to, sure: 'words', read: () => rule }]
  if (who === 'none') return candidate(leafOf(field, yes ? { yes: false } : { number: { exactly: 0 } }))
  if (who === 'many') return yes ? [] : candidate(leafOf(field, { number: { atLeast: MANY } }))
  // How old they are stands behind, or how many children they have: "mothers over 35", "parents of 3 kids".
  const bound = see({ ...c, at: c.at + 1 }, 'over', 'under', 'atLeast', 'atMost', 'between', 'from', 'to')
  const ranged = bound?.key !== 'from' && bound?.key !== 'to'
  const limited = bound !== null && (ranged || peek(c, 1 + bound.length)?.kind === 'number')
  if (!goesOn(c, 1) && !limited && length === 1 && peek(c, 1)?.kind !== 'number') return []
  const have = leafOf(field, yes ? { yes: true } : { number: many?.number ?? { atLeast: 1 } })
  if (who === 'both') return candidate(have)
  const sex = c.vocabulary.fields().flatMap(({ id, options }) => {
    const meant = options === null ? null : optionCalled(options, who)
    return meant === null ? [] : [leafOf({ id }, { is: [meant] })]
  })
  const [only, ...others] = sex
  if (only === undefined || others.length > 0) return []
  return candidate({ all: [only, have] })
}

/** "Moms of 2", "parents of three kids": how many behind "of"; null where no such number ends there. */
function childrenOf(c: Cursor): { number: Compare; to: number } | null {
  const place: Cursor = { ...c, at: c.at + 2, made: new Set() }
  try {
    const number = readCompare(place, () => readNumber(place))
    if (CHILDREN.has(peek(place)?.text ?? '')) place.at++
    return goesOn(place, 0) ? { number, to: place.at } : null
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

const WORDS = new Set(
  phrasesOf(['allOf', 'has', 'people', 'not', 'and', 'or', 'but', 'except'] as const).flatMap(wordsOf),
)

/** True behind nothing, or what joins conditions: no kind of parent is said. */
function standsFirst(c: Cursor): boolean {
  const before = c.tokens[c.at - 1]
  return (
    before === undefined ||
    before.kind === 'sign' ||
    before.line !== peek(c)?.line ||
    JOINTS.has(before.text) ||
    WORDS.has(before.text)
  )
}
