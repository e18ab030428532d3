import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, Mistake, peek } from '../cursor.js'
import { namedAt } from '../names/bare.js'
import { asked } from '../names/questions.js'
import { byForm } from '../names/things.js'
import { optionCalled } from './called.js'
import { endsHere } from './field.js'
import { leafOf } from './leaf.js'

const SAID = /^(?:answered|said|replied|responded|mentioned|stated|indicated|reported|told|wrote|noted|say|says)$/
const CHOSE = /^(?:answered|answer|replied|responded|chose|chosen|picked|selected|ticked|checked|marked|gave|put|said)$/
/** Between the verb and what was said: "told us that they". */
const THAT: ReadonlySet<string> = new Set(['us', 'that', 'me'])
const THEY = /^(?:they|he|she|i|their|his|her|my|they're|they've|he's|she's|i'm|i've)$/
const ARE: ReadonlySet<string> = new Set(['are', 'is', 'am', 'have', 'has', 'own', 'was', 'were', 'a', 'an', 'the'])
const IS = /^(?:is|are|was|were|:)$/
/** What people answer: a fact about them. */
const FACTS: ReadonlySet<string> = new Set(['field', 'age', 'language'])

/** "Answered that their skin is sensitive", "chose Strength in the survey": what people answer is a field of theirs. */
export function answeredWith(c: Cursor): Candidate[] {
  const word = peek(c)?.text ?? ''
  return [...(SAID.test(word) ? thatClause(c) : []), ...(CHOSE.test(word) ? optionChosen(c) : [])]
}

function thatClause(c: Cursor): Candidate[] {
  let at = c.at + 1
  while (THAT.has(c.tokens[at]?.text ?? '')) at++
  if (!THEY.test(c.tokens[at]?.text ?? '')) return []
  const theirs = /^(?:their|his|her|my)$/.test(c.tokens[at]?.text ?? '')
  at++
  while (ARE.has(c.tokens[at]?.text ?? '')) at++
  const inside: Cursor = { ...c, at, made: new Set(), ways: { many: 1 }, trying: true, tryBare: true }
  try {
    const rule = c.condition(inside)
    // "Told us their city" says that they did, and not which.
    const isSaid = !theirs || c.tokens.slice(at, inside.at).some(({ text }) => IS.test(text))
    if (!isFact(rule) || !isSaid || !endsHere(inside)) return []
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  }
  const read = (): Rule => {
    c.at = at
    return c.condition(c)
  }
  return [{ to: inside.at, sure: 'words', read }]
}

function isFact(rule: Rule): boolean {
  const inside = 'not' in rule ? rule.not : rule
  if ('any' in inside) return inside.any.every(isFact)
  return 'all' in inside ? inside.all.every(isFact) : 'leaf' in inside && FACTS.has(inside.leaf)
}

/** "Answered weight loss", "picked dry for skin type", "answered "Strength" to the goal question". */
function optionChosen(c: Cursor): Candidate[] {
  return c.vocabulary.fields().flatMap(field => {
    const { options } = field
    const found = options === null ? null : namedAt({ ...c, at: c.at + 1 }, name => optionCalled(options, name))
    const to = found === null ? null : behindQuestion({ ...c, at: found.to })
    if (found === null || to === null) return []
    // "Chose S" and "picked best" may be of anything else.
    const answered = /^answer/.test(peek(c)?.text ?? '')
    if (!answered && to === found.to) return []
    const read = (): Rule => {
      c.at = to
      return leafOf(field, { is: [found.value] })
    }
    return [{ to, sure: 'words' as const, read }]
  })
}

const TO = /^(?:to|for|in|on|as|when|at)$/
const OUR = /^(?:the|our|your|their|a|that|this|question|asked|about|what)$/
const SURVEY = /^(?:survey|question|quiz|poll|form|questionnaire|onboarding)$/
const MOST_WORDS = 4

/** Where the question ends that was answered so; the end of the answer where none is said; null where something else follows. */
function behindQuestion(c: Cursor): number | null {
  if (endsHere({ ...c, trying: true })) return c.at
  if (!TO.test(peek(c)?.text ?? '')) return null
  const at = c.at + 1
  let from = at
  while (OUR.test(c.tokens[from]?.text ?? '')) from++
  const { questions } = c.vocabulary
  const ends = (to: number) => endsHere({ ...c, at: to, trying: true })
  for (const begin of [at, from]) {
    const token = c.tokens[begin]
    if (token?.kind === 'quoted' && asked(questions, token.text) !== null && ends(begin + 1)) return begin + 1
    const found = namedAt({ ...c, at: begin }, name => byForm(questions, name) ?? asked(questions, name))
    const noun = found !== null && SURVEY.test(c.tokens[found.to]?.text ?? '') ? 1 : 0
    if (found !== null && ends(found.to + noun)) return found.to + noun
  }
  const noun = c.tokens.findIndex(
    ({ text }, i) => i >= from && i < Math.min(c.end, from + MOST_WORDS) && SURVEY.test(text),
  )
  return noun >= 0 && ends(noun + 1) ? noun + 1 : null
}
