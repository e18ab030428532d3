import type { Message, Update } from './wire.js'

/** A message of the bot that was put into a chat. `n` counts from 1; `at`: wall clock, ms. */
export type Accepted = {
  n: number
  at: number
  method: string
  chat: number
  message: number
  payload: Readonly<Record<string, unknown>>
}

/** A change of a message that was already there. */
export type Change = { at: number; method: string; chat: number; message: number }

/** The bot's answer to a press of a button. */
export type Answer = {
  at: number
  query: string
  chat: number
  text: string | null
  alert: boolean
  url: string | null
}

/** A call as it was answered. `code`: 200, a refusal's code, or 0 when no whole answer went out. */
export type CallRecord = {
  n: number
  at: number
  method: string
  chat: number | null
  code: number
  description: string | null
}

/** Sums since the start. `codes` and `methods` count calls; `unanswered`: cut, hung or truncated ones. */
export type Counts = {
  calls: number
  accepted: number
  changes: number
  answers: number
  unanswered: number
  codes: Record<string, number>
  methods: Record<string, number>
}

/** Something that just happened. */
export type Event =
  | { kind: 'message'; accepted: Accepted; message: Message }
  | { kind: 'change'; change: Change }
  | { kind: 'answer'; answer: Answer }
  | { kind: 'call'; call: CallRecord }
  | { kind: 'update'; update: Update }
  | { kind: 'confirmed' }
  | { kind: 'webhook failed' }

export type Truth = {
  accepted: Accepted[]
  changes: Change[]
  answers: Answer[]
  /** The last calls, oldest first. */
  calls(): CallRecord[]
  counts(): Counts
  recordAccepted(entry: Omit<Accepted, 'n'>, message: Message): void
  recordChange(change: Change): void
  recordAnswer(answer: Answer): void
  recordCall(call: Omit<CallRecord, 'n'>): void
  emit(event: Event): void
  /** Calls back at everything that happens, until the returned function is called. */
  watch(listener: (event: Event) => void): () => void
}

/** Keeps what really happened. `keepCalls`: how many of the last calls are kept one by one. */
export function createTruth(keepCalls: number): Truth {
  const accepted: Accepted[] = []
  const changes: Change[] = []
  const answers: Answer[] = []
  const listeners = new Set<(event: Event) => void>()
  const codes = new Map<number, number>()
  const methods = new Map<string, number>()
  const recent: CallRecord[] = []
  let calls = 0

  const emit = (event: Event) => {
    for (const listener of listeners) listener(event)
  }

  return {
    accepted,
    changes,
    answers,
    calls: () => (recent.length < keepCalls ? [...recent] : recent.slice(-keepCalls)),
    counts: () => ({
      calls,
      accepted: accepted.length,
      changes: changes.length,
      answers: answers.length,
      unanswered: codes.get(0) ?? 0,
      codes: Object.fromEntries([...codes].filter(([code]) => code !== 0)),
      methods: Object.fromEntries(methods),
    }),
    recordAccepted(entry, message) {
      const whole = { n: accepted.length + 1, ...entry }
      accepted.push(whole)
      emit({ kind: 'message', accepted: whole, message })
    },
    recordChange(change) {
      changes.push(change)
      emit({ kind: 'change', change })
    },
    recordAnswer(answer) {
      answers.push(answer)
      emit({ kind: 'answer', answer })
    },
    recordCall(call) {
      calls += 1
      codes.set(call.code, (codes.get(call.code) ?? 0) + 1)
      methods.set(call.method, (methods.get(call.method) ?? 0) + 1)
      const whole = { n: calls, ...call }
      recent.push(whole)
      if (recent.length > 2 * keepCalls) recent.splice(0, recent.length - keepCalls)
      emit({ kind: 'call', call: whole })
    },
    emit,
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
