import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { AppError, unreachable } from '../errors.js'
import type { Collected } from './collect.js'
import { AT_ONCE, LIMIT_MS } from './reading-limits.js'
import {
  type Answer,
  answerSchema,
  type Look,
  type Progress,
  type Remembered,
  type Shop,
  type Task,
} from './reading-task.js'
import type { Reading } from './recognise/person.js'
import type { Mapping } from './role.js'
import type { TableChoice } from './table/table.js'

export type { Look, Progress, Shop } from './reading-task.js'

/** How a reading is followed: told of its progress at most every 250 ms; a `signal` that aborts ends it. */
export type Following = { onProgress?: (progress: Progress) => void; signal?: AbortSignal }

/** What a look needs beside the file: the shop, how a file with these headers was read before, what a person chose. */
export type Beside = { shop: Shop; remembered: (headers: string[]) => Mapping | null; choice?: TableChoice }

/**
 * Reads a file once and says what it is, in a process of its own with a limit of memory and time.
 * @param path a file that nobody changes meanwhile
 * @throws AppError `file_…` where no table can be read from it; the reason of the signal when it aborts
 */
export async function lookAt(path: string, beside: Beside, following: Following = {}): Promise<Look> {
  const { shop, remembered, choice = {} } = beside
  const answer = await read({ kind: 'look', path, choice, shop }, following, remembered)
  if (answer.kind !== 'look') throw new Error(`the reading answered ${answer.kind}`)
  return answer.look
}

/**
 * Reads a file that was looked at, by a mapping, and writes what comes of its rows into a new scratch file (see
 * `scratch.ts`), in a process of its own. A scratch file that was not finished is to be removed by whoever named it.
 * @param into a path at which there is nothing yet
 * @throws AppError `file_…`; the reason of the signal when it aborts
 */
export async function interpret(
  path: string,
  look: Look,
  mapping: Mapping,
  reading: Omit<Reading, 'headers'>,
  into: string,
  following: Following = {},
): Promise<Collected> {
  const { encoding, sheet } = look.table
  const choice = { ...(encoding !== null && { encoding }), ...(sheet !== null && { sheet }) }
  const answer = await read({ kind: 'interpret', path, choice, mapping, reading, into }, following, () => mapping)
  if (answer.kind !== 'interpreted') throw new Error(`the reading answered ${answer.kind}`)
  return answer.interpreted
}

/**
 * The rows of a small table whose first header is `mark`, read in a process of its own; no rows of any other table.
 * @throws AppError `file_…`
 */
export async function rowsOf(
  path: string,
  mark: string,
  most: number,
): Promise<{ headers: string[]; rows: string[][] }> {
  const answer = await read({ kind: 'rows', path, choice: {}, mark, most }, {}, () => null)
  if (answer.kind !== 'rows') throw new Error(`the reading answered ${answer.kind}`)
  return answer
}

/** Whoever waits until fewer files are read. */
const waiting: (() => void)[] = []
let reading = 0

async function read(task: Task, following: Following, remembered: Beside['remembered']): Promise<Answer> {
  const { signal } = following
  signal?.throwIfAborted()
  if (reading >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  else reading += 1
  try {
    signal?.throwIfAborted()
    return await readNow(task, following, remembered)
  } finally {
    // Whoever waits takes over the place, so that nobody comes between.
    const next = waiting.shift()
    if (next === undefined) reading -= 1
    else next()
  }
}

async function readNow(task: Task, following: Following, remembered: Beside['remembered']): Promise<Answer> {
  const child = fork(join(import.meta.dirname, 'reading-child.js'), [String(process.pid)], {
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const limit = AbortSignal.timeout(LIMIT_MS)
  const signal = following.signal === undefined ? limit : AbortSignal.any([limit, following.signal])
  try {
    return await answered(child, task, { ...following, signal }, remembered)
  } catch (error) {
    throw error === limit.reason ? new AppError('file_too_heavy') : error
  } finally {
    await end(child)
  }
}

/** A child that ends without a word met a limit of the machine's; what it could say it would have said. */
function answered(
  child: ChildProcess,
  task: Task,
  { onProgress, signal }: Following,
  remembered: Beside['remembered'],
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const take = (message: unknown) => {
      const answer = answerSchema.parse(message)
      switch (answer.kind) {
        case 'progress':
          return onProgress?.(answer.progress)
        case 'headers':
          return child.send({ kind: 'remembered', mapping: remembered(answer.headers) } satisfies Remembered)
        case 'refused':
          return reject(new AppError(answer.code, answer.details))
        case 'broke':
          return reject(new Error(`a file could not be read: ${answer.why}`))
        case 'look':
        case 'rows':
        case 'interpreted':
          return resolve(answer)
        default:
          return unreachable(answer)
      }
    }
    child.on('message', message => {
      try {
        take(message)
      } catch (error) {
        reject(error)
      }
    })
    child.once('exit', () => reject(new AppError('file_too_heavy')))
    child.once('error', error => reject(new Error(`the reading cannot work: ${error.message}`)))
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    child.send(task, error => {
      if (error !== null) reject(error)
    })
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
