import { parentPort, workerData } from 'node:worker_threads'
import { openFile } from './binding.js'

const sqlite = openFile(String(workerData), { fileMustExist: true })

parentPort?.on('message', () => {
  // A checkpoint that fails (a full disk) is tried again by the next one, or by SQLite's own.
  try {
    sqlite.pragma('wal_checkpoint(passive)')
  } catch {}
  parentPort?.postMessage('done')
})
