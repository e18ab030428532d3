import type { AnyLeaf, Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, take, takeSign } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { wordsOf } from '../lexicon.js'
import { startsWithForms } from '../starter.js'
import { namedAt } from './bare.js'
import { byForm } from './things.js'

const WANTS: readonly string[] = ['хотят', 'хочет', 'желают', 'согласны', 'готовы'].flatMap(verb =>
  ['получать', 'читать', 'слышать', 'видеть', 'узнавать о', 'знать о', 'получать про', 'читать про', 'новости о'].map(
    deed => `${verb} ${deed}`,
  ),
)

/** Before the name of what people may choose: they want it, or have unticked it. */
const LOOSE: readonly { words: string[]; wants: boolean }[] = [
  ...[
    'want',
    'wants',
    'subscribed to',
    ...['interested in', 'follow', 'follows', 'following', 'opted in to', 'opted into', 'signed up for', 'ticked'],
    ...['wants news about', 'want news about', 'wants updates on', 'want updates on', 'likes', 'like', 'chose'],
    'хотят',
    'хочет',
    'подписаны на',
    'хотят новости о',
    'ждут новостей о',
    ...WANTS,
  ].map(phrase => ({
    ...{ words: wordsOf(phrase), wants: true },
  })),
  ...[
    ...["don't want", "doesn't want", 'do not want', 'does not want', 'unsubscribed from', 'opted out of', 'muted'],
    ...['не хотят', 'не хочет', 'отписались от', 'отказались от', 'отключили', 'сняли галочку'],
    ...['не подписаны на', ...WANTS.map(phrase => `не ${phrase}`)],
  ].map(phrase => ({ words: wordsOf(phrase), wants: false })),
]

/** "Don't want Sales", «отписались от новинок». */
export function interestNamed(c: Cursor): Candidate[] {
  const { interests } = c.vocabulary
  return LOOSE.filter(({ words }) => startsWithForms(c, words)).flatMap(({ words, wants }) => {
    const found = namedAt({ ...c, at: c.at + words.length }, name => byForm(interests, name))
    if (found === null) return []
    const read = (): Rule => {
      c.at = found.to
      return withMore(c, found.value, wants)
    }
    return [{ to: found.to, sure: 'words' as const, read }]
  })
}

/** "Want tips but not sales", "don't want tips or sales": what else they want, or do not, behind the first. */
function withMore(c: Cursor, first: number, wants: boolean): Rule {
  const ruleOf = (about: number, wanted: boolean): Rule => {
    const leaf: AnyLeaf = { leaf: 'wish', ...{ wants: { about } } }
    return wanted ? leaf : { not: leaf }
  }
  const rules = [ruleOf(first, wants)]
  const left: Rule[] = []
  let [any, both] = [false, false]
  for (;;) {
    const begin = c.at
    const comma = takeSign(c, ',')
    const key = take(c, 'and', 'or', 'but')
    const not = take(c, 'not') !== null
    const found = comma || key !== null || not ? namedAt(c, name => byForm(c.vocabulary.interests, name)) : null
    const behind: Cursor = { ...c, at: found?.to ?? c.end, trying: true }
    if (found === null || !endsHere(behind) || (key === 'or' && (not || left.length > 0))) {
      c.at = begin
      break
    }
    c.at = found.to
    any ||= key === 'or' && wants
    both ||= (key === 'and' || key === 'but') && wants && !not
    const one = ruleOf(found.value, wants && !not)
    if (wants && not) left.push(one)
    else rules.push(one)
  }
  // "Tips or News and Sales" says not what belongs together.
  if (any && both) return fail(c, { kind: 'joiner' })
  if (any) return left.length === 0 ? { any: rules } : { all: [{ any: rules }, ...left] }
  const all = [...rules, ...left]
  const [only] = all
  return only !== undefined && all.length === 1 ? only : { all }
}
