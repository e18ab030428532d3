import { isAppError } from '../../../errors.js'
import { countPeople, type PeopleCount, type SamplePerson } from '../../../segments/audience.js'
import type { EvaluationContext } from '../../../segments/compile.js'
import type { Criterion } from '../../../segments/criterion.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import type { SegmentDeps } from './deps.js'

/** Moment and zone in which what this admin asked is evaluated. */
export function evaluationOf(ctx: BotContext, deps: SegmentDeps): EvaluationContext {
  return { at: ctx.at, zone: deps.zone() }
}

/** Counts people; null when that would take longer than anybody wants to wait. */
export async function countOrNull(
  deps: SegmentDeps,
  criterion: Criterion,
  context: EvaluationContext,
): Promise<PeopleCount | null> {
  try {
    return await countPeople(deps.db, criterion, context)
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
    return null
  }
}

/** People of a criterion beside everyone; null when counting took too long. */
export async function countBesideEveryone(
  deps: SegmentDeps,
  criterion: Criterion,
  context: EvaluationContext,
): Promise<(PeopleCount & { everyone: number }) | null> {
  const [counted, everyone] = await Promise.all([
    countOrNull(deps, criterion, context),
    countOrNull(deps, { leaf: 'everyone' }, context),
  ])
  return counted === null || everyone === null ? null : { ...counted, everyone: everyone.people }
}

/** How many people that is, of everyone and reachable, in two lines; or that counting took too long. */
export function figureLines(counted: (PeopleCount & { everyone: number }) | null, language: Language): Rich {
  const words = texts(language).segmentCards
  if (counted === null) return lines([words.tooLong])
  return lines([words.people(counted.people, counted.everyone), words.reachable(counted.reachable)])
}

/** People of a sample, one a line. */
export function sampleLines(sample: SamplePerson[], language: Language): Rich {
  if (sample.length === 0) return lines([texts(language).segmentCards.nobody])
  return lines(
    sample.map(({ firstName, lastName, username }) => {
      const name = [firstName, lastName].filter(part => part !== null && part !== '').join(' ')
      return `• ${[name, username === null ? '' : `@${username}`].filter(part => part !== '').join(' ')}`
    }),
  )
}
