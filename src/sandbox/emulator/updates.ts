import { type Clock, HOUR } from '../../clock.js'
import { conflict } from './refusal.js'
import type { UPDATE_KINDS } from './schema/bot.js'
import type { Happening, Update } from './wire.js'

export type UpdateKind = (typeof UPDATE_KINDS)[number]

/** Waits so many milliseconds or until the signal aborts; never rejects. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** An update that is not confirmed yet. `lane`: those of one lane reach a webhook one after another. */
export type Pending = { update: Update; lane: string; at: number }

export type Updates = {
  /** Appends an update, unless its kind is not asked for. `person`: whom it comes from. */
  push(kind: UpdateKind, person: number, body: Happening): void
  /** One long poll. Throws `Refusal` 409 when another poll or a webhook takes over. */
  poll(
    ask: { offset: number; limit: number; seconds: number },
    onGone: (listener: () => void) => void,
  ): Promise<Update[]>
  /** Changes what is asked for; undefined keeps it, an empty list means Telegram's default. */
  allow(kinds: readonly UpdateKind[] | undefined): void
  /** What is asked for; null is Telegram's default. */
  allowed(): readonly UpdateKind[] | null
  /** What is not confirmed yet, oldest first. */
  pending(): Pending[]
  pendingCount(): number
  confirm(id: number): void
  dropPending(): void
  /** Ends a waiting poll with the given words; used when a webhook takes over. */
  interrupt(words: string): void
  /** Called with every update as it comes; null for nobody. A webhook listens here. */
  onPush(listener: ((pending: Pending) => void) | null): void
}

const KEPT = 24 * HOUR
const LONGEST_POLL = 50
const OFF_UNLESS_LISTED: readonly UpdateKind[] = ['message_reaction', 'message_reaction_count', 'chat_member']

type Waiter = { done(outcome: Update[] | Error): void }

/** Keeps updates until they are confirmed, for a day at most. `changed` is called when one comes or is confirmed. */
export function createUpdates(deps: { clock: Clock; sleep: Sleep; changed: (update: Update | null) => void }): Updates {
  const { clock, sleep, changed } = deps
  const pending = new Map<number, Pending>()
  let kinds: readonly UpdateKind[] | null = null
  let lastId = 0
  let waiter: Waiter | null = null
  let listener: ((entry: Pending) => void) | null = null

  const dropOld = () => {
    const limit = clock.now() - KEPT
    for (const [id, entry] of pending) {
      if (entry.at >= limit) break
      pending.delete(id)
    }
  }

  const firstOf = (limit: number): Update[] => {
    const batch: Update[] = []
    for (const { update } of pending.values()) {
      if (batch.length === limit) break
      batch.push(update)
    }
    return batch
  }

  const confirmBefore = (offset: number) => {
    const size = pending.size
    for (const id of pending.keys()) {
      if (id >= offset) break
      pending.delete(id)
    }
    if (pending.size < size) changed(null)
  }

  const interrupt = (words: string) => {
    const waiting = waiter
    waiter = null
    waiting?.done(conflict(words))
  }

  return {
    push(kind, person, body) {
      const asked = kinds === null ? !OFF_UNLESS_LISTED.includes(kind) : kinds.includes(kind)
      if (!asked) return
      lastId += 1
      const update: Update = { update_id: lastId, ...body }
      // Telegram keeps blocks and unblocks in a queue apart from the chat's messages.
      const lane = kind === 'my_chat_member' ? `member ${person}` : String(person)
      const entry = { update, lane, at: clock.now() }
      pending.set(lastId, entry)
      listener?.(entry)
      const waiting = waiter
      waiter = null
      waiting?.done([])
      changed(update)
    },
    async poll({ offset, limit, seconds }, onGone) {
      interrupt('terminated by other getUpdates request; make sure that only one bot instance is running')
      dropOld()
      if (offset > 0) confirmBefore(offset)
      if (offset < 0) confirmBefore([...pending.keys()].at(offset) ?? 0)
      if (pending.size > 0 || seconds === 0) return firstOf(limit)
      const over = new AbortController()
      const outcome = await new Promise<Update[] | Error>(resolve => {
        const own: Waiter = {
          done(result) {
            if (waiter === own) waiter = null
            resolve(result)
          },
        }
        waiter = own
        onGone(() => own.done([]))
        void sleep(Math.min(seconds, LONGEST_POLL) * 1_000, over.signal).then(() => own.done([]))
      })
      over.abort()
      if (outcome instanceof Error) throw outcome
      return firstOf(limit)
    },
    allow(next) {
      if (next !== undefined) kinds = next.length === 0 ? null : next
    },
    allowed: () => kinds,
    pending() {
      dropOld()
      return [...pending.values()]
    },
    pendingCount: () => pending.size,
    confirm(id) {
      if (pending.delete(id)) changed(null)
    },
    dropPending() {
      pending.clear()
      changed(null)
    },
    interrupt,
    onPush(next) {
      listener = next
    },
  }
}
