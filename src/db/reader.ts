import type { ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../errors.js'
import type { Bindable } from './binding.js'
import { createReaderProcesses, end, type ReaderProcesses } from './reader-process.js'

/** Parameters of a heavy read: by position or by name. */
export type ReadParams = Bindable[] | Record<string, Bindable>

/**
 * What a reader process is asked of the database at `path`: `into` names a scratch database that takes the rows, as a table
 * `result`; `basis` an earlier one that the statement may read, as `basis.result`.
 */
export type ReadRequest = {
  id: number
  path: string
  sql: string
  params: ReadParams
  into: string | null
  basis: string | null
}

const reply = z.union([
  z.object({ id: z.number(), rows: z.array(z.unknown()) }),
  z.object({ id: z.number(), count: z.number() }),
  z.object({ id: z.number(), error: z.string(), code: z.string().nullable() }),
])

/**
 * A big result, in a scratch database with one table `result` in the statement's order; `drop` removes it, beside everything
 * else, and never fails.
 */
export type Scratch = { path: string; count: number; drop(): Promise<void> }

/**
 * Heavy reads in a process of their own: the event loop stays free, and a query over its limit is killed. A statement
 * may read an earlier scratch, its `basis`, as `basis.result`.
 */
export type Reader = {
  /** Rows of a SELECT whose result is small. @throws AppError `query_timeout` past the reader's limit */
  rows<Row>(sql: string, params?: ReadParams, basis?: Scratch): Promise<Row[]>
  /** Puts a big result into a scratch file. @throws AppError `query_timeout` past the reader's limit */
  scratch(sql: string, params?: ReadParams, basis?: Scratch): Promise<Scratch>
  /** Starts the process where it does not run, for a question that is about to come. */
  wake(): void
  /** Whether it has been at a question for less than so many ms. */
  isFresh(ms: number): boolean
  close(): Promise<void>
}

/** `leave`: it is listened to no more. */
type Taken = { process: ChildProcess; leave(): void }

type Waiting = {
  request: ReadRequest
  resolve: (value: z.infer<typeof reply>) => void
  reject: (error: unknown) => void
}

/**
 * One reader: a child process, taken at its first question, that answers one question at a time.
 * @param path the database, opened read-only by the child
 * @param limit ms that one question may take before the child is killed and another one taken
 * @param failed told of every error of SQLite's that a question met
 */
export function createReader(
  path: string,
  limit: number,
  failed: (error: unknown) => void = () => undefined,
  processes: ReaderProcesses = createReaderProcesses(),
): Reader {
  let child: Taken | undefined
  let nextId = 1
  let running: Waiting | undefined
  let since = 0
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const queue: Waiting[] = []
  const going = new Set<Promise<void>>()

  function answered(message: unknown): void {
    const parsed = reply.parse(message)
    if (running === undefined || running.request.id !== parsed.id) return
    finish(waiting => waiting.resolve(parsed))
  }

  function take(): Taken {
    const taken = processes.take()
    const ended = (why: string) => {
      if (child?.process !== taken) return
      child = undefined
      if (running !== undefined) finish(waiting => waiting.reject(new Error(why)))
    }
    const gone = () => ended('the reader process ended')
    const broke = (error: Error) => ended(`the reader process cannot work: ${error.message}`)
    taken.on('message', answered).on('exit', gone).on('error', broke)
    const leave = () => void taken.off('message', answered).off('exit', gone).off('error', broke)
    return { process: taken, leave }
  }

  function finish(settle: (waiting: Waiting) => void): void {
    const done = running
    running = undefined
    clearTimeout(timer)
    child?.process.channel?.unref()
    if (done !== undefined) settle(done)
    next()
  }

  function next(): void {
    if (running !== undefined) return
    const waiting = queue.shift()
    if (waiting === undefined) return
    running = waiting
    since = performance.now()
    child ??= take()
    child.process.channel?.ref()
    timer = setTimeout(() => {
      const late = child
      child = undefined
      late?.process.kill('SIGKILL')
      finish(running => running.reject(new AppError('query_timeout', { seconds: limit / 1_000 })))
    }, limit)
    child.process.send(waiting.request, error => {
      if (error !== null && running === waiting) finish(running => running.reject(error))
    })
  }

  function ask(question: Omit<ReadRequest, 'id' | 'path'>): Promise<z.infer<typeof reply>> {
    if (closed) return Promise.reject(new Error('the reader is closed'))
    return new Promise((resolve, reject) => {
      queue.push({ request: { id: nextId++, path, ...question }, resolve, reject })
      next()
    })
  }

  /** To take a large file off the disk holds whoever asks for it. What stays is removed by the next start. */
  function remove(folder: string): Promise<void> {
    const gone = rm(folder, { recursive: true, force: true }).catch(failed)
    going.add(gone)
    return gone.finally(() => going.delete(gone))
  }

  function errorOf({ error, code }: { error: string; code: string | null }): Error {
    const thrown = Object.assign(new Error(error), code === null ? {} : { code })
    failed(thrown)
    return thrown
  }

  return {
    async rows<Row>(sql: string, params: ReadParams = [], basis?: Scratch) {
      const answer = await ask({ sql, params, into: null, basis: basis?.path ?? null })
      if ('error' in answer) throw errorOf(answer)
      return ('rows' in answer ? answer.rows : []) as Row[]
    },
    async scratch(sql, params = [], basis) {
      const folder = mkdtempSync(`${path}.scratch-`)
      const drop = () => remove(folder)
      try {
        const into = join(folder, 'result.db')
        const answer = await ask({ sql, params, into, basis: basis?.path ?? null })
        if ('error' in answer) throw errorOf(answer)
        return { path: into, count: 'count' in answer ? answer.count : 0, drop }
      } catch (error) {
        await drop()
        throw error
      }
    },
    wake() {
      // What is wrong with the file the question itself will be told.
      if (child === undefined && !closed)
        void ask({ sql: 'select 1', params: [], into: null, basis: null }).catch(() => {})
    },
    isFresh: ms => running !== undefined && performance.now() - since < ms,
    async close() {
      closed = true
      for (const waiting of queue.splice(0)) waiting.reject(new Error('the reader is closed'))
      const last = child
      child = undefined
      if (last !== undefined && running === undefined) {
        last.leave()
        await processes.giveBack(last.process)
      } else if (last !== undefined) {
        await end(last.process)
        finish(waiting => waiting.reject(new Error('the reader is closed')))
      }
      await Promise.all(going)
    },
  }
}
