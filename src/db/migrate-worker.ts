import { parentPort, workerData } from 'node:worker_threads'
import { openFile } from './binding.js'
import { migrateFile } from './migrate.js'

const path = String(workerData)

/** An error's code does not survive the way between threads by itself. */
function attempt(): { code: string | null; message: string } | null {
  const sqlite = openFile(path)
  try {
    migrateFile(sqlite, path)
    return null
  } catch (error) {
    if (!(error instanceof Error)) return { code: null, message: String(error) }
    return { code: 'code' in error ? String(error.code) : null, message: error.message }
  } finally {
    sqlite.close()
  }
}

parentPort?.postMessage(attempt())
