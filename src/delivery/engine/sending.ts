import type { Filling } from '../../audience/filling.js'
import type { Clock } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { describeError, type Log } from '../../log.js'
import type { Outgoing } from '../../offers/render.js'
import { pauseAll, pauseBroadcast } from '../broadcast.js'
import { classify, type Outcome } from '../outcome.js'
import { type Claimed, settleDelivery } from '../queue.js'
import type { Transport } from '../transport.js'
import type { Breaker, Ticket } from './breaker.js'
import type { Letters } from './letter.js'
import type { Departure, Limits } from './limit.js'
import { createRetry, type RetryEvery } from './retry.js'
import { createSettler } from './settler.js'
import { createStreaks } from './streak.js'

/** What sending one message needs. */
export type SendingDeps = {
  db: Db
  clock: Clock
  log: Log
  transport: Pick<Transport, 'send'>
  letters: Letters
  breaker: Breaker
  limits: Limits
  /** How many requests may wait at once. */
  most: () => number
  /** Told whether writes fail at present. */
  failing: (failing: boolean) => void
  /** True when the process ends: what is not written then is given up to `rescueDeliveries`. */
  isOver: () => boolean
  /** A broadcast was paused by what came of its messages. */
  changed: (broadcastId: number) => void
  /** Told the outcome of every message, for counting. */
  counted: ((outcome: Outcome['kind']) => void) | undefined
  retries: RetryEvery | undefined
}

/** Sends claimed messages and writes down what came of them. */
export type Sending = {
  /** Begins to send them; each is settled by itself. */
  begin(messages: readonly Claimed[]): void
  /** Messages on their way, or answered and not yet written down. */
  underWay(): number
  /** Nothing is running: what was seen of content that Telegram refuses may be forgotten. */
  rest(): void
}

/** What is known of the people of one claim. */
type Known = { kind: 'known'; fillings: ReadonlyMap<number, Filling> } | { kind: 'failed'; error: string }

type Ending = { message: Claimed; outcome: Outcome; at: number; hopeless: boolean }

/** Creates it; the engine's loop gives it what it claimed. */
export function createSending(deps: SendingDeps): Sending {
  const { db, clock, log, breaker, limits, letters, transport } = deps
  const streaks = createStreaks()
  const retry = createRetry<Ending, number[]>({
    group: db.group,
    write,
    nameOf: ({ message }) => ({ delivery: message.id, broadcast: message.broadcastId }),
    log,
    failing: deps.failing,
    isOver: deps.isOver,
    every: deps.retries,
    pause: ({ message: { broadcastId } }, why) => {
      const paused = pauseBroadcast(db, broadcastId, 'unwritten', why)
      return paused ? () => deps.changed(broadcastId) : null
    },
  })
  const settle = createSettler({ group: db.group, write, alone: retry })
  let underWay = 0

  async function deliver(message: Claimed, known: Known): Promise<void> {
    const ticket = breaker.begin(clock.monotonic())
    const departure = limits.leave(message.telegramId)
    // The rest begins before the next claim, not after the next commit.
    const outcome = judge(await send(message, known), ticket, departure)
    const at = clock.now()
    deps.counted?.(outcome.kind)
    const hopeless = streaks.hopeless(message, outcome)
    for (const broadcastId of await settle({ message, outcome, at, hopeless })) deps.changed(broadcastId)
  }

  /** What an outcome says about Telegram as a whole, and what it makes of the message. */
  function judge(outcome: Outcome, ticket: Ticket, departure: Departure): Outcome {
    switch (outcome.kind) {
      case 'unknown':
      case 'unreached':
        breaker.unanswered(ticket, clock.monotonic())
        limits.lost(departure)
        return outcome
      case 'limited': {
        breaker.answered(ticket, clock.monotonic(), deps.most())
        const verdict = limits.limited(departure, outcome.retryAfter)
        if (verdict === 'again') return outcome
        return { kind: 'refused', reason: 'limited', error: `429 retry after ${outcome.retryAfter}` }
      }
      case 'sent':
      case 'refused':
      case 'unauthorized':
        breaker.answered(ticket, clock.monotonic(), deps.most())
        limits.answered(departure, outcome.kind === 'sent')
        return outcome
      default:
        return unreachable(outcome)
    }
  }

  /** Writes what a send came to. @returns broadcasts that it paused */
  function write({ message, outcome, at, hopeless }: Ending): number[] {
    settleDelivery(db, message, outcome, at)
    if (outcome.kind === 'unauthorized') return pauseAll(db, 'unauthorized', outcome.error)
    const { broadcastId } = message
    if (!hopeless || outcome.kind !== 'refused') return []
    return pauseBroadcast(db, broadcastId, 'content', outcome.error) ? [broadcastId] : []
  }

  async function send(message: Claimed, known: Known): Promise<Outcome> {
    let letter: Outgoing
    // What is known of them could not be read: nothing left, and it is tried again.
    if (known.kind === 'failed') return { kind: 'unreached', error: known.error }
    try {
      letter = letters.write(message, known.fillings.get(message.subscriberId))
    } catch (error) {
      // Nothing left, so this is a refusal like Telegram's own: five in a row stop the broadcast.
      log.error({ delivery: message.id, error: describeError(error) }, 'a message could not be written')
      return {
        kind: 'refused',
        reason: 'content',
        error: `the message could not be written: ${describeError(error).message}`,
      }
    }
    try {
      return classify(await transport.send(message.telegramId, letter))
    } catch (error) {
      return { kind: 'unknown', error: describeError(error).message }
    }
  }

  function know(messages: readonly Claimed[]): Known {
    try {
      return { kind: 'known', fillings: letters.fillings(messages) }
    } catch (error) {
      log.error({ error: describeError(error) }, 'what messages are filled with could not be read')
      return { kind: 'failed', error: describeError(error).message }
    }
  }

  return {
    begin(messages) {
      const known = know(messages)
      for (const message of messages) {
        underWay++
        deliver(message, known)
          .catch(error => log.error({ error: describeError(error) }, 'a delivery failed in an unforeseen way'))
          .finally(() => underWay--)
      }
    },
    underWay: () => underWay,
    rest: () => streaks.clear(),
  }
}
