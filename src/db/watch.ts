import type Database from 'better-sqlite3'
import { SECOND } from '../clock.js'
import { type Fault, faultOf } from './fault.js'

/** Notices what goes wrong with the file while it is used, whoever meets it. */
export type Watch = {
  /** Keeps the fault that an error tells of, if it tells of one. */
  note(error: unknown): void
  /** A statement, or a connection, whose errors are noted; they are thrown as before. */
  statement<S extends Database.Statement>(statement: S): S
  /** What is wrong now; a damaged file stays so, the rest ends with the first write that succeeds again. */
  fault(): Fault | null
  close(): void
}

/** @param probe a small write, asked for once a second while something is wrong */
export function createWatch(probe: () => Promise<void>): Watch {
  let fault: Fault | null = null
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function note(error: unknown): void {
    const found = faultOf(error)
    if (found === null || fault === 'damaged') return
    fault = found
    if (fault !== 'damaged') later()
  }

  function later(): void {
    if (closed || timer !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      probe().then(
        () => {
          if (fault !== 'damaged') fault = null
        },
        error => {
          note(error)
          later()
        },
      )
    }, SECOND)
    timer.unref()
  }

  return {
    note,
    statement(statement) {
      for (const name of ['run', 'get', 'all'] as const) {
        const inner = statement[name]
        Object.defineProperty(statement, name, {
          value(...args: unknown[]) {
            try {
              return Reflect.apply(inner, statement, args)
            } catch (error) {
              note(error)
              throw error
            }
          },
        })
      }
      return statement
    },
    fault: () => fault,
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
