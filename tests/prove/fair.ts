// npm run prove:fair — a broadcast at full pace under Telegram's own limits, while an admin presses buttons; in windows
// of some seconds strangers attack it, each beside windows of the same process without them. Figures are printed; a claim
// that does not hold ends it with a non-zero status.
import { setMaxListeners } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SECOND, sleep } from '../../src/clock.js'
import { openDb } from '../../src/db/open.js'
import { TELEGRAM_LIMITS } from '../../src/sandbox/emulator/bucket.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import { ADMIN, approveBroadcast, seedPeople } from '../support/campaign.js'
import { startProduct } from '../support/process.js'

const PACE = 29
const LATENCY = { min: 40, max: 80 }
const STRANGERS = 40
const PER_STRANGER_MS = 200
const SPAM_MS = 50
const STRANGER = 800_000_000
const PORT = 10_000 + Math.floor(Math.random() * 20_000)

/** What goes on in a window, started anew in each; it ends when the signal aborts. */
type Attack = (emulator: Emulator, signal: AbortSignal) => Promise<unknown>

/** Messages of the broadcast a second, all others a second, and for each press of the admin, ms until it was answered. */
type Window = { attack: Attack; rate: number; answers: number; presses: number[] }

const idle: Attack = async () => {}

/** 40 people send /help five times a second each. */
const strangers: Attack = (emulator, signal) =>
  Promise.all(
    Array.from({ length: STRANGERS }, async (_, i) => {
      const person = emulator.user({ id: STRANGER + i, firstName: `Stranger ${i}` })
      await sleep((PER_STRANGER_MS * i) / STRANGERS, signal)
      while (!signal.aborted) {
        person.send('/help')
        await sleep(PER_STRANGER_MS, signal)
      }
    }),
  )

/** Somebody brings the bot into their group every second, and writes /bind there. */
const group: Attack = async (emulator, signal) => {
  const person = emulator.user({ id: STRANGER + 100, firstName: 'Mallory' })
  person.start()
  for (let n = 0; !signal.aborted; n++) {
    const theirs = emulator.group({ title: `Group ${n % 3}` })
    theirs.join(person)
    theirs.setBot(person, { kind: 'administrator', topics: true })
    for (let i = 0; i < SECOND / SPAM_MS && !signal.aborted; i++) {
      theirs.send(person, '/bind x')
      await sleep(SPAM_MS, signal)
    }
  }
}

/** Somebody writes to those who answer, twenty times a second. */
const spammer: Attack = async (emulator, signal) => {
  const person = emulator.user({ id: STRANGER + 200, firstName: 'Spammer' })
  person.start()
  for (let n = 0; !signal.aborted; n++) {
    person.send(`Buy my coins ${n}`)
    await sleep(SPAM_MS, signal)
  }
}

/** Somebody opens a link with a header of thousands of hops, twenty times a second. */
const header: Attack = async (emulator, signal) => {
  const offer = emulator.accepted().find(({ chat }) => chat < ADMIN / 2)
  const message = offer === undefined ? undefined : emulator.person(offer.chat).message(offer.message)
  const url = message?.reply_markup?.inline_keyboard.flat().find(button => button.url !== undefined)?.url
  if (url === undefined) throw new Error('no link came')
  while (!signal.aborted) {
    const asked = request(url, { headers: { 'x-forwarded-for': 'a,'.repeat(7_000) }, timeout: 5 * SECOND })
    asked.on('response', response => response.resume()).on('error', () => {})
    asked.end()
    await sleep(SPAM_MS, signal)
  }
}

async function measure(path: string, seconds: number) {
  const plan = [idle, group, idle, spammer, idle, header]
  const people = Math.ceil((plan.length * 2 + 6) * seconds * PACE * 1.1)
  const emulator = await createEmulator({ limits: null, seed: 1, keepCalls: 10 })
  await prepare(emulator, path, people)
  emulator.setLimits(TELEGRAM_LIMITS)
  emulator.setLatency(LATENCY)
  const env = { MESSAGES_PER_SECOND: String(PACE), LOG_LEVEL: 'warn', PORT: String(PORT) }
  const product = startProduct(emulator, path, env)
  try {
    const sent = () => emulator.accepted().filter(({ chat }) => chat <= people).length
    await emulator.waitFor(() => sent() > PACE, 60 * SECOND, 'the broadcast to begin')
    const admin = await createAdmin(emulator)

    async function window(attack: Attack, long: number): Promise<Window> {
      const over = new AbortController()
      setMaxListeners(0, over.signal)
      const attacking = attack(emulator, over.signal)
      const pressing = admin(over.signal)
      await sleep(SECOND)
      const before = { at: performance.now(), n: sent(), all: emulator.accepted().length }
      await sleep(long * SECOND)
      const after = { at: performance.now(), n: sent(), all: emulator.accepted().length }
      const perSecond = (n: number) => (n / (after.at - before.at)) * SECOND
      const rate = perSecond(after.n - before.n)
      over.abort()
      await attacking
      return { attack, rate, answers: perSecond(after.all - before.all) - rate, presses: await pressing }
    }

    const windows: Window[] = []
    for (const attack of [...plan, ...plan, idle]) windows.push(await window(attack, seconds))
    // Last, because what so many people asked is answered long after they stopped.
    windows.push(await window(strangers, seconds * 2))
    return { windows, refused: emulator.counts().codes['429'] ?? 0 }
  } finally {
    await product.end('SIGTERM')
    await emulator.close()
  }
}

/** Everybody can be reached, and a broadcast to all begins. */
async function prepare(emulator: Emulator, path: string, people: number) {
  const db = await openDb(path)
  await seedPeople(db, emulator, people, Date.now())
  approveBroadcast(db, people, Date.now())
  await db.close()
}

/** An admin who goes to a card and back, twice a second. @returns how long each press took, ms */
async function createAdmin(emulator: Emulator) {
  const person = emulator.person(ADMIN)
  person.send('/settings')
  const card = () => person.messages().findLast(message => message.text !== undefined && hasButton(message, 'Team'))
  await emulator.waitFor(() => card() !== undefined, 30 * SECOND, 'the settings')
  const id = card()?.message_id ?? 0
  return async (signal: AbortSignal): Promise<number[]> => {
    const took: number[] = []
    while (!signal.aborted) {
      const button = hasButton(person.message(id), 'Team') ? 'Team' : 'Back'
      const pressed = performance.now()
      const answer = await person.press(id, button, 60 * SECOND)
      if (answer === null) throw new Error('a press was not answered')
      took.push(performance.now() - pressed)
      await sleep(Math.max(0, SECOND / 2 - (performance.now() - pressed)), signal)
    }
    return took
  }
}

function hasButton(message: { reply_markup?: unknown }, words: string): boolean {
  return JSON.stringify(message.reply_markup ?? null).includes(words)
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

const seconds = Number(process.argv[2] ?? 8)
const folder = mkdtempSync(join(tmpdir(), 'segcast-prove-'))
try {
  const { windows, refused } = await measure(join(folder, 'prove.db'), seconds)
  const of = (attack: Attack) => windows.filter(one => one.attack === attack)
  const rateOf = (attack: Attack) => mean(of(attack).map(({ rate }) => rate))
  const pressesOf = (attack: Attack) => of(attack).flatMap(({ presses }) => presses)
  /** Beside the windows just before and after, so that what else this machine does counts for little. */
  const shareOf = (attack: Attack) =>
    mean(
      windows.flatMap((one, i) => {
        if (one.attack !== attack) return []
        const beside = [windows[i - 1], windows[i + 1]].flatMap(other => (other?.attack === idle ? [other.rate] : []))
        return [one.rate / mean(beside)]
      }),
    )
  const calm = { rate: rateOf(idle), p99: percentile(pressesOf(idle), 0.99), median: percentile(pressesOf(idle), 0.5) }
  console.log(
    `without strangers: ${calm.rate.toFixed(1)} messages a second; a press is answered in ${calm.median.toFixed(0)} ms (median), ${calm.p99.toFixed(0)} ms (p99); ${refused} calls were answered 429`,
  )
  const claims: [name: string, attack: Attack, least: number][] = [
    ['a group of a stranger’s, /bind 20 times a second', group, 0.95],
    ['a spammer, 20 messages a second', spammer, 0.95],
    ['X-Forwarded-For of 7,000 hops, 20 a second', header, 0.95],
    [`${STRANGERS} strangers, /help 5 times a second each`, strangers, 0.5],
  ]
  for (const [name, attack, least] of claims) {
    const share = shareOf(attack)
    const p99 = percentile(pressesOf(attack), 0.99)
    const slower = p99 / calm.p99
    const fine = share >= least && slower <= 3
    if (!fine) process.exitCode = 1
    console.log(
      `  ${fine ? '✓' : '✗'} ${name}: ${rateOf(attack).toFixed(1)} messages a second beside ${mean(of(attack).map(one => one.answers)).toFixed(1)} answers, ${(share * 100).toFixed(0)} % of without (at least ${least * 100} %); a press p99 ${p99.toFixed(0)} ms, ${slower.toFixed(1)} times (at most 3)`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
