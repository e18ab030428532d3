import type { Pace } from '../pace.js'

/** So many chats at once are no chance: the limit is the token's, and nobody else need be asked. */
const CHATS = 3
/** A chat that is limited so often, each time after the wait it was told, is given up for this message. */
const PATIENCE = 5
/** A chat that asks for more than that, in seconds, is given up at once: its message would come when nobody expects it. */
const LONGEST_S = 3_600
const REMEMBERED = 10_000

/** One request on its way, by the order in which they left. */
export type Departure = { readonly chat: number; readonly nth: number }

/** What the message of a 429 does: it waits its own time and goes back in line, or it ends, because the chat lets none in. */
export type Verdict = 'again' | 'end'

/**
 * Finds out whose limit a 429 is. Telegram does not say whether it means one chat or the whole token, so somebody else is
 * asked: one message to another chat. When it is taken, the limit is the first chat's own, and nobody else waits for it;
 * when it is refused alike, or three chats are, the token's lane rests.
 */
export type Limits = {
  /** How many requests may leave although it is not known whose limit it is; all of them when nothing is in question. */
  room(): number
  /** A request leaves. */
  leave(chat: number): Departure
  /** It was answered with a 429 that asks for `seconds` of rest. */
  limited(departure: Departure, seconds: number): Verdict
  /** It was answered with anything else; `taken` when the chat has it now. */
  answered(departure: Departure, taken: boolean): void
  /** Nobody knows what became of it, or it never left. */
  lost(departure: Departure): void
}

/** @param pace whose broadcast lane rests when the limit is the token's */
export function createLimits(pace: Pick<Pace, 'limited'>): Limits {
  /** How often each chat met a limit that was its own. */
  const own = new Map<number, number>()
  let left = 0
  /** The requests up to this one left before the lane began to rest. */
  let judged = 0
  /** A limit of which it is not known whose it is, since when, and who was asked. */
  let question: { chats: Set<number>; seconds: number; since: number; asked: number | null } | null = null

  function count(chat: number): Verdict {
    const times = (own.get(chat) ?? 0) + 1
    own.delete(chat)
    own.set(chat, times)
    const [oldest] = own.keys()
    if (own.size > REMEMBERED && oldest !== undefined) own.delete(oldest)
    if (times < PATIENCE) return 'again'
    own.delete(chat)
    return 'end'
  }

  function rest(seconds: number): Verdict {
    pace.limited('broadcast', seconds)
    judged = left
    question = null
    return 'again'
  }

  /** Nobody is asked any more by this request. */
  function unask({ nth }: Departure): void {
    if (question?.asked === nth) question.asked = null
  }

  return {
    room() {
      if (question === null) return Number.POSITIVE_INFINITY
      return question.asked === null ? 1 : 0
    },
    leave(chat) {
      left++
      if (question !== null) question.asked = left
      return { chat, nth: left }
    },
    limited(departure, seconds) {
      const { chat, nth } = departure
      if (nth <= judged) return rest(seconds)
      const tooLong = seconds > LONGEST_S
      if (own.has(chat)) {
        unask(departure)
        return tooLong ? 'end' : count(chat)
      }
      if (question === null) {
        question = { chats: new Set([chat]), seconds, since: left, asked: null }
        return 'again'
      }
      const repeated = question.chats.has(chat)
      question.seconds = Math.max(question.seconds, seconds)
      question.chats.add(chat)
      unask(departure)
      // It waited as it was told, and there was nobody else to ask.
      if (repeated) return tooLong ? 'end' : count(chat)
      return question.chats.size >= CHATS || nth > question.since ? rest(question.seconds) : 'again'
    },
    answered(departure, taken) {
      const { chat, nth } = departure
      unask(departure)
      // A refusal may come from before the limit is looked at.
      if (!taken) return
      own.delete(chat)
      if (question === null || nth <= question.since || question.chats.has(chat)) return
      for (const limited of question.chats) count(limited)
      question = null
    },
    lost: unask,
  }
}
