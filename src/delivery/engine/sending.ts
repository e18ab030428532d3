import type { Filling } from '../../audience/attribute/filling.js'
import { describeError } from '../../log.js'
import { pauseBroadcast } from '../lifecycle.js'
import type { Claimed } from '../queue.js'
import { settleDelivery } from '../settle.js'
import type { Letters } from './letter.js'
import { createPosting, type Ending, type Post } from './posting.js'
import { createStreaks } from './streak.js'
import { restAll } from './token.js'

/** What sending the messages of broadcasts needs. */
export type SendingDeps = Post & {
  letters: Letters
  /** A broadcast was paused by what came of its messages. */
  changed: (broadcastId: number) => void
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

/** Creates it; the engine's loop gives it what it claimed. */
export function createSending(deps: SendingDeps): Sending {
  const { db, log, letters } = deps
  const streaks = createStreaks()
  const posting = createPosting<Claimed, number[]>(deps, {
    nameOf: ({ message }) => ({ delivery: message.id, broadcast: message.broadcastId }),
    write,
    hopeless: streaks.hopeless,
    written: paused => {
      for (const broadcastId of paused) deps.changed(broadcastId)
    },
    pause: ({ message: { broadcastId } }, why) => {
      const paused = pauseBroadcast(db, broadcastId, 'unwritten', why)
      return paused ? () => deps.changed(broadcastId) : null
    },
  })

  /** Writes what a send came to. @returns broadcasts that it paused */
  function write({ message, outcome, at, hopeless }: Ending<Claimed>): number[] {
    settleDelivery(db, message, outcome, at)
    if (outcome.kind === 'unauthorized') return restAll(db, outcome.error, at)
    const { broadcastId } = message
    if (!hopeless || outcome.kind !== 'refused') return []
    return pauseBroadcast(db, broadcastId, 'content', outcome.error) ? [broadcastId] : []
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
      for (const message of messages)
        posting.post(message, () =>
          // What is known of them could not be read: nothing left, and it is tried again.
          known.kind === 'failed'
            ? { kind: 'unreached', error: known.error }
            : letters.write(message, known.fillings.get(message.subscriberId)),
        )
    },
    underWay: posting.underWay,
    rest: () => streaks.clear(),
  }
}
