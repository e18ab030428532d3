import type { Rule } from '../../rule.js'
import { type Cursor, seeBeginning } from '../cursor.js'
import { wordsOf } from '../lexicon.js'

/**
 * True for two answers of one question that takes many, where neither says its name: «веганы и вегетарианцы», "interested in
 * Boots and Bags". Whoever chose both, or either, may be meant.
 */
export function isOneOfMany(
  c: Cursor,
  before: Rule,
  part: Rule,
  begun: number,
  begin: number,
  joiner: string,
): boolean {
  if (joiner !== 'and') return false
  const [one, other] = [ofField(before), ofField(part)]
  if (one === null || one !== other || c.vocabulary.field(one)?.type !== 'many_of') return false
  return saysNoColon(c, begun, begin) && saysNoField(c, begin, c.at, one)
}

function ofField(rule: Rule): number | null {
  if (!('leaf' in rule) || rule.leaf !== 'field' || !('field' in rule)) return null
  const test = 'test' in rule ? rule.test : null
  const named = typeof test === 'object' && test !== null && 'is' in test
  return named ? Number(rule.field) : null
}

/** True for «интересы уход и парфюмерия»: a condition as it is written has a colon, and «и уход, и парфюмерия» are both. */
function saysNoColon(c: Cursor, from: number, to: number): boolean {
  const said = c.tokens.slice(from, to)
  if (said[0]?.text === 'и' || said[0]?.text === 'both' || c.tokens[from - 1]?.text === 'both') return false
  return !said.some(({ text, kind }) => kind === 'sign' && ':=('.includes(text))
}

/** True where a value stands by itself, or behind a word that says no field: a condition as it is written has a colon. */
function saysNoField(c: Cursor, from: number, to: number, field: number): boolean {
  const said = c.tokens.slice(from, to)
  if (said.some(({ text, kind }) => kind === 'sign' && ':=('.includes(text))) return false
  // «И макияж, и уход» are both.
  if (said[0]?.text === 'и' || said[0]?.text === 'both' || c.tokens[from - 1]?.text === 'both') return false
  const label = c.vocabulary.field(field)?.label ?? null
  const words = label === null ? [] : wordsOf(label)
  return !said.some(({ text }) => words.includes(text)) && seeBeginning({ ...c, at: from }) === null
}
