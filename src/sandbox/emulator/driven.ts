import type { Page } from '../page/page.js'
import type { Limits } from './bucket.js'
import type { Fault, FaultOptions } from './faults.js'
import type { GroupHandle, GroupOptions } from './group.js'
import type { Person, Profile } from './profile.js'
import type { Latency } from './server.js'
import type { Accepted, Answer, CallRecord, Change, Counts, Event } from './truth.js'
import type { Message, User } from './wire.js'

/** What can be driven and looked at of an emulator, wherever it listens. */
export type Driven = {
  readonly token: string
  readonly bot: User
  /** The messenger in the browser, at `/` of the same port. */
  readonly page: Page
  /** Makes a person known to Telegram, or finds the one of that id and takes over the profile. */
  user(profile: Profile): Person
  /** A person known before; throws when there is none. */
  person(id: number): Person
  people(): Person[]
  /** Makes a group; nobody is in it yet. */
  group(options: GroupOptions): GroupHandle
  /** What stands in the chat with a person, oldest first. */
  chat(userId: number): Message[]
  /** Messages of the bot that were put into a chat, those after number `since`. */
  accepted(since?: number): readonly Accepted[]
  /** Edits and deletions. */
  changes(): readonly Change[]
  /** Answers to presses. */
  answers(): readonly Answer[]
  /** The last calls, oldest first. */
  calls(): CallRecord[]
  counts(): Counts
  /** Updates that the bot has not confirmed yet. */
  pendingUpdates(): number
  fault(options: FaultOptions): Fault
  /** Ends all faults, or one; what hangs is cut. */
  clearFaults(id?: number): void
  setLimits(limits: Limits | null): void
  setLatency(latency: Latency | null): void
  /** Calls back at everything that happens, until the returned function is called. */
  watch(listener: (event: Event) => void): () => void
  /**
   * Resolves to the first value of `check` that is not null, undefined or false; asked now and whenever something
   * happens. Rejects after `limitMs` real milliseconds (two minutes), naming `what` was awaited.
   */
  waitFor<T>(check: () => T | null | undefined | false, limitMs?: number, what?: string): Promise<T>
  close(): Promise<void>
}
