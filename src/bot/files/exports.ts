import { mkdtempSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { type Api, GrammyError, InputFile } from 'grammy'
import { SECOND, sleep } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { describeError, type Log } from '../../log.js'

/** How often a file is sent that Telegram asks to wait with. */
const TRIES = 3
const LONGEST_REST_S = 120

/** What makes files: where it puts them, what ends it, and whom it tells how far it is. */
export type Making<Far> = { folder: string; signal: AbortSignal; progress(far: Far): void }

/** Files that are made, in their order; `caption` stands under the last of them. */
export type Made = { paths: readonly string[]; caption: string | null }

/** What became of files. `busy`: others are being made for the same person. */
export type Ended = { kind: 'sent'; files: number } | { kind: 'stopped' } | { kind: 'failed' } | { kind: 'busy' }

/** Files that are made for somebody of the team, one lot at a time for each, and sent to their chat. */
export type Exports = {
  /**
   * Makes files and sends them. They lie in a folder that only the owner of the process may read, which is gone in the
   * end; that of a process that died is swept when the database is opened. Never rejects: what fails is logged.
   */
  run<Far>(who: number, make: (making: Making<Far>) => Promise<Made>): Promise<Ended>
  /** How far somebody's files are: what was told last, null before that and while they are sent; `undefined`: there are none. */
  far(who: number): unknown
  /** Ends what is made for somebody. @returns whether there was anything */
  stop(who: number): boolean
  /** Ends all of it; resolves once nothing is left. */
  close(): Promise<void>
}

type Run = { stop: AbortController; far: unknown; over: Promise<Ended> }

/** @param deps.api the way to those who work here */
export function createExports({ db, api, log }: { db: Db; api: Api; log: Log }): Exports {
  const runs = new Map<number, Run>()
  let closed = false

  async function make<Far>(who: number, run: Run, work: (making: Making<Far>) => Promise<Made>): Promise<Ended> {
    const { signal } = run.stop
    // The name of a scratch file: those are swept when a database is opened.
    const folder = mkdtempSync(`${db.path}.scratch-export-`)
    try {
      const progress = (far: Far) => {
        run.far = far
      }
      const made = await work({ folder, signal, progress })
      run.far = null
      for (const [i, path] of made.paths.entries()) {
        const last = i === made.paths.length - 1
        await send(who, path, last ? made.caption : null, signal)
      }
      return { kind: 'sent', files: made.paths.length }
    } catch (error) {
      if (signal.aborted) return { kind: 'stopped' }
      log.warn({ admin: who, error: describeError(error) }, 'files could not be made or sent')
      return { kind: 'failed' }
    } finally {
      rmSync(folder, { recursive: true, force: true })
      runs.delete(who)
    }
  }

  async function send(who: number, path: string, caption: string | null, signal: AbortSignal): Promise<void> {
    for (let tried = 1; ; tried++) {
      signal.throwIfAborted()
      try {
        const sending = api.sendDocument(who, new InputFile(path, basename(path)), caption === null ? {} : { caption })
        // One that is on its way nobody waits for at the end of the program.
        await Promise.race([sending, ended(signal)])
        return
      } catch (error) {
        const rest = error instanceof GrammyError ? error.parameters.retry_after : undefined
        if (rest === undefined || rest > LONGEST_REST_S || tried === TRIES) throw error
        await sleep(rest * SECOND, signal)
      }
    }
  }

  return {
    run(who, work) {
      if (closed || runs.has(who)) return Promise.resolve({ kind: 'busy' })
      const run: Run = { stop: new AbortController(), far: null, over: Promise.resolve({ kind: 'stopped' }) }
      runs.set(who, run)
      run.over = make(who, run, work)
      return run.over
    },
    far: who => runs.get(who)?.far,
    stop(who) {
      runs.get(who)?.stop.abort()
      return runs.has(who)
    },
    async close() {
      closed = true
      for (const { stop } of runs.values()) stop.abort()
      await Promise.all([...runs.values()].map(({ over }) => over))
    },
  }
}

/** Never resolves; rejects when the signal aborts. */
function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
