import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { rename, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { AppError, unreachable } from '../errors.js'
import { type Ahead, dropAhead, endAhead, keepAhead, type ReadBy, takeAhead } from './ahead.js'
import type { Collected } from './collect.js'
import { createPace, type Pace } from './pace.js'
import { AT_ONCE, LIMIT_MS } from './reading-limits.js'
import {
  type Answer,
  answerSchema,
  type Guess,
  type Look,
  type Progress,
  type Remembered,
  type Shop,
  type Task,
} from './reading-task.js'
import type { Reading } from './recognise/row/person.js'
import type { Mapping } from './role.js'
import type { TableChoice } from './table/table.js'

export type { Look, Progress, Shop } from './reading-task.js'

/** How a reading is followed: told of its progress at most every 250 ms; a `signal` that aborts ends it. */
export type Following = { onProgress?: (progress: Progress) => void; signal?: AbortSignal }

/**
 * What a look needs beside the file: the shop, how a file with these headers was read before, what a person chose. `ahead`:
 * with what, and into what, a long file is read meanwhile by what its first rows look like; where all of it says the same,
 * `interpret` finds it read.
 */
export type Beside = {
  shop: Shop
  remembered: (headers: string[]) => Mapping | null
  choice?: TableChoice
  ahead?: { into: string; reading: Omit<Reading, 'headers'> }
}

/**
 * Reads a file once and says what it is, in a process of its own with a limit of memory and time.
 * @param path a file that nobody changes meanwhile
 * @throws AppError `file_…` where no table can be read from it; the reason of the signal when it aborts
 */
export async function lookAt(path: string, beside: Beside, following: Following = {}): Promise<Look> {
  const { shop, remembered, choice = {} } = beside
  await dropAhead(path)
  const begun: Promise<Ahead>[] = []
  const guess = ({ mapping, choice }: Guess) => {
    if (beside.ahead === undefined || mapping.kind === 'none' || mapping.kind === 'list') return
    // Another file that waits to be read goes first.
    if (reading >= AT_ONCE || availableParallelism() < 2) return
    const { into, reading: known } = beside.ahead
    begun.push(readAhead(path, { mapping, choice, reading: known }, into, following.signal))
  }
  try {
    const task = { kind: 'look', path, choice, shop, guesses: beside.ahead !== undefined } as const
    const answer = await read(task, following, remembered, guess)
    if (answer.kind !== 'look') throw new Error(`the reading answered ${answer.kind}`)
    for (const ahead of begun) await keepAhead(path, await ahead)
    return answer.look
  } catch (error) {
    for (const ahead of begun) await endAhead(await ahead)
    throw error
  }
}

/** Behind everything else that runs on the machine, until somebody waits for it. */
async function readAhead(path: string, by: ReadBy, into: string, ending: AbortSignal | undefined): Promise<Ahead> {
  await rm(into, { force: true })
  const stop = new AbortController()
  const signal = ending === undefined ? stop.signal : AbortSignal.any([stop.signal, ending])
  const following = { signal, onProgress: (progress: Progress) => ahead.tell?.(progress) }
  const pace = createPace()
  const result = read({ kind: 'interpret', path, ...by, into }, following, () => by.mapping, null, pace).then(
    answer => (answer.kind === 'interpreted' ? answer.interpreted : null),
    // Whatever is wrong with the file is said when it is asked for.
    () => null,
  )
  const ahead: Ahead = { by, into, result, tell: null, stop: () => stop.abort(), hasten: pace.hasten }
  return ahead
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
  const known = await readBefore(path, { mapping, choice, reading }, into, following)
  if (known !== null) return known
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

/**
 * The promo codes of a table, as they are written, read in a process of its own.
 * @param most so many at most
 * @throws AppError `file_…`
 */
export async function codesOf(path: string, most: number): Promise<string[]> {
  const answer = await read({ kind: 'codes', path, choice: {}, most }, {}, () => null)
  if (answer.kind !== 'codes') throw new Error(`the reading answered ${answer.kind}`)
  return answer.lines === '' ? [] : answer.lines.split('\n')
}

/** What was read ahead in just this way, where it is whole. */
async function readBefore(path: string, by: ReadBy, into: string, following: Following): Promise<Collected | null> {
  const ahead = await takeAhead(path, by)
  if (ahead === null) return null
  ahead.tell = following.onProgress ?? null
  ahead.hasten()
  const stop = () => ahead.stop()
  following.signal?.addEventListener('abort', stop, { once: true })
  const collected = await ahead.result
  following.signal?.removeEventListener('abort', stop)
  if (collected === null || following.signal?.aborted === true) {
    await endAhead(ahead)
    following.signal?.throwIfAborted()
    return null
  }
  await rename(ahead.into, into)
  return collected
}

/** Whoever waits until fewer files are read. */
const waiting: (() => void)[] = []
let reading = 0

type Guessed = ((guess: Guess) => void) | null

async function read(
  task: Task,
  following: Following,
  remembered: Beside['remembered'],
  guessed: Guessed = null,
  pace: Pace | null = null,
): Promise<Answer> {
  const { signal } = following
  signal?.throwIfAborted()
  if (reading >= AT_ONCE) await new Promise<void>(resolve => waiting.push(resolve))
  else reading += 1
  try {
    signal?.throwIfAborted()
    return await readNow(task, following, remembered, guessed, pace)
  } finally {
    // Whoever waits takes over the place, so that nobody comes between.
    const next = waiting.shift()
    if (next === undefined) reading -= 1
    else next()
  }
}

async function readNow(
  task: Task,
  following: Following,
  remembered: Beside['remembered'],
  guessed: Guessed,
  pace: Pace | null,
): Promise<Answer> {
  const child = fork(join(import.meta.dirname, 'reading-child.js'), [String(process.pid)], {
    env: {},
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  if (child.pid !== undefined) pace?.begin(child.pid)
  const limit = AbortSignal.timeout(LIMIT_MS)
  const signal = following.signal === undefined ? limit : AbortSignal.any([limit, following.signal])
  try {
    return await answered(child, task, { ...following, signal }, remembered, guessed)
  } catch (error) {
    throw error === limit.reason ? new AppError('file_too_heavy') : error
  } finally {
    await end(child)
    pace?.end()
  }
}

/** A child that ends without a word met a limit of the machine's; what it could say it would have said. */
function answered(
  child: ChildProcess,
  task: Task,
  { onProgress, signal }: Following,
  remembered: Beside['remembered'],
  guessed: Guessed,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const take = (message: unknown) => {
      const answer = answerSchema.parse(message)
      switch (answer.kind) {
        case 'progress':
          return onProgress?.(answer.progress)
        case 'guess':
          return guessed?.(answer.guess)
        case 'headers':
          return child.send({ kind: 'remembered', mapping: remembered(answer.headers) } satisfies Remembered)
        case 'refused':
          return reject(new AppError(answer.code, answer.details))
        case 'broke':
          return reject(new Error(`a file could not be read: ${answer.why}`))
        case 'look':
        case 'rows':
        case 'codes':
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
