import { withoutEdges } from '../../../text/edges.js'
import { fold } from '../../../text/fold.js'
import type { AnyLeaf } from '../../rule.js'
import type { Things } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, peek, seeAhead } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { readWindow, seesWindow } from '../times/window.js'
import { raw } from '../value.js'
import { namedAt } from './bare.js'
import { namesWith } from './inside.js'
import { byForm } from './things.js'

/** What people did with a question of the survey. */
type Did = 'answered' | 'skipped' | 'ignored' | 'asked'

/**
 * A question of the survey by its words, or by what was said before.
 * @param readBehind reads the question and the time behind the verb
 */
export function questionsSaid(c: Cursor, readBehind: (did: Did) => AnyLeaf): Candidate[] {
  return [
    ...quotedQuestion(c, readBehind),
    ...questionNamed(c),
    ...questionAbout(c),
    ...answeredIt(c),
    ...questionSaid(c),
  ]
}

function surveyed(c: Cursor, did: Did, question: number | null): AnyLeaf {
  return { leaf: 'surveyed', ...{ did, question, window: seesWindow(c) ? readWindow(c) : null } }
}

/** A question by its words without the sign behind them. */
export function asked(questions: Things, name: string): number | null {
  const plain = (text: string) => withoutEdges(fold(text), '?!.… ')
  const found = [...questions.all()].filter(one => plain(one) === plain(name))
  // «Про размер», "about size": what no other question asks.
  const [only, ...others] =
    found.length > 0 ? found : namesWith(name.replace(/^(?:про|о|об|about|on)\s+/iu, ''), questions.all())
  return only === undefined || others.length > 0 ? null : questions.find(only)
}

/** What they did with a question that stands in quotes behind it; elsewhere these words may be about messages. */
const DONE: Readonly<Record<string, Did>> = {
  ...{ answered: 'answered', ответили: 'answered', ответил: 'answered', ответила: 'answered', отвечали: 'answered' },
  ...{ answer: 'answered', skip: 'skipped', ignore: 'ignored' },
  ...{ skipped: 'skipped', пропустили: 'skipped', пропустил: 'skipped', пропустила: 'skipped' },
  ...{ ignored: 'ignored', проигнорировали: 'ignored', игнорировали: 'ignored', проигнорировал: 'ignored' },
}

/** `answered "What is your size?"`, «ответили на „Какой размер?“». */
function quotedQuestion(c: Cursor, readBehind: (did: Did) => AnyLeaf): Candidate[] {
  const did = DONE[peek(c)?.text ?? '']
  if (did === undefined) return []
  const at = ['на', 'to'].includes(peek(c, 1)?.text ?? '') ? c.at + 2 : c.at + 1
  const token = c.tokens[at]
  const { questions } = c.vocabulary
  if (at >= c.end || token?.kind !== 'quoted' || (questions.find(token.text) ?? asked(questions, token.text)) === null)
    return []
  const read = () => {
    c.at = at
    return readBehind(did)
  }
  return [{ to: at + 1, sure: 'words', read }]
}

const MOST_BETWEEN = 6

/** "Skipped the size question": by a part of its words before the noun. */
function questionNamed(c: Cursor): Candidate[] {
  const did = DONE[peek(c)?.text ?? '']
  if (did === undefined) return []
  let from = c.at + 1
  if (c.tokens[from]?.text === 'the') from++
  const to = c.tokens.findIndex(({ text }, at) => at > from && at < c.end && text === 'question')
  if (to < 0 || to - from > MOST_BETWEEN) return []
  const { questions } = c.vocabulary
  const name = raw(c, from, to)
  const question = byForm(questions, name) ?? asked(questions, name)
  if (question === null) return []
  const read = (): AnyLeaf => {
    c.at = to + 1
    return surveyed(c, did, question)
  }
  return [{ to: to + 1, sure: 'words', read }]
}

const ASKED: Readonly<Record<string, Did>> = { ...DONE, asked: 'asked' }
const ABOUT: ReadonlySet<string> = new Set(['about', 'on'])
const MY: ReadonlySet<string> = new Set(['the', 'a', 'our', 'their', 'his', 'her', 'question', 'survey', 'were', 'was'])

/** "Answered the question about their goal", "was asked about skin type": by words of it that no other has. */
function questionAbout(c: Cursor): Candidate[] {
  let at = c.at
  while (MY.has(c.tokens[at]?.text ?? '') && at < c.at + 2) at++
  const did = ASKED[c.tokens[at]?.text ?? '']
  if (did === undefined) return []
  at++
  while (MY.has(c.tokens[at]?.text ?? '')) at++
  // "Asked skin type": of what was asked nothing need stand between.
  if (ABOUT.has(c.tokens[at]?.text ?? '')) at++
  else if (did !== 'asked') return []
  while (MY.has(c.tokens[at]?.text ?? '')) at++
  const { questions } = c.vocabulary
  const found = namedAt({ ...c, at }, name => byForm(questions, name) ?? asked(questions, name))
  if (found === null) return []
  const read = (): AnyLeaf => surveyed(c, did, found.value)
  return [{ to: found.to, sure: 'words', read }]
}

/** "Asked the size question but didn't answer": that question. */
function answeredIt(c: Cursor): Candidate[] {
  const { last } = c
  const did = DONE[peek(c)?.text ?? ''] ?? (peek(c)?.text === 'reply' ? 'answered' : undefined)
  if (did === undefined || last?.leaf !== 'surveyed' || !('question' in last)) return []
  const to = c.at + 1 + (seeAhead(c, 1, 'it')?.length ?? 0)
  const behind: Cursor = { ...c, at: to, trying: true }
  if (!endsHere(behind) && !seesWindow(behind)) return []
  const question = typeof last.question === 'number' ? last.question : null
  const read = (): AnyLeaf => surveyed(c, did, question)
  return [{ to, sure: 'name', read }]
}

/** "Answered which day suits you": all the words of a question, without its sign. */
function questionSaid(c: Cursor): Candidate[] {
  const did = DONE[peek(c)?.text ?? '']
  if (did === undefined || peek(c, 2)?.kind !== 'word') return []
  const { questions } = c.vocabulary
  const plain = (text: string) => withoutEdges(fold(text), '?!.… ')
  const of = (name: string) => [...questions.all()].find(one => plain(one) === plain(name)) ?? null
  const found = namedAt({ ...c, at: c.at + 1 }, of)
  const question = found === null ? null : questions.find(found.value)
  if (found === null || question === null) return []
  const read = (): AnyLeaf => surveyed(c, did, question)
  return [{ to: found.to, sure: 'words', read }]
}
