import { SECOND } from '../../../../clock.js'
import type { Audience } from '../../../../delivery/broadcast.js'
import { findStrangers, type Strangers, startsCarefully } from '../../../../delivery/careful/strangers.js'
import { isTooSmall, WAITS, wavesOf } from '../../../../delivery/careful.js'
import { gateAt } from '../../../../delivery/gate.js'
import type { Question } from '../../../../delivery/plan.js'
import type { Offer } from '../../../../offers/offer.js'
import type { EvaluationContext } from '../../../../segments/compile.js'
import type { Here } from '../../../here.js'
import { unlessSlow } from '../../patience.js'
import type { Span } from '../when/span.js'

/** Whether a few get it first, and whether they would unless somebody says otherwise. */
export type Care = { on: boolean; usual: boolean }

/** Who of them hears from this bot for the first time, or after long; null for order messages, and where counting takes too long. */
export async function countStrangers(
  { db }: Pick<Here, 'db'>,
  { kind }: Offer,
  asked: { audience: Audience; context: EvaluationContext; question: Question },
): Promise<Strangers | null> {
  if (kind === 'service') return null
  return unlessSlow(findStrangers(db, asked.audience, asked.context, asked.question), null)
}

/** How it would start; null for order messages, and for so few people that there is nothing to wait for. */
export function careOf({ kind, draft }: Offer, people: number, strangers: Strangers | null): Care | null {
  if (kind === 'service' || isTooSmall(people)) return null
  // So many that they cannot be counted in time are worth the care.
  const usual = strangers === null || startsCarefully(strangers)
  return { on: draft.careful ?? usual, usual }
}

/** When each wave goes, and the last message. @param rate messages a second */
export function carefulSpan(
  span: Span,
  { question, people, rate }: { question: Question; people: number; rate: number },
): Span {
  const sizes = wavesOf(people)
  const own = (question.ownClock ?? null) !== null
  const waits = [0, ...WAITS]
  const waves: Span['waves'] = []
  let at = span.first
  for (const [i, size] of sizes.entries()) {
    if (size === 0) continue
    const due = at + (waits[i] ?? 0)
    at = own ? due : gateAt(due, question, question.rules).dueIn(null)
    waves.push({ at, people: size })
    if (!own) at += Math.ceil((size / rate) * SECOND)
  }
  return { ...span, waves, last: own ? span.last + (at - span.first) : Math.max(span.last, at) }
}

/** How many of so many get it before a moment, ms UTC. @param rate messages a second */
export function peopleBefore(
  { first, waves }: Pick<Span, 'first' | 'waves'>,
  { limit, people, rate }: { limit: number; people: number; rate: number },
): number {
  const steps = waves.length === 0 ? [{ at: first, people }] : waves
  return steps.reduce(
    (sum, step) => sum + Math.max(0, Math.min(step.people, Math.floor(((limit - step.at) / SECOND) * rate))),
    0,
  )
}
