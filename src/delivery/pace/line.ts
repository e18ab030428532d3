/** To whom a reply goes. `team`: somebody who works here, or the staff chat; `chat` is null where the request names none. */
export type Addressee = { chat: number | null; team: boolean }

/** Small buckets: so many replies at once, then one in so many ms. Telegram itself allows a chat about one a second. */
const STRANGER = { burst: 8, every: 1_000 }
const TEAM = { burst: 16, every: 200 }
const REMEMBERED = 2_000

/** A reply that waits; `since` in monotonic ms. */
export type Waiter = { to: Addressee; since: number; resolve: () => void; reject: (error: Error) => void }

/**
 * The line of replies: those to the team before those to anybody else, in turn by chat, and to no chat faster than its
 * bucket lets them. Times are monotonic ms.
 */
export type Line = {
  add(waiter: Waiter): void
  /** The reply whose turn it is, out of the line; null when none may go. @param strangers false: only the team's */
  take(now: number, strangers: boolean): Waiter | null
  /** ms until a reply of the team, and one to anybody else, may go by its bucket; infinite when none waits. */
  readyIn(now: number): { team: number; strangers: number }
  /** Since when the longest of them waits; null when nobody does. */
  oldest(): number | null
  /** Takes out what waits since `before` or longer. */
  expire(before: number): Waiter[]
}

/** Nobody waits. */
export function createLine(): Line {
  const rounds = { team: new Map<number, Waiter[]>(), strangers: new Map<number, Waiter[]>() }
  const all = new Set<Waiter>()
  /** When each chat's bucket will be full again. */
  const fullAt = new Map<number, number>()

  const roundOf = ({ team }: Addressee) => (team ? rounds.team : rounds.strangers)
  const keyOf = ({ chat }: Addressee) => chat ?? 0

  function chatIn(waiter: Waiter, now: number): number {
    const { chat, team } = waiter.to
    if (chat === null) return 0
    const { burst, every } = team ? TEAM : STRANGER
    return Math.max(0, (fullAt.get(chat) ?? now) - (burst - 1) * every - now)
  }

  function charge({ chat, team }: Addressee, now: number): void {
    if (chat === null) return
    if (fullAt.size >= REMEMBERED) for (const [known, full] of fullAt) if (full <= now) fullAt.delete(known)
    fullAt.set(chat, Math.max(fullAt.get(chat) ?? now, now) + (team ? TEAM : STRANGER).every)
  }

  /** @param served the chat goes to the end of the round */
  function remove(waiter: Waiter, served: boolean): void {
    all.delete(waiter)
    const round = roundOf(waiter.to)
    const chat = keyOf(waiter.to)
    const left = (round.get(chat) ?? []).filter(other => other !== waiter)
    if (served || left.length === 0) round.delete(chat)
    if (left.length > 0) round.set(chat, left)
  }

  function firstOf(round: Map<number, Waiter[]>, now: number): Waiter | null {
    for (const [waiter] of round.values()) if (waiter !== undefined && chatIn(waiter, now) === 0) return waiter
    return null
  }

  function earliest(round: Map<number, Waiter[]>, now: number): number {
    let first = Number.POSITIVE_INFINITY
    for (const [waiter] of round.values()) {
      if (waiter !== undefined) first = Math.min(first, chatIn(waiter, now))
      if (first === 0) break
    }
    return first
  }

  return {
    add(waiter) {
      const round = roundOf(waiter.to)
      const chat = keyOf(waiter.to)
      const queue = round.get(chat)
      if (queue === undefined) round.set(chat, [waiter])
      else queue.push(waiter)
      all.add(waiter)
    },
    take(now, strangers) {
      const waiter = firstOf(rounds.team, now) ?? (strangers ? firstOf(rounds.strangers, now) : null)
      if (waiter === null) return null
      remove(waiter, true)
      charge(waiter.to, now)
      return waiter
    },
    readyIn: now => ({ team: earliest(rounds.team, now), strangers: earliest(rounds.strangers, now) }),
    oldest() {
      const [first] = all
      return first?.since ?? null
    },
    expire(before) {
      const over: Waiter[] = []
      for (const waiter of all) {
        if (waiter.since > before) break
        over.push(waiter)
      }
      for (const waiter of over) remove(waiter, false)
      return over
    },
  }
}
