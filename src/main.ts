import { existsSync } from 'node:fs'
import { createApp } from './app.js'
import { ConfigError, parseConfig } from './config.js'
import { isAppError } from './errors.js'
import { createLog, describeError } from './log.js'

const STOP_LIMIT_MS = 8_000
const ENV_FILE = '.env'

async function main(): Promise<number> {
  // What the environment says already wins over the file.
  if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE)
  const config = parseConfig(process.env)
  const log = createLog(config.logLevel)
  const app = await createApp(config, {
    log,
    takeOver: process.argv.includes('--take-over'),
    terminal: process.stdin.isTTY ? { input: process.stdin, output: process.stdout } : null,
  })
  const signal = new Promise<string>(resolve => {
    for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => resolve(name))
  })
  const started = app.start()
  const first = await Promise.race([started, signal])
  if (typeof first === 'string') return stop(app, log, first)
  if (first.kind !== 'working') {
    await app.stop()
    return 1
  }
  return stop(app, log, await signal)
}

async function stop(app: { stop(): Promise<void> }, log: ReturnType<typeof createLog>, why: string): Promise<number> {
  log.info({ why }, 'stopping')
  // Whatever hangs: what is not settled by then is settled by the next start.
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
  await app.stop()
  log.info({}, 'stopped')
  return 0
}

main().then(
  code => process.exit(code),
  error => {
    const sentence =
      error instanceof ConfigError
        ? error.message
        : isAppError(error, 'database_locked')
          ? `Another segcast already works with ${error.details['path']}. Stop it first, or give this one a DATABASE_PATH of its own.`
          : JSON.stringify(describeError(error))
    process.stderr.write(`${sentence}\n`)
    process.exit(1)
  },
)
