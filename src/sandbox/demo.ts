import { hostname } from 'node:os'
import { SECOND } from '../clock.js'
import { redact } from '../log.js'
import { listenForEnd } from '../signals.js'
import { inventFolk, tellFolk } from './demo/crowd/folk.js'
import { tellPast } from './demo/crowd/past.js'
import { createMarketer } from './demo/marketer.js'
import { createTerminal, type Terminal } from './demo/show/terminal.js'
import { createView, showClicks } from './demo/show/view.js'
import { createStage, type Stage } from './demo/stage.js'
import { bringOrders } from './demo/story/bring.js'
import { offerTries } from './demo/story/tries.js'
import { playStory } from './demo/story.js'
import { pageWords } from './demo/words/page-words.js'
import { demoWords } from './demo/words.js'

const PEOPLE = 500
const STORY_LIMIT_MS = 180 * SECOND
const STOP_LIMIT_MS = 8 * SECOND
const PAGE_PORT = 8080
const PEOPLE_PER_SECOND = 27

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
  const stage = await createStage({
    language,
    people: PEOPLE,
    delay: { min: 3_000, max: 5_000 },
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    page: { host, port: Number(env['PORT'] ?? PAGE_PORT) },
  })
  showClicks(stage)
  // Without a wish the page speaks the browser's language.
  const addressOn = (name: string) =>
    `http://${name}:${stage.emulator.port}/${wished === '' ? '' : `?lang=${language}`}`
  const address = terminal.paint.bold(addressOn('localhost'))
  terminal.line(`${words.open} ${address}`)
  terminal.line(host === '127.0.0.1' ? terminal.paint.dim(words.hostHint) : addressOn(hostname()))
  terminal.line(words.intro(PEOPLE))
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

/** Everybody presses Start, the product learns who they are, and the rest is for whoever sits before the page. */
async function begin(stage: Stage): Promise<number> {
  await stage.handOver()
  offerTries(stage, pageWords(stage.language).handsOn)
  stage.anna.start()
  await stage.people.join(PEOPLE_PER_SECOND)
  await stage.handled()
  const folk = inventFolk(stage)
  await tellFolk(stage, folk)
  const { marketer: person, emulator, language, limited } = stage
  const words = demoWords(language)
  await bringOrders(stage, createMarketer({ emulator, person, words, beat: 0, limited, did() {} }), folk)
  await tellPast(stage)
  return 0
}

/** Plays the story within its limit. @returns the exit code */
async function play(stage: Stage, terminal: Terminal): Promise<number> {
  const words = demoWords(stage.language)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(words.tooLate(words.title, STORY_LIMIT_MS / SECOND))), STORY_LIMIT_MS)
  })
  const view = createView(stage, terminal)
  const story = playStory(stage, view.terminal, {
    beat: 180,
    every: SECOND / 5,
    retryAfter: 4,
    cuts: 3,
    control: 5_000,
    before: { stop: 3, pause: 2, block: 2, delete: 2 },
    between: { stop: 1, block: 1 },
  })
  try {
    const { wrong } = await Promise.race([story, late])
    await stage.handOver()
    offerTries(stage, pageWords(stage.language).yourTurn)
    return wrong.length === 0 ? 0 : 1
  } catch (error) {
    terminal.clear()
    terminal.line(terminal.paint.bad(redact(error instanceof Error ? error.message : String(error))))
    for (const line of stage.warnings()) terminal.line(terminal.paint.dim(line))
    return 1
  } finally {
    clearTimeout(timer)
    view.close()
  }
}

main(process.env, process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${redact(error instanceof Error ? error.message : String(error))}\n`)
    process.exit(1)
  },
)
