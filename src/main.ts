import { existsSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { ConfigError, databasePathOf, parseConfig } from './config.js'
import { backUp } from './db/backup.js'
import { outliveDiskFaults } from './db/outlive.js'
import { isAppError } from './errors.js'
import { createLog, describeError } from './log.js'
import { listenForEnd } from './signals.js'
import { errors } from './text/en/errors.js'
import { bytes } from './text/format.js'
import { bringFile, restore } from './upkeep.js'

const STOP_LIMIT_MS = 8_000
const ENV_FILE = '.env'

async function main(): Promise<number> {
  // What the environment says already wins over the file.
  if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE)
  const [, , command, file] = process.argv
  if (command === 'backup' || command === 'restore') return keep(command, file)
  if (command === 'import') return bring(file)
  const config = parseConfig(process.env)
  const log = createLog(config.logLevel)
  outliveDiskFaults(log)
  const { asked, signal } = listenForEnd()
  // It is most of what there is to load; wrong settings and backups are answered without it.
  const { createApp } = await import('./app.js')
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

/** `import FILE`: the product that works with the database takes it, and shows its card to an owner. */
function bring(name: string | undefined): number {
  const file = name === undefined ? null : resolve(process.env['INIT_CWD'] ?? '', name)
  if (file === null || !existsSync(file) || !statSync(file).isFile()) {
    process.stderr.write(
      file === null ? 'Name the file: npm run import -- FILE\n' : `${file}: there is no such file. Name another one.\n`,
    )
    return 1
  }
  bringFile(databasePathOf(process.env), file)
  process.stdout.write(
    `${basename(file)} is taken. The bot shows an owner in the chat what is in it, within seconds if it runs, else after its next start;\nnothing changes before they say so there.\n`,
  )
  return 0
}

/** `backup FILE` and `restore FILE`; a name without a folder lies where npm was called. */
async function keep(command: 'backup' | 'restore', name: string | undefined): Promise<number> {
  if (name === undefined) {
    process.stderr.write(`Name the file: npm run ${command} -- FILE\n`)
    return 1
  }
  const { signal } = listenForEnd()
  const database = databasePathOf(process.env)
  const file = resolve(process.env['INIT_CWD'] ?? '', name)
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  if (command === 'backup') {
    const size = await backUp(database, file, signal)
    say(`${file}: ${bytes(size, 'en')}, whole and on disk. Keep it private: it holds everything.`)
    return 0
  }
  const { broadcasts, people, kept, forgotten } = await restore(database, file, Date.now(), signal)
  say(`${file} is in the place of ${database}.`)
  if (kept !== null) say(`What was there before is ${kept}; remove it when you need it no more.`)
  if (forgotten === null)
    say(
      'What was there before cannot be read: whoever asked to be forgotten since this backup was made is in it again.',
    )
  else if (forgotten > 0) say(`${forgotten} people who asked to be forgotten since are forgotten in it too.`)
  say(
    `${broadcasts} unfinished broadcasts wait, ${people} people of theirs are without an answer. Schedules and the survey stand still`,
  )
  say('until an owner starts the program, sends /admin and says go on.')
  return 0
}

async function stop(app: { stop(): Promise<void> }, log: ReturnType<typeof createLog>, why: string): Promise<number> {
  log.info({ why }, 'stopping')
  // Whatever hangs: what is not settled by then is settled by the next start.
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
  await app.stop()
  log.info({}, 'stopped')
  return 0
}

/** What a start that failed says: one sentence for whatever its owner can put right. */
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
