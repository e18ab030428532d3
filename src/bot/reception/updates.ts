import { MINUTE, SECOND, sleep, withLimit } from '../../clock.js'
import { isDiskFault } from '../../db/fault.js'
import { describeError } from '../../log.js'
import { type BacklogDeps, createBacklog, incoming, type RawUpdate } from './backlog.js'
import { createLine } from './line.js'
import { isAsking, personOf } from './turn.js'

const LIMIT_MS = MINUTE
const CLOSE_MS = 5 * SECOND
const RUNNING = 500
const WAITING = 5_000
/** Nobody presses so often by hand: what somebody presses or commands beyond that goes unanswered. */
const OF_ONE = 200
/** How often a handler may fail with an update. */
const FAILURES = 2
/** How often an update may have been begun and never ended, because the process died: one that kills is not tried for ever. */
const BEGUN = 4
/** How often an update may find the line too long; each time it has waited 10 s. */
const TURNS = 30
/** How often it is looked whether the disk works again, and how many updates try it while none got through. */
const DISK_RETRY_MS = SECOND
const DISK_TRIERS = 20
/** What the bot asks Telegram for; reactions come only when named. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
  'poll_answer',
] as const

/** The way in for updates: what was accepted is on disk before Telegram may forget it. */
export type Intake = {
  /**
   * Keeps updates; resolves once they are on disk, later while thousands wait to be handled. One that is known
   * already is left alone. @throws when the disk refuses, or when something is not an update
   */
  accept(updates: readonly unknown[]): Promise<void>
  /** Handles what an earlier process left, and from now on everything accepted. */
  start(): void
  /** Starts no more handlers and waits 5 s for those at work; what is unfinished is handled by the next process. */
  close(): Promise<void>
  /** Accepted and not handled yet. */
  waiting(): number
  /** Telegram answered a request with this offset: it never sends an update with a lower number again. */
  confirmed(offset: number): void
  /** Drops the numbers of updates handled more than 25 h before `at`, ms UTC, a few at a time. */
  dropOld(at: number): Promise<void>
}

/** What the intake needs; the numbers are for tests. */
export type IntakeDeps = BacklogDeps & {
  /** Handles one update; throws when it cannot. */
  handle: (update: RawUpdate) => Promise<void>
  /** True for an error that says only that the line was too long: such an update is handled again, and has not failed. */
  isCrowded?: (error: unknown) => boolean
  /** True for those who work here and their chats: what comes from there is handled before anything else, and beside it. */
  isTeam?: (id: number) => boolean
  /** Told of every update that was given up. */
  gaveUp?: () => void
  /** ms that one handler may take before it counts as failed. */
  limit?: number
  /** So many updates of one person may wait before what they press or command goes unanswered (200). */
  ofOne?: number
  /** ms that `close` waits for handlers. */
  patience?: number
  /** ms between two looks whether the disk works again. */
  diskRetry?: number
}

/**
 * `begun`: how often it was, by this process and earlier ones, without coming to an end; `failures`: how often its handler threw.
 * `over`: what is left to do is to write that it is handled, or was given up.
 */
type Task = {
  update: RawUpdate
  begun: number
  failures: number
  turns: number
  over: 'handled' | 'given_up' | null
  team: boolean
}

/**
 * Accepts updates, then handles them: one at a time for each person, all people at once, the team first. A handler that
 * fails or takes over a minute is tried once more; after that the update goes, and the log has its number and the error.
 * One at work when a process died is tried again too, alone in the end (see the line), and goes after the fourth such death.
 * One whose answer did not get its turn, because hundreds of people came at once, stands in line again, for five minutes. One that
 * met a disk which cannot be written waits for as long as that lasts, and holds up nobody but its person. What was
 * handled keeps its number until Telegram cannot send it again, so that it is known when it comes twice.
 */
export function createIntake(deps: IntakeDeps): Intake {
  const { db, clock, log, handle } = deps
  const limit = deps.limit ?? LIMIT_MS
  const ofOne = deps.ofOne ?? OF_ONE
  const diskRetry = deps.diskRetry ?? DISK_RETRY_MS
  const backlog = createBacklog(deps)
  const closing = new AbortController()
  /** Accepted and not handled yet. */
  const known = new Set<number>()
  const people = new Map<string, Task[]>()
  const line = createLine()
  const running = new Map<Promise<void>, Task>()
  /** People whose update met the disk's fault, the longest waiting first. */
  const resting: string[] = []
  let lookAgain: NodeJS.Timeout | undefined
  let gotThrough = false
  let started = false
  const roomMade: (() => void)[] = []

  function enqueue(update: RawUpdate, begun: number): void {
    if (known.has(update.update_id)) return
    known.add(update.update_id)
    const person = personOf(update)
    const team = [person.id, person.chat].some(id => id !== null && deps.isTeam?.(id) === true)
    const queue = people.get(person.name)
    const tooMany = queue !== undefined && queue.length >= ofOne && !team && isAsking(update)
    const task: Task = { update, begun, failures: 0, turns: 0, over: tooMany ? 'given_up' : null, team }
    if (queue !== undefined) {
      queue.push(task)
      return
    }
    people.set(person.name, [task])
    line.join({ person: person.name, ...task })
  }

  function dispatch(): void {
    while (started && !closing.signal.aborted) {
      const person = line.next(running.size < RUNNING)
      if (person === undefined) return
      const task = people.get(person)?.[0]
      if (task === undefined) continue
      const work = run(task)
        .then(end => (end === 'done' ? advance(person, task) : rest(person)))
        .finally(() => {
          running.delete(work)
          line.left(person)
          dispatch()
        })
      running.set(work, task)
    }
  }

  /** The person's next update may be handled, unless this one is still to be done. */
  function advance(person: string, task: Task): void {
    gotThrough = true
    if (closing.signal.aborted) return
    const queue = people.get(person)
    queue?.shift()
    const [following] = queue ?? []
    if (following === undefined) people.delete(person)
    else line.join({ person, ...following })
    known.delete(task.update.update_id)
    if (known.size >= WAITING) return
    for (const resolve of roomMade.splice(0)) resolve()
  }

  function rest(person: string): void {
    if (closing.signal.aborted) return
    resting.push(person)
    watchDisk()
  }

  /** Looks every second whether writing works: a few try; where any update got through meanwhile, all do. */
  function watchDisk(): void {
    lookAgain ??= setTimeout(() => {
      lookAgain = undefined
      for (const person of resting.splice(0, gotThrough ? resting.length : DISK_TRIERS)) {
        const task = people.get(person)?.[0]
        if (task !== undefined) line.join({ person, ...task })
      }
      gotThrough = false
      if (resting.length > 0) watchDisk()
      dispatch()
    }, diskRetry)
  }

  /** One try, or two, of an update. `rest`: the disk does not take it now. */
  async function run(task: Task): Promise<'done' | 'rest'> {
    const id = task.update.update_id
    while (!closing.signal.aborted) {
      if (task.over !== null) return finish(task, task.over)
      if (task.begun >= BEGUN) {
        log.error({ update: id }, 'an update was given up: its handler never ended')
        deps.gaveUp?.()
        return finish(task, 'given_up')
      }
      // Counted before it is handled, so that an update that kills the process is not tried for ever.
      if (!(await write(() => backlog.setAttempts(id, task.begun + 1)))) return 'rest'
      task.begun++
      try {
        await withLimit(handle(task.update), limit)
      } catch (error) {
        task.begun--
        const details = { update: id, attempt: task.failures + 1, error: describeError(error) }
        if (isDiskFault(error)) {
          log.warn(details, 'an update waits until the disk can be written')
          await write(() => backlog.setAttempts(id, task.begun))
          return 'rest'
        }
        if (deps.isCrowded?.(error) === true && ++task.turns < TURNS) continue
        if (++task.failures < FAILURES) {
          log.warn(details, 'an update was not handled; trying once more')
          continue
        }
        log.error(details, 'an update was given up')
        deps.gaveUp?.()
        return finish(task, 'given_up')
      }
      return finish(task, 'handled')
    }
    return 'rest'
  }

  /** Writes down how it ended. A run that still hangs does nothing any more. */
  async function finish(task: Task, over: 'handled' | 'given_up'): Promise<'done' | 'rest'> {
    task.over = over
    return (await write(() => backlog.end(task.update, over))) ? 'done' : 'rest'
  }

  /** False when the disk does not take it. */
  async function write(work: () => void): Promise<boolean> {
    try {
      await db.group(work)
      return true
    } catch (error) {
      log.error({ error: describeError(error) }, 'the list of updates cannot be written')
      return false
    }
  }

  return {
    async accept(updates) {
      const parsed = updates.map(update => incoming.parse(update))
      while (known.size >= WAITING && !closing.signal.aborted) {
        await new Promise<void>(resolve => roomMade.push(resolve))
      }
      const fresh = parsed.filter(update => !known.has(update.update_id))
      if (fresh.length === 0) return
      // Asked inside the commit: whoever is handled in the same one is no longer known behind it.
      const kept = await db.group(() =>
        fresh.map(update => ({ update, attempts: known.has(update.update_id) ? null : backlog.keep(update) })),
      )
      for (const { update, attempts } of kept) if (attempts !== null) enqueue(update, attempts)
      dispatch()
    },
    start() {
      for (const { update, attempts } of backlog.list()) enqueue(update, attempts)
      started = true
      dispatch()
    },
    async close() {
      closing.abort()
      clearTimeout(lookAgain)
      for (const resolve of roomMade.splice(0)) resolve()
      const patience = deps.patience ?? CLOSE_MS
      const since = clock.monotonic()
      const over = new AbortController()
      await Promise.race([Promise.all(running.keys()), sleep(patience, over.signal)])
      over.abort()
      if (running.size === 0) return
      log.warn({ handlers: running.size, ms: Math.round(clock.monotonic() - since) }, 'closed before handlers ended')
      // An update that closing cut short has not failed.
      const cut = [...running.values()].filter(task => task.over === null)
      await write(() => {
        for (const { update, begun } of cut) backlog.setAttempts(update.update_id, Math.max(0, begun - 1))
      })
    },
    waiting: () => known.size,
    confirmed: backlog.confirmed,
    dropOld: backlog.dropOld,
  }
}
