import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/db/root.js'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { ADMIN } from './campaign.js'

/** The product as a process of its own. */
export type Product = {
  /** Everything it has written, standard output and errors. */
  output(): string
  /** Resolves when a line of its log holds `words`. Rejects after `limit` ms (two minutes) or when it ends first. */
  says(words: string, limit?: number): Promise<void>
  /** Ends it by a signal; resolves with its exit code (null after SIGKILL) once it is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
  /** Sends a signal and goes on. */
  signal(name: NodeJS.Signals): void
  /** Resolves with its exit code when it has ended by itself; null after a signal. */
  ended: Promise<number | null>
}

/** `npm start`'s program, of more than a thousand files. */
export const PROGRAM = join(packageRoot(), 'dist/src/main.js')

let written: string | undefined

/** The same program as one file, made anew after every build: it costs a third of the work to start. */
function oneFile(): string {
  if (written !== undefined && existsSync(written)) return written
  const tests = join(packageRoot(), 'dist/tests')
  const built = `one-file-${statSync(join(packageRoot(), 'dist/.tsbuildinfo')).mtimeMs}.js`
  const file = join(tests, built)
  if (!existsSync(file)) {
    for (const name of readdirSync(tests))
      if (/^one-file-[\d.]+\.js$/.test(name)) rmSync(join(tests, name), { force: true })
    execFileSync(process.execPath, [join(tests, 'support/one-file.js'), file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  written = file
  return file
}

/** Starts the program against the emulator, with the given database. @param program `PROGRAM`, or as one file unless given */
export function startProduct(
  emulator: Pick<Emulator, 'token' | 'apiRoot'>,
  databasePath: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
  program = oneFile(),
): Product {
  // Outside the range from which the kernel gives ports by itself.
  const { PORT: port = String(randomInt(10_000, 30_000)) } = env
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    env: {
      BOT_TOKEN: emulator.token,
      ADMIN_IDS: String(ADMIN),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      TELEGRAM_API_ROOT: emulator.apiRoot,
      DATABASE_PATH: databasePath,
      PORT: port,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listeners = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    output += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const gone = once(child, 'exit')
  return {
    output: () => output,
    says: (words, limit = PATIENCE_MS) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer)
          listeners.delete(look)
          settle()
        }
        const look = () => {
          if (output.includes(words)) finish(resolve)
        }
        const timer = setTimeout(() => finish(() => reject(new Error(`it never said "${words}":\n${output}`))), limit)
        void gone.then(() => finish(() => reject(new Error(`it ended before it said "${words}":\n${output}`))))
        listeners.add(look)
        look()
      }),
    async end(signal) {
      child.kill(signal)
      await gone
      return child.exitCode
    },
    signal: name => void child.kill(name),
    ended: gone.then(() => child.exitCode),
  }
}
