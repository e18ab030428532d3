import { parentPort, workerData } from 'node:worker_threads'
import { openFile } from './binding.js'

// Waits for nobody: whoever waits here may hold what the main thread is about to ask for.
const sqlite = openFile(String(workerData), { fileMustExist: true, timeout: 0 })

parentPort?.on('message', wish => {
  let emptied = false
  // A checkpoint that fails (a full disk, a busy file) is tried again by the next one, or by SQLite's own.
  try {
    sqlite.pragma('wal_checkpoint(passive)')
    if (wish === 'empty') emptied = sqlite.pragma('wal_checkpoint(truncate)', { simple: true }) === 0
  } catch {}
  parentPort?.postMessage(emptied ? 'emptied' : 'done')
})
