import type { Clock } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { describeError, type Log } from '../../log.js'
import type { Rewritten } from '../../offers/render/edit.js'
import type { SendResult } from '../outcome.js'
import { classifyStep, listRunningRepairs, type Repair, type StepOutcome } from '../repair.js'
import type { Transport } from '../transport.js'
import type { Breaker } from './breaker.js'
import type { Commit } from './commit.js'
import type { Letters } from './letter.js'
import type { Departure, Limits } from './limit.js'
import { claimSteps, findMissed, finishRepair, isTooOld, type Step, settleStep } from './step.js'

const LOOK_AGAIN_MS = 500

/** What repairing shares with sending: one pace, one breaker, one way to write. */
export type RepairerDeps = {
  db: Db
  clock: Clock
  log: Log
  transport: Pick<Transport, 'edit' | 'remove' | 'pin' | 'unpin'>
  letters: Letters
  breaker: Breaker
  /** How many requests may wait at once. */
  most: () => number
  commit: Commit
  limits: Limits
  /** What is repaired takes so many requests more than one: they count as well. */
  owe: (requests: number) => void
  /** The token was refused: everything stops. */
  unauthorized: (error: string) => Promise<void>
  /** A repair moved on or ended. */
  changed: (broadcastId: number) => void
}

/** Repairs messages already sent, a few at a time. */
export type Repairer = {
  /** Looks which repairs there are. */
  refresh(): void
  /** True while there is something to repair. */
  busy(): boolean
  /** Takes up to `n` messages and begins to repair them. @returns how many requests left */
  work(n: number): Promise<number>
  /** Messages being repaired at this moment. */
  repairing(): number
}

/** Creates it; the engine's loop calls `work` with the tokens it has, before it sends anything new. */
export function createRepairer(deps: RepairerDeps): Repairer {
  const { db, clock, log, breaker, limits } = deps
  let repairs: Repair[] = []
  let repairing = 0
  /** Every message that is left waits its own time: until then nothing is asked of the database. */
  let nothingUntil = Number.NEGATIVE_INFINITY

  async function claim(n: number): Promise<Step[]> {
    const at = clock.now()
    return deps.commit(() => {
      const steps: Step[] = []
      for (const repair of repairs) {
        if (steps.length < n) steps.push(...claimSteps(db, repair, n - steps.length, at))
      }
      return steps
    })
  }

  async function repair(step: Step): Promise<void> {
    const ticket = breaker.begin(clock.monotonic())
    const departure = limits.leave(step.telegramId)
    const { outcome, answered } = await request(step)
    if (answered) breaker.answered(ticket, clock.monotonic(), deps.most())
    else breaker.unanswered(ticket, clock.monotonic())
    const settled = judge(outcome, departure, answered)
    await deps.commit(() => settleStep(db, step, settled, clock.now()))
    if (outcome.kind === 'unauthorized') await deps.unauthorized(outcome.error)
  }

  /** Whose limit a 429 was, and whether the step is tried again. */
  function judge(outcome: StepOutcome, departure: Departure, answered: boolean): StepOutcome {
    if (outcome.kind === 'limited') {
      const verdict = limits.limited(departure, outcome.retryAfter)
      return verdict === 'end' ? { kind: 'failed', reason: 'limited' } : outcome
    }
    if (answered) limits.answered(departure, outcome.kind === 'done')
    else limits.lost(departure)
    return outcome
  }

  async function request(step: Step): Promise<{ outcome: StepOutcome; answered: boolean }> {
    try {
      const result = await ask(step)
      return {
        outcome: classifyStep(step.kind, result),
        answered: result.kind === 'accepted' || result.kind === 'answered',
      }
    } catch (error) {
      log.error({ delivery: step.deliveryId, error: describeError(error) }, 'a message could not be repaired')
      return { outcome: { kind: 'failed', reason: 'refused' }, answered: true }
    }
  }

  function ask(step: Step): Promise<SendResult> {
    const { telegramId, messageId, others } = step
    switch (step.kind) {
      case 'take_back':
        return deps.transport.remove(telegramId, messageId, others)
      case 'pin':
        return deps.transport.pin(telegramId, messageId)
      case 'unpin':
        return deps.transport.unpin(telegramId, messageId)
      case 'edit':
      case 'over':
        return rewrite(step)
      default:
        return unreachable(step.kind)
    }
  }

  /** An album is changed message by message, up to the first that cannot be. */
  async function rewrite(step: Step): Promise<SendResult> {
    const { telegramId, messageId, others } = step
    const [first, ...further] = deps.letters.rewrite(step)
    const edit = ({ nth, edit }: Rewritten) =>
      deps.transport.edit(telegramId, [messageId, ...others][nth] ?? messageId, edit)
    if (first === undefined) throw new Error('there is nothing to change in this message')
    if (further.length > 0) deps.owe(further.length)
    let result = await edit(first)
    for (const one of further) {
      if (classifyStep(step.kind, result).kind !== 'done') break
      result = await edit(one)
    }
    return result
  }

  /** What needs no request: it shows the right version already, or Telegram would refuse. */
  function foregone(step: Step): StepOutcome | null {
    if (isTooOld(step, clock.now())) return { kind: 'failed', reason: 'too_old' }
    if (step.kind === 'edit' && step.wantedId === step.shownId) return { kind: 'done' }
    // An album has no buttons that could say so.
    if (step.kind === 'over' && step.others.length > 0) return { kind: 'done' }
    return null
  }

  async function finish(): Promise<void> {
    for (const repair of repairs) {
      if ((await findMissed(db, repair)) !== 0) continue
      if (await deps.commit(() => finishRepair(db, repair, clock.now()))) deps.changed(repair.broadcastId)
    }
    repairs = listRunningRepairs(db)
  }

  return {
    refresh() {
      const before = repairs.length
      repairs = listRunningRepairs(db)
      if (repairs.length > before) nothingUntil = Number.NEGATIVE_INFINITY
    },
    busy: () => repairs.length > 0,
    repairing: () => repairing,
    async work(n) {
      if (repairs.length === 0 || n < 1 || clock.monotonic() < nothingUntil) return 0
      const steps = await claim(n)
      if (steps.length === 0 && repairing === 0) {
        await finish()
        nothingUntil = clock.monotonic() + LOOK_AGAIN_MS
      }
      let requests = 0
      for (const step of steps) {
        const known = foregone(step)
        if (known !== null) {
          await deps.commit(() => settleStep(db, step, known, clock.now()))
          continue
        }
        requests++
        repairing++
        repair(step)
          .catch(error => log.error({ error: describeError(error) }, 'repairing failed in an unforeseen way'))
          .finally(() => repairing--)
      }
      return requests
    },
  }
}
