import { usualRules } from '../src/audience/rfm/rules.js'
import { refreshRfm } from '../src/audience/rfm.js'
import { DAY } from '../src/clock.js'
import type { Db } from '../src/db/open.js'
import { countPeople } from '../src/segments/people/audience.js'
import { refreshMembership, watchSegment } from '../src/segments/people/membership.js'
import { createSegment } from '../src/segments/segment.js'
import { questions } from './segment-questions.js'

/** What the shop of the bench scores its customers by. */
export const TERMS = { rules: usualRules, currency: 'EUR', zone: 'UTC' }

/** Makes sure that there are `n` saved segments, of the questions in turn; every fourth is listened to. */
export async function saveSegments(db: Db, n: number, at: number): Promise<void> {
  const all = questions(db, at)
  const known = db.sql<{ n: number }>('select count(*) as n from segments').get()?.n ?? 0
  for (let i = known; i < n; i++) {
    const question = all[i % all.length]
    if (question === undefined) throw new Error('there are no questions')
    const { id } = createSegment(db, { name: `${question.name} ${i}`, criterion: question.criterion, createdBy: 1 }, at)
    if (i % 4 === 0) watchSegment(db, id)
  }
}

/**
 * All that segments do for themselves, once around: scores, membership of every saved segment (each round is a new
 * day), and what admins ask meanwhile. `more` is asked between the steps.
 */
export function createWork(db: Db, at: number): (more: () => boolean) => Promise<void> {
  const all = questions(db, at)
  let day = 0
  return async more => {
    const now = at + ++day * DAY
    const steps = [
      () => refreshRfm(db, TERMS, now),
      () => refreshMembership(db, { zone: 'UTC' }, now),
      ...all.map(
        ({ criterion }) =>
          () =>
            countPeople(db, criterion, { at: now, zone: 'UTC' }),
      ),
    ]
    for (const step of steps) if (more()) await step()
  }
}
