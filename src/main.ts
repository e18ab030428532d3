import { existsSync } from 'node:fs'
import { createApp } from './app.js'
import { ConfigError, parseConfig } from './config.js'
import { isAppError } from './errors.js'
import { createLog, describeError } from './log.js'
import { listenForEnd } from './signals.js'
import { errors } from './text/en/errors.js'

const STOP_LIMIT_MS = 8_000
const ENV_FILE = '.env'

async function main(): Promise<number> {
  // What the environment says already wins over the file.
  if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE)
  const config = parseConfig(process.env)
  const log = createLog(config.logLevel)
  const { asked, signal } = listenForEnd()
  const app = await createApp(config, {
    log,
    signal,
    takeOver: process.argv.includes('--take-over'),
    terminal: process.stdin.isTTY ? { input: process.stdin, output: process.stdout } : null,
  }).catch(error => {
    // Asked to end while it waited for its disk.
    if (signal.aborted) return null
    throw error
  })
  if (app === null) return 0
  const started = app.start()
  const first = await Promise.race([started, asked])
  if (typeof first === 'string') return stop(app, log, first)
  if (first.kind !== 'working') {
    await app.stop()
    return 1
  }
  return stop(app, log, await asked)
}

async function stop(app: { stop(): Promise<void> }, log: ReturnType<typeof createLog>, why: string): Promise<number> {
  log.info({ why }, 'stopping')
  // Whatever hangs: what is not settled by then is settled by the next start.
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
  await app.stop()
  log.info({}, 'stopped')
  return 0
}

/** What a start that failed says: one sentence for whatever its owner can mend. */
function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  if (isAppError(error, 'database_locked'))
    return `Another segcast already works with ${error.details['path']}. Stop it first, or give this one a DATABASE_PATH of its own.`
  if (isAppError(error)) return errors[error.code](error.details)
  return JSON.stringify(describeError(error))
}

main().then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${sentenceOf(error)}\n`)
    process.exit(1)
  },
)
