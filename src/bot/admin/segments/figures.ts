import { isAppError } from '../../../errors.js'
import { countPeople, type PeopleCount, type SamplePerson } from '../../../segments/audience.js'
import type { EvaluationContext } from '../../../segments/compile.js'
import type { Criterion } from '../../../segments/criterion.js'
import { count, type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import type { Key } from '../card.js'
import type { SegmentDeps } from './deps.js'

/** A label that may share its row; a longer one stands alone. */
const NARROW = 20
const WIDE = 40

/** Moment and zone in which what this admin asked is evaluated. */
export function evaluationOf(ctx: BotContext, deps: Pick<SegmentDeps, 'db' | 'zone'>): EvaluationContext {
  return { at: ctx.at, zone: deps.zone() }
}

/** Counts people; null when that would take longer than anybody wants to wait. */
export async function countOrNull(
  deps: Pick<SegmentDeps, 'db' | 'zone'>,
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
  deps: Pick<SegmentDeps, 'db' | 'zone'>,
  criterion: Criterion,
  context: EvaluationContext,
): Promise<(PeopleCount & { everyone: number }) | null> {
  const [counted, everyone] = await Promise.all([
    countOrNull(deps, criterion, context),
    countOrNull(deps, { leaf: 'everyone' }, context),
  ])
  return counted === null || everyone === null ? null : { ...counted, everyone: everyone.people }
}

/** "VIP · 412", shortened to fit a row; without the number when `people` is null. */
export function countLabel(name: string, people: number | null, language: Language): string {
  const tail = people === null ? '' : ` · ${count(people, language)}`
  return shorten(name, WIDE - tail.length) + tail
}

/** Rows of two where both labels are short; a long label has a row of its own. */
export function flow(keys: Key[]): Key[][] {
  const rows: Key[][] = []
  for (const key of keys) {
    const last = rows.at(-1)
    const fits = last?.length === 1 && [...last, key].every(({ label }) => label.length <= NARROW)
    if (fits) last.push(key)
    else rows.push([key])
  }
  return rows
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
