import { parentPort } from 'node:worker_threads'
import { isAppError, unreachable } from '../errors.js'
import { codesOfTable } from './codes.js'
import { interpretFile } from './interpret.js'
import { lookAtFile, rowsOfTable } from './look.js'
import { type Answer, type Guess, type Progress, REFUSALS, type Remembered, type Task } from './reading-task.js'
import type { Mapping } from './role.js'

/** ms between two words of how far it is. */
const EVERY_MS = 250

const say = (answer: Answer) => parentPort?.postMessage(answer)

parentPort?.once('message', (task: Task) => {
  work(task).then(say, (error: unknown) => say(answerTo(error)))
})

function answerTo(error: unknown): Answer {
  const code = isAppError(error) ? REFUSALS.find(refusal => refusal === error.code) : undefined
  if (isAppError(error) && code !== undefined) return { kind: 'refused', code, details: { ...error.details } }
  return { kind: 'broke', why: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

async function work(task: Task): Promise<Answer> {
  const { path, choice } = task
  switch (task.kind) {
    case 'look':
      return {
        kind: 'look',
        look: await lookAtFile(path, choice, task.shop, remembered, seldom(), task.guesses ? guess : null),
      }
    case 'rows':
      return { kind: 'rows', ...(await rowsOfTable(path, choice, task.mark, task.most)) }
    case 'codes':
      return { kind: 'codes', lines: (await codesOfTable(path, choice, task.most)).join('\n') }
    case 'interpret': {
      const { mapping, reading, into } = task
      return { kind: 'interpreted', interpreted: await interpretFile(path, choice, mapping, reading, into, seldom()) }
    }
    default:
      return unreachable(task)
  }
}

/** Asks whoever has the database. */
function remembered(headers: string[]): Promise<Mapping | null> {
  return new Promise(resolve => {
    parentPort?.once('message', ({ mapping }: Remembered) => resolve(mapping))
    say({ kind: 'headers', headers })
  })
}

function guess(guess: Guess): void {
  say({ kind: 'guess', guess })
}

/** Says how far it is, now and then. */
function seldom(): (progress: Progress) => void {
  let last = performance.now()
  return progress => {
    const now = performance.now()
    if (now - last < EVERY_MS) return
    last = now
    say({ kind: 'progress', progress })
  }
}
