import { z } from 'zod'
import type { Random } from './random.js'

/**
 * Trouble on demand.
 * - `limit` answers 429 with `retryAfter` seconds; `error` answers `code` in JSON (500 unless given); `html` answers a
 *   proxy's 502 page; `hang` never answers until the fault is cleared, then cuts; `cut` closes the connection;
 *   `truncated` answers 200 with half of the JSON.
 * - `when`: `before` the call is done (nothing is recorded) or `after` it (the message is there, its sender does not
 *   know). `truncated` is after unless said otherwise, everything else before; `limit` is always before.
 * - It strikes calls of `methods` (exact names, or a beginning with a star: `send*`; all when left out), to `chats`
 *   (all when left out), with `probability` (1), `times` times and for `forMs` milliseconds (until cleared when left out).
 */
export const faultSchema = z.strictObject({
  kind: z.enum(['limit', 'error', 'html', 'hang', 'cut', 'truncated']),
  when: z.enum(['before', 'after']).optional(),
  code: z.int().min(500).max(599).optional(),
  description: z.string().optional(),
  retryAfter: z.int().min(1).optional(),
  methods: z.array(z.string()).optional(),
  chats: z.array(z.int()).optional(),
  probability: z.number().min(0).max(1).optional(),
  times: z.int().min(1).optional(),
  forMs: z.number().positive().optional(),
})

export type FaultOptions = z.infer<typeof faultSchema>

/** A fault that struck one call. */
export type Strike = {
  kind: FaultOptions['kind']
  when: 'before' | 'after'
  code: number
  description: string | null
  retryAfter: number
  /** For `hang`: calls back when the fault is cleared. */
  onCleared: (listener: () => void) => void
}

/** A fault in force. */
export type Fault = {
  id: number
  /** Ends it and cuts what hangs on it. */
  clear(): void
  /** How many calls it struck. */
  hits(): number
}

export type Faults = {
  add(options: FaultOptions, now: number): Fault
  /** Ends one fault, or all of them. */
  clear(id?: number): void
  /** The first fault in force that strikes this call. `now`: monotonic ms. */
  strike(method: string, chat: number | null, now: number): Strike | null
}

type Active = {
  id: number
  options: FaultOptions
  until: number
  left: number
  hits: number
  waiting: Set<() => void>
}

/** Keeps the faults in force; `random` decides those with a probability. */
export function createFaults(random: Random): Faults {
  const active = new Map<number, Active>()
  const hung = new Map<number, Set<() => void>>()
  let lastId = 0

  const clear = (id: number) => {
    active.delete(id)
    const waiting = hung.get(id)
    hung.delete(id)
    for (const listener of waiting ?? []) listener()
  }

  return {
    add(options, now) {
      lastId += 1
      const id = lastId
      const fault: Active = {
        id,
        options,
        until: options.forMs === undefined ? Number.POSITIVE_INFINITY : now + options.forMs,
        left: options.times ?? Number.POSITIVE_INFINITY,
        hits: 0,
        waiting: new Set(),
      }
      active.set(id, fault)
      hung.set(id, fault.waiting)
      return { id, clear: () => clear(id), hits: () => fault.hits }
    },
    clear(id) {
      if (id !== undefined) return clear(id)
      for (const known of [...hung.keys()]) clear(known)
    },
    strike(method, chat, now) {
      if (active.size === 0) return null
      for (const fault of active.values()) {
        if (now >= fault.until) {
          active.delete(fault.id)
          continue
        }
        if (!matches(fault.options, method, chat)) continue
        if (random() >= (fault.options.probability ?? 1)) continue
        fault.hits += 1
        fault.left -= 1
        // What hangs on a fault that is used up still waits for its clearing.
        if (fault.left <= 0) active.delete(fault.id)
        return strikeOf(fault)
      }
      return null
    },
  }
}

function matches(options: FaultOptions, method: string, chat: number | null): boolean {
  if (options.chats !== undefined && (chat === null || !options.chats.includes(chat))) return false
  if (options.methods === undefined) return true
  return options.methods.some(name =>
    name.endsWith('*') ? method.startsWith(name.slice(0, -1)) : name.toLowerCase() === method.toLowerCase(),
  )
}

function strikeOf(fault: Active): Strike {
  const { kind, when, code, description, retryAfter } = fault.options
  return {
    kind,
    when: kind === 'limit' ? 'before' : (when ?? (kind === 'truncated' ? 'after' : 'before')),
    code: code ?? 500,
    description: description ?? null,
    retryAfter: retryAfter ?? 5,
    onCleared: listener => fault.waiting.add(listener),
  }
}
