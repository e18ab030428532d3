// The reader process. The statement runs in a worker thread, so that this thread can end the process at once
// when the parent goes: a native query cannot be interrupted in any other way.
import { Worker } from 'node:worker_threads'

const LOOK_MS = 500
const [, , parent] = process.argv

const end = () => process.kill(process.pid, 'SIGKILL')
process.on('disconnect', end)
// A parent that died before we listened leaves no word; only its number tells.
setInterval(() => {
  if (!process.connected || process.ppid !== Number(parent)) end()
}, LOOK_MS)

const worker = new Worker(new URL('./reader-worker.js', import.meta.url))
worker.on('message', answer => process.send?.(answer))
worker.on('error', error => {
  process.stderr.write(`reader: ${error.message}\n`)
  process.exit(1)
})
// A worker that ends for whatever reason answers nothing any more; the parent hears of it by our end.
worker.on('exit', () => process.exit(1))
process.on('message', question => worker.postMessage(question))
