import { isAppError } from '../../errors.js'
import type { EvaluationContext } from '../../segments/compile.js'
import type { Criterion } from '../../segments/criterion.js'
import { countEveryone, countPeople, type PeopleCount, type SamplePerson } from '../../segments/people/audience.js'
import { countOrEstimate, type Figure } from '../../segments/people/estimate.js'
import { dateTime, type Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { lines, type Rich } from '../../text/rich.js'
import type { Here } from '../here.js'
import { unlessSlow } from './patience.js'
import { personName, seesNames } from './words/person.js'

/** What people are counted and described with. */
export type Looking = Pick<Here, 'db' | 'zone' | 'at' | 'language'>

/** Moment and zone in which what this admin asked is evaluated. */
export function evaluationOf({ at, zone }: Pick<Here, 'at' | 'zone'>): EvaluationContext {
  return { at, zone: zone() }
}

/** Counts people exactly, for what a screen can do without; null when that would take longer than anybody wants to wait. */
export async function countOrNull(
  { db }: Pick<Here, 'db'>,
  criterion: Criterion,
  context: EvaluationContext,
): Promise<PeopleCount | null> {
  try {
    return await countPeople(db, criterion, context)
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
    return null
  }
}

/** A figure beside everyone there is. */
export type Beside = Figure & { everyone: number }

/** People of a criterion beside everyone, estimated where counting takes too long; null when there is nothing to go by. */
export async function countBesideEveryone(
  { db }: Pick<Here, 'db'>,
  criterion: Criterion,
  context: EvaluationContext,
): Promise<Beside | null> {
  const [counted, everyone] = await Promise.all([
    countOrEstimate(db, criterion, context),
    unlessSlow(countEveryone(db), null),
  ])
  return counted === null || everyone === null ? null : { ...counted, everyone }
}

/** People of a count that is exact; null for one that is not. */
export function exactly(counted: Figure | null): number | null {
  return counted?.guess === null ? counted.people : null
}

/** How many people that is, of everyone and reachable, in two lines; what is a guess is said to be one. */
export function figureLines(counted: Beside | null, context: EvaluationContext, language: Language): Rich {
  const words = texts(language).segmentCards
  if (counted === null) return lines([words.tooLong])
  return (
    guessLines(counted, context, language) ??
    lines([words.people(counted.people, counted.everyone), words.reachable(counted.reachable)])
  )
}

/** A count that is not exact, with how it was come by; null for one that is. */
export function guessLines(
  { people, reachable, everyone, guess }: Beside,
  { at, zone }: EvaluationContext,
  language: Language,
): Rich | null {
  if (guess === null) return null
  const { estimated, stored } = texts(language).countCards
  return guess.kind === 'sample'
    ? estimated({ people, everyone, reachable, ...guess })
    : stored(people, reachable, dateTime(guess.at, zone, language, at))
}

/** People of a sample, one a line. */
export function sampleLines(here: Pick<Here, 'role' | 't'>, sample: readonly SamplePerson[]): Rich {
  if (sample.length === 0) return lines([here.t.segmentCards.nobody])
  return lines(
    sample.map(person => {
      const username = person.username === null || !seesNames(here) ? '' : `@${person.username}`
      return `• ${[personName(here, person), username].filter(part => part !== '').join(' ')}`
    }),
  )
}
