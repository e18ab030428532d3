import { z } from 'zod'
import { unreachable } from '../../../errors.js'
import { scored } from '../../compile/score.js'
import { type Sql, sql } from '../../compile/sql.js'
import type { Compare } from '../../parts.js'
import type { Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, seeAhead, take, takeSign } from '../../read/cursor.js'
import { longestAt } from '../../read/lexicon.js'
import { readCompare, readNumber } from '../../read/numbers/number.js'
import type { Rule } from '../../rule.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'

const schema = z.strictObject({
  leaf: z.literal('rfmScore'),
  measure: z.enum(['r', 'f', 'm']),
  from: z.int().min(1).max(5),
  to: z.int().min(1).max(5),
})

/** Which of the five scores they have by one measure: recency, frequency, or money. */
export type RfmScore = z.infer<typeof schema>

const MEASURES = ['r', 'f', 'm'] as const
/** Says nothing before three scores. */
const SAID_BETWEEN: ReadonlySet<string> = new Set([
  'score',
  'scores',
  'code',
  ':',
  '=',
  'оценка',
  'оценки',
  'код',
  'балл',
  'баллы',
])

export const rfmScore: Kind<RfmScore> = {
  name: 'rfmScore',
  schema,
  sql: (leaf, context) => scored(scoreTest(leaf), context, leaf.to > leaf.from),
  not: OR_UNKNOWN,
  plain: leaf => (leaf.from > leaf.to ? { not: { leaf: 'everyone' } } : leaf),
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: {},
  read: c => [...candidatesOf(c), ...wholeScore(c)],
  bare: c => [...bareScore(c), ...bigSpenders(c)],
  say({ measure, from, to }) {
    return `rfm ${measure.toUpperCase()} ${from === to ? from : `${from}–${to}`}`
  },
  builder: {
    entries: [
      {
        ...{ name: 'rfmScore', number: 21, menu: 'groups', label: { en: '🔢 RFM score', ru: '🔢 RFM-оценка' } },
        ...{ begins: { leaf: 'rfmScore', measure: 'r', from: 4, to: 5 }, asks: 'score' },
      },
    ],
    slots: {
      measure: { says: (leaf, measure) => (leaf === null ? null : { ...leaf, measure }), of: leaf => leaf.measure },
      score: {
        says: (leaf, { from, to }) => (leaf === null ? null : { ...leaf, from, to }),
        of: ({ from, to }) => ({ from, to }),
      },
    },
    shown: () => ['measure', 'score'],
  },
}

/** The index is (r, f, m): naming every score before the one that is asked lets it be searched, not scanned. */
function scoreTest({ measure, from, to }: RfmScore): Sql {
  const any = sql`in (1, 2, 3, 4, 5)`
  const asked = sql`between ${from} and ${to}`
  switch (measure) {
    case 'r':
      return sql`r.r ${asked}`
    case 'f':
      return sql`r.r ${any} and r.f ${asked}`
    case 'm':
      return sql`r.r ${any} and r.f ${any} and r.m ${asked}`
    default:
      return unreachable(measure)
  }
}

/** What the scores are called in full. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ recency: 'r', давность: 'r', frequency: 'f', частота: 'f', monetary: 'm', деньги: 'm', р: 'r', ф: 'f' },
  money: 'm',
}

/** "R=5", "f >= 4", "M 4+", "R5": a letter of the scores with a number behind it. */
function bareScore(c: Cursor): Candidate[] {
  const first = peek(c)
  const [, written, digit] = /^([rfm])([1-5])?$/.exec(first?.kind === 'word' ? first.text : '') ?? []
  const letter = written ?? LETTERS[first?.kind === 'word' ? first.text : '']
  const measure = MEASURES.find(known => known === letter)
  if (measure === undefined) return []
  if (digit !== undefined) {
    const score = Number(digit)
    return [
      { to: c.at + 1, sure: 'words', read: (): RfmScore => ({ leaf: 'rfmScore', measure, from: score, to: score }) },
    ]
  }
  // "Frequency score 3 or higher".
  const said = SCORE.has(peek(c, 1)?.text ?? '') ? 2 : 1
  const next = peek(c, said)
  const limit = seeAhead(c, said, 'over', 'under', 'atLeast', 'atMost', 'exactly', 'from', 'to', 'is')
  if (next?.kind !== 'number' && next?.text !== ':' && limit === null) return []
  const read = (): RfmScore => {
    takeSign(c, ':')
    take(c, 'is')
    return { leaf: 'rfmScore', measure, ...readScores(c) }
  }
  return [{ to: c.at + said, sure: 'words', read }]
}

const SCORE: ReadonlySet<string> = new Set(['score', 'scores', 'оценка', 'балл'])

/** "Big spenders": how big is asked. */
function bigSpenders(c: Cursor): Candidate[] {
  const seen = see(c, 'bigSpenders')
  if (seen === null) return []
  return [5, 4].map(from => ({
    ...{ to: c.at + seen.length, sure: 'words' },
    read: (): RfmScore => ({ leaf: 'rfmScore', measure: 'm', from, to: 5 }),
  }))
}

/** "rfm 555", "rfm: 5-5-5", "rfm score 5 5 5": all three at once. */
function wholeScore(c: Cursor): Candidate[] {
  const words = longestAt(c.begins.book, c, ['rfm'])
  if (words === null) return []
  let ahead = words.length
  while (SAID_BETWEEN.has(peek(c, ahead)?.text ?? '')) ahead++
  const digits: number[] = []
  for (let token = peek(c, ahead); token?.kind === 'number' && digits.length < 3; token = peek(c, ahead)) {
    if (!/^[1-5]{1,3}$/.test(token.text)) return []
    digits.push(...[...token.text].map(Number))
    ahead++
    if (digits.length < 3 && '-,/'.includes(peek(c, ahead)?.text ?? ' ')) ahead++
  }
  if (digits.length !== 3) return []
  const read = (): Rule => ({
    all: MEASURES.map(
      (measure, i): RfmScore => ({ leaf: 'rfmScore', measure, from: digits[i] ?? 1, to: digits[i] ?? 1 }),
    ),
  })
  return [{ to: c.at + ahead, sure: 'words', read }]
}

/** "rfm R 4–5": the letter behind the words of the groups makes it a score. */
function candidatesOf(c: Cursor): Candidate[] {
  const words = longestAt(c.begins.book, c, ['rfm'])
  const at = c.at + (words?.length ?? 0)
  const letter = at < c.end ? c.tokens[at]?.text : undefined
  const measure = (['r', 'f', 'm'] as const).find(known => known === letter)
  if (words === null || measure === undefined) return []
  const read = (): RfmScore => {
    takeSign(c, ':', '=')
    return { leaf: 'rfmScore', measure, ...readScores(c) }
  }
  return [{ to: at + 1, sure: 'words', read }]
}

function readScores(c: Cursor): { from: number; to: number } {
  const begin = c.at
  const scores = scoresOf(readCompare(c, () => readNumber(c, { kind: 'score' }, 'decimal')))
  // "4 or 5".
  const or = see(c, 'or')
  const next = or === null ? null : peek(c, or.length)
  if (or !== null && next?.kind === 'number' && scores.from === scores.to && next.value === scores.to + 1) {
    c.at += or.length + 1
    scores.to = next.value
  }
  const fits = [scores.from, scores.to].every(score => Number.isInteger(score) && score >= 1 && score <= 5)
  if (fits && scores.from <= scores.to) return scores
  const length = c.at - begin
  c.at = begin
  return fail(c, { kind: 'score' }, [], length)
}

function scoresOf(compare: Compare): { from: number; to: number } {
  if ('over' in compare) return { from: compare.over + 1, to: 5 }
  if ('under' in compare) return { from: 1, to: compare.under - 1 }
  if ('atLeast' in compare) return { from: compare.atLeast, to: 5 }
  if ('atMost' in compare) return { from: 1, to: compare.atMost }
  return 'exactly' in compare ? { from: compare.exactly, to: compare.exactly } : compare
}
