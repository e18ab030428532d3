import { hostname } from 'node:os'
import { SECOND } from '../clock.js'
import { redact } from '../log.js'
import { listenForEnd } from '../signals.js'
import { openEmulator } from './demo/emulator.js'
import { createTerminal } from './demo/show/terminal.js'
import { demoWords } from './demo/words.js'

const PEOPLE = 500
const STOP_LIMIT_MS = 8 * SECOND
const PAGE_PORT = 8080

/** How the demo ended: 0 well, 1 with a figure that differs or a fault. */
async function main(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<number> {
  const wished = env['LANGUAGE'] ?? ''
  const language = wished.startsWith('ru') ? 'ru' : 'en'
  const words = demoWords(language)
  const { stdout } = process
  const terminal = createTerminal({
    write: text => void stdout.write(text),
    place: stdout.isTTY,
    colours: stdout.isTTY && (env['NO_COLOR'] ?? '') === '',
    columns: () => stdout.columns ?? 92,
    now: () => performance.now(),
  })
  const host = env['HOST'] ?? '127.0.0.1'
  const { asked } = listenForEnd()
  const interrupted = new Promise<'interrupted'>(resolve => {
    void asked.then(() => resolve('interrupted'))
    // npm ends its shell without a word to us: then there is nobody left who watches.
    const parent = process.ppid
    setInterval(() => process.ppid !== parent && resolve('interrupted'), SECOND / 2).unref()
  })

  terminal.line()
  terminal.line(terminal.paint.bold(`🍂 ${words.title}`))
  const page = { host, port: Number(env['PORT'] ?? PAGE_PORT) }
  const emulator = await openEmulator(language, page)
  // Without a wish the page speaks the browser's language.
  const addressOn = (name: string) => `http://${name}:${emulator.port}/${wished === '' ? '' : `?lang=${language}`}`
  const address = terminal.paint.bold(addressOn('localhost'))
  terminal.line(`${words.open} ${address}`)
  terminal.line(host === '127.0.0.1' ? terminal.paint.dim(words.hostHint) : addressOn(hostname()))
  terminal.line(words.intro(PEOPLE))
  // The product is most of what there is to load; the page stands by then.
  const { begin, openStage, play } = await import('./demo/run.js')
  const stage = await openStage({
    ...{ language, page, emulator },
    people: PEOPLE,
    delay: { min: 3_000, max: 5_000 },
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  })
  terminal.line(terminal.paint.dim(words.api(stage.publicUrl, stage.apiKey)))
  try {
    const ending = await Promise.race([args.includes('--hands-on') ? begin(stage) : play(stage, terminal), interrupted])
    if (ending === 'interrupted') return 0
    if (args.includes('--exit')) return ending
    terminal.line()
    terminal.line(`${words.open} ${address}`)
    terminal.line(words.stays)
    await interrupted
    return ending
  } finally {
    terminal.clear()
    // Whatever hangs: nothing of the demo is worth waiting for.
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
    await stage.close()
  }
}

main(process.env, process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${redact(error instanceof Error ? error.message : String(error))}\n`)
    process.exit(1)
  },
)
