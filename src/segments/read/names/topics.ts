import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, take } from '../cursor.js'
import { bareValues } from './bare.js'

/** Topics that stand without a verb: "topic Boots", "boots topic". */
export function topicsHere(c: Cursor, leafOf: (topics: number[]) => Rule): Candidate[] {
  return bareValues(c, {
    ...{ find: name => c.vocabulary.topics.find(name), leafOf, leads: ['topic'] },
    behind: () => void take(c, 'topic'),
  })
}
