import { SECOND, sleep } from '../../clock.js'
import type { Group } from '../../db/group.js'
import { describeError, type Log } from '../../log.js'

/** What could not be written so often, while other writes work, will not be written by patience alone. */
const MOST_TRIES = 10
/** ms between two tries (1 s), and once its broadcast is paused (15 s). */
export type RetryEvery = { trying: number; paused: number }

const EVERY: RetryEvery = { trying: SECOND, paused: 15 * SECOND }

/** What writing outcomes again and again needs. */
export type RetryDeps<Ending, Result> = {
  group: Group
  write: (ending: Ending) => Result & (Result extends PromiseLike<unknown> ? never : unknown)
  /** Whose outcome it is, for the log. */
  nameOf: (ending: Ending) => Record<string, number>
  log: Log
  /** Told whether writes fail at present. */
  failing: (failing: boolean) => void
  /** True when the process ends: what is not written then is given up to `rescue`. */
  isOver: () => boolean
  /** Pauses what the outcome belongs to, inside a write. @returns what to do once that is on disk; null: nothing to pause */
  pause: (ending: Ending, why: string) => (() => void) | null
  every: RetryEvery | undefined
}

/**
 * Writes an outcome by itself, for as long as it takes: it is never lost, and its message never sent again. One that
 * still fails although other writes work is not the disk's fault but ours: its broadcast pauses before more of them come,
 * and the outcome is tried less often from then on. Rejects only when the process ends.
 */
export function createRetry<Ending, Result>(deps: RetryDeps<Ending, Result>): (ending: Ending) => Promise<Result> {
  const { group, log, every = EVERY } = deps

  /** Pauses what it belongs to. @returns false when that cannot be written either: then it is the disk */
  async function othersWork(ending: Ending, what: object, why: string): Promise<boolean> {
    try {
      const { tell } = await group(() => ({ tell: deps.pause(ending, why) }))
      if (tell !== null)
        log.error(what, 'an outcome still cannot be written although others can: its broadcast is paused')
      tell?.()
      return true
    } catch {
      return false
    }
  }

  return async ending => {
    for (let tries = 1; ; tries++) {
      try {
        const { result } = await group(() => ({ result: deps.write(ending) }))
        deps.failing(false)
        return result
      } catch (error) {
        if (deps.isOver()) throw error
        deps.failing(true)
        const what = { ...deps.nameOf(ending), tries, error: describeError(error) }
        log.error(what, 'an outcome could not be written; it is kept and tried again')
        const ours = tries >= MOST_TRIES && (await othersWork(ending, what, what.error.message))
        await sleep(ours ? every.paused : every.trying)
      }
    }
  }
}
