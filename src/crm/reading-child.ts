// The process that reads a file somebody sent: whatever is in it can cost no more than this process. The reading runs in
// a worker thread with a heap of its own, so that this thread can end it at once: when the parent goes, or when it takes
// more memory than it may, in which case it is said.
import { Worker } from 'node:worker_threads'
import { HEAP_MB, MEMORY_MB, YOUNG_MB } from './reading-limits.js'
import type { Answer } from './reading-task.js'

const LOOK_MS = 100
const MB = 1_024 * 1_024
const [, , parent] = process.argv

const end = () => process.kill(process.pid, 'SIGKILL')
const say = (answer: Answer) => process.send?.(answer)
const sayTooHeavy = () => {
  process.send?.({ kind: 'refused', code: 'file_too_heavy', details: {} } satisfies Answer, end)
}

process.on('disconnect', end)
setInterval(() => {
  // A parent that died before we listened leaves no word; only its number tells.
  if (!process.connected || process.ppid !== Number(parent)) end()
  if (process.memoryUsage.rss() > MEMORY_MB * MB) sayTooHeavy()
}, LOOK_MS)

const worker = new Worker(new URL('./reading-worker.js', import.meta.url), {
  resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
})
worker.on('message', say)
worker.on('error', error => {
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') sayTooHeavy()
  else say({ kind: 'broke', why: error.stack ?? error.message })
})
process.on('message', task => worker.postMessage(task))
