import { SECOND } from '../../../../clock.js'
import { sameTimeIn } from '../../../../delivery/gate/hours.js'
import type { Check, Question } from '../../../../delivery/plan.js'

/**
 * From when to when messages leave, ms UTC. `waiting`: people who wait for the end of their quiet hours, and until when
 * the last of them does. `passed`: people whose hour is over, by their own clock, so that they get it at once. `waves`: of a
 * careful start, when how many begin to get it; empty otherwise.
 */
export type Span = {
  first: number
  last: number
  waiting: { people: number; until: number }
  passed: number
  waves: { at: number; people: number }[]
}

/** Reckons it for those who will get it. @param rate messages a second */
export function spanOf({ perZone }: Check, question: Question, rate: number): Span {
  const { at, ownClock, rules } = question
  const groups = perZone.map(({ zone, due: leaves, people }) => {
    const hour = ownClock === undefined || ownClock === null ? at : sameTimeIn(ownClock, zone ?? rules.zone)
    return { people, leaves, passed: hour < at, waits: leaves > Math.max(hour, at) }
  })
  const together = new Map<number, number>()
  for (const { people, leaves } of groups) together.set(leaves, (together.get(leaves) ?? 0) + people)
  const waiting = groups.filter(group => group.waits)
  return {
    first: Math.min(...together.keys(), ...(groups.length === 0 ? [at] : [])),
    last: Math.max(at, ...[...together].map(([leaves, people]) => leaves + Math.ceil(((people - 1) / rate) * SECOND))),
    waiting: { people: sum(waiting), until: Math.max(at, ...waiting.map(group => group.leaves)) },
    passed: sum(groups.filter(group => group.passed)),
    waves: [],
  }
}

function sum(groups: readonly { people: number }[]): number {
  return groups.reduce((total, { people }) => total + people, 0)
}
