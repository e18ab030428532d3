import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import { imports } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import { ENCODINGS } from '../table/decoder.js'
import { type MatchResult, matchResult } from './counts.js'
import type { ImportFiles } from './folder.js'
import type { LeftOutWords } from './left-out.js'

/** What a file would change is asked in a process of its own; these it may be asked of. */
const matchedKinds = z.enum(imports.kind.enumValues).exclude(['list'])
export type MatchedKind = z.infer<typeof matchedKinds>

/** What the process is told: where everything is, and what it has to know beside the file. */
export const matchOrder = z.object({
  database: z.string(),
  upload: z.string(),
  read: z.string(),
  changes: z.string(),
  leftOut: z.string(),
  kind: matchedKinds,
  team: z.array(z.number()),
  labels: z.record(z.string(), z.string()),
  at: z.number(),
  /** How the upload was opened: as `openTable` takes it. */
  choice: z.object({ encoding: z.enum(ENCODINGS).optional(), sheet: z.string().optional() }),
  words: z.object({
    line: z.string(),
    column: z.string(),
    reason: z.string(),
    reasons: z.record(z.string(), z.string()),
  }),
})
export type MatchOrder = z.infer<typeof matchOrder>

const answer = z.union([
  z.object({ rows: z.int() }),
  z.object({ result: matchResult }),
  z.object({ error: z.string() }),
])

const LIMIT_MS = 30 * 60_000
const MEMORY_MB = 192

/** What a match needs beside its files. */
export type MatchWish = {
  database: string
  files: ImportFiles
  kind: MatchedKind
  team: readonly number[]
  labels: Readonly<Record<string, string>>
  choice: MatchOrder['choice']
  words: LeftOutWords
  at: number
}

/** Works out what files would change. */
export type Matcher = {
  /**
   * Works out in a process of its own what a file would change, and writes the rows that stay out as a file. The main file
   * is only read there; the process is killed with `signal`, after 30 minutes, or when this one goes.
   * @throws AppError `import_cancelled` when `signal` ended it
   */
  match(wish: MatchWish, options?: { progress?: (rows: number) => void; signal?: AbortSignal }): Promise<MatchResult>
  close(): void
}

/**
 * @param spare true: the process waits for the next file instead of ending with its work. A product that sees a file a week
 * keeps none
 */
export function createMatcher(spare = false): Matcher {
  let waiting: ChildProcess | undefined

  function take(): ChildProcess {
    const taken = waiting?.connected === true ? waiting : start()
    waiting = undefined
    taken.removeAllListeners()
    return taken
  }

  /** It does not keep the event loop alive. */
  function giveBack(child: ChildProcess): void {
    child.removeAllListeners()
    child.on('error', () => undefined)
    if (!spare || waiting !== undefined) return void child.kill('SIGKILL')
    waiting = child
    child.unref()
    child.channel?.unref()
  }

  return {
    match: ({ files, team, ...wish }, { progress, signal } = {}) => {
      const order: MatchOrder = {
        ...wish,
        team: [...team],
        labels: { ...wish.labels },
        words: { ...wish.words, reasons: { ...wish.words.reasons } },
        upload: files.upload,
        read: files.read,
        changes: files.changes,
        leftOut: files.leftOut,
      }
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(new AppError('import_cancelled'))
        const child = take()
        child.ref()
        child.channel?.ref()
        const settle = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', stop)
        }
        const fail = (error: Error) => {
          settle()
          child.removeAllListeners()
          child.on('error', () => undefined)
          child.kill('SIGKILL')
          reject(error)
        }
        const stop = () => fail(new AppError('import_cancelled'))
        const late = () => fail(new AppError('query_timeout', { seconds: LIMIT_MS / 1_000 }))
        const timer = setTimeout(late, LIMIT_MS)
        signal?.addEventListener('abort', stop, { once: true })
        child.on('message', message => {
          const said = answer.parse(message)
          if ('rows' in said) return progress?.(said.rows)
          if ('error' in said) return fail(new Error(said.error))
          settle()
          giveBack(child)
          resolve(said.result)
        })
        child.on('exit', code => fail(new Error(`the matching process ended with ${code}`)))
        child.on('error', fail)
        child.send(order, error => {
          if (error !== null) fail(error)
        })
      })
    },
    close() {
      waiting?.kill('SIGKILL')
      waiting = undefined
    },
  }
}

function start(): ChildProcess {
  return fork(join(import.meta.dirname, 'match-child.js'), [String(process.pid)], {
    env: {},
    execArgv: [`--max-old-space-size=${MEMORY_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}
