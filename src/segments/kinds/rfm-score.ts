import { z } from 'zod'
import { unreachable } from '../../errors.js'
import { scored } from '../compile/score.js'
import { type Sql, sql } from '../compile/sql.js'
import type { Compare } from '../parts.js'
import type { Candidate } from '../read/candidate.js'
import { type Cursor, fail, takeSign } from '../read/cursor.js'
import { longestAt } from '../read/lexicon.js'
import { readCompare, readNumber } from '../read/number.js'
import { OR_UNKNOWN } from './complement.js'
import type { Kind } from './kind.js'

const schema = z.strictObject({
  leaf: z.literal('rfmScore'),
  measure: z.enum(['r', 'f', 'm']),
  from: z.int().min(1).max(5),
  to: z.int().min(1).max(5),
})

/** Which of the five scores they have by one measure: recency, frequency, or money. */
export type RfmScore = z.infer<typeof schema>

export const rfmScore: Kind<RfmScore> = {
  name: 'rfmScore',
  schema,
  sql: (leaf, context) => scored(scoreTest(leaf), context),
  not: OR_UNKNOWN,
  plain: leaf => (leaf.from > leaf.to ? { not: { leaf: 'everyone' } } : leaf),
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered', 'rfm'],
  begins: {},
  read: c => candidatesOf(c),
  say({ measure, from, to }) {
    return `rfm ${measure.toUpperCase()} ${from === to ? from : `${from}–${to}`}`
  },
  builder: {
    entries: [
      {
        ...{ name: 'rfmScore', number: 21, menu: 'rfm', label: { en: '🔢 RFM score', ru: '🔢 RFM-оценка' } },
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
