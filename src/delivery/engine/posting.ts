import type { Clock } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { describeError, type Log } from '../../log.js'
import { messagesIn, type Outgoing } from '../../offers/render.js'
import { classify, type Outcome } from '../outcome.js'
import type { Transport } from '../transport.js'
import type { Breaker, Ticket } from './breaker.js'
import type { Departure, Limits } from './limit.js'
import { createRetry, type RetryDeps, type RetryEvery } from './retry.js'
import { createSettler } from './settler.js'

/** What everything that is sent to one person shares: one pace, one breaker, one way to write. */
export type Post = {
  db: Db
  clock: Clock
  log: Log
  transport: Pick<Transport, 'send'>
  breaker: Breaker
  limits: Limits
  /** How many requests may wait at once. */
  most: () => number
  /** Told whether writes fail at present. */
  failing: (failing: boolean) => void
  /** True when the process ends: what is not written then is given up to the rescue at the next start. */
  isOver: () => boolean
  /** An album of so many messages more than one leaves: they count as well. */
  owe: (messages: number) => void
  /** Told the outcome of every message, for counting. */
  counted: ((outcome: Outcome['kind']) => void) | undefined
  retries: RetryEvery | undefined
}

/** What a message came to; `hopeless`: it is not the person, what is said is at fault. */
export type Ending<Message> = { message: Message; outcome: Outcome; at: number; hopeless: boolean }

/** What one kind of messages adds: how its endings are written, and whose they are. */
export type Kind<Message, Result> = Pick<RetryDeps<Ending<Message>, Result>, 'nameOf' | 'pause'> & {
  /** Writes what a message came to, inside a write. */
  write: (ending: Ending<Message>) => Result & (Result extends PromiseLike<unknown> ? never : unknown)
  /** Whether so many were refused for what they hold that others will be, too; asked once for each message. */
  hopeless: (message: Message, outcome: Outcome) => boolean
  /** Told once it is on disk. */
  written: (result: Result) => void
}

/** Sends messages that are `sending` on disk, and writes down what came of each. */
export type Posting<Message> = {
  /** Begins to send one. @param letter its words; or why nothing can leave. What it throws is a refusal of its content */
  post(message: Message, letter: () => Outgoing | Outcome): void
  /** Messages on their way, or answered and not yet written down. */
  underWay(): number
}

/** Creates it: one request, one judgement, one write, whatever kind of message it is. */
export function createPosting<Message extends { id: number; telegramId: number }, Result>(
  deps: Post,
  kind: Kind<Message, Result>,
): Posting<Message> {
  const { clock, log, breaker, limits } = deps
  const alone = createRetry<Ending<Message>, Result>({
    group: deps.db.group,
    write: kind.write,
    nameOf: kind.nameOf,
    log,
    failing: deps.failing,
    isOver: deps.isOver,
    every: deps.retries,
    pause: kind.pause,
  })
  const settle = createSettler({ group: deps.db.group, write: kind.write, alone })
  let underWay = 0

  async function deliver(message: Message, letter: () => Outgoing | Outcome): Promise<void> {
    const ticket = breaker.begin(clock.monotonic())
    const departure = limits.leave(message.telegramId)
    // The rest begins before the next claim, not after the next commit.
    const outcome = judge(await send(message, letter), ticket, departure)
    const at = clock.now()
    deps.counted?.(outcome.kind)
    const hopeless = kind.hopeless(message, outcome)
    kind.written(await settle({ message, outcome, at, hopeless }))
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

  async function send(message: Message, letter: () => Outgoing | Outcome): Promise<Outcome> {
    let words: Outgoing | Outcome
    try {
      words = letter()
    } catch (error) {
      // Nothing left, so this is a refusal like Telegram's own: five in a row stop the broadcast.
      log.error({ message: message.id, error: describeError(error) }, 'a message could not be written')
      return {
        kind: 'refused',
        reason: 'content',
        error: `the message could not be written: ${describeError(error).message}`,
      }
    }
    if ('kind' in words) return words
    const further = messagesIn(words) - 1
    if (further > 0) deps.owe(further)
    try {
      return classify(await deps.transport.send(message.telegramId, words))
    } catch (error) {
      return { kind: 'unknown', error: describeError(error).message }
    }
  }

  return {
    post(message, letter) {
      underWay++
      deliver(message, letter)
        .catch(error => log.error({ error: describeError(error) }, 'a delivery failed in an unforeseen way'))
        .finally(() => underWay--)
    },
    underWay: () => underWay,
  }
}
