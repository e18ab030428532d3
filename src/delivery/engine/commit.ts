import { SECOND, sleep } from '../../clock.js'
import { describeError } from '../../log.js'
import type { Post } from './posting.js'

const RETRY_MS = SECOND

/** A write that must happen: held and tried again for as long as the disk refuses it and the engine works. */
export type Commit = <T>(write: () => T & (T extends PromiseLike<unknown> ? never : unknown)) => Promise<T>

/** Creates it. Rejects only once the engine is over. */
export function createCommit({ db, log, failing, isOver }: Pick<Post, 'db' | 'log' | 'failing' | 'isOver'>): Commit {
  return async write => {
    for (;;) {
      try {
        const value = await db.group(write)
        failing(false)
        return value
      } catch (error) {
        if (isOver()) throw error
        failing(true)
        log.error({ error: describeError(error) }, 'a write of the engine failed; it is tried again')
        await sleep(RETRY_MS)
      }
    }
  }
}
