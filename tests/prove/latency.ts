// npm run prove:latency — two button presses a second, first in peace, then during a broadcast at full pace under
// Telegram's own limits: how much later do the answers come? Figures are printed; a claim that does not hold ends it
// with a non-zero status.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SECOND, sleep } from '../../src/clock.js'
import { openDb } from '../../src/db/open.js'
import { TELEGRAM_LIMITS } from '../../src/sandbox/emulator/bucket.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import { approveBroadcast, seedPeople } from '../support/campaign.js'
import { startProduct } from '../support/process.js'
import { waitForRows } from './crash.js'

const PACE = 29
const PER_SECOND = 2
const LATER_MS = 150
const LATENCY = { min: 40, max: 80 }

/** For each press: ms until it was answered, and until the keyboard had changed. */
type Delays = { answer: number[]; keyboard: number[] }

/** What the two runs came to; `sent`: messages of the broadcast during the second. */
type Result = { peace: Delays; busy: Delays; sent: number; refused: number }

async function measure(path: string, seconds: number): Promise<Result> {
  const presses = seconds * PER_SECOND
  const people = Math.ceil((seconds + 10) * PACE)
  const emulator = await createEmulator({ limits: null, seed: 1, keepCalls: 10 })
  try {
    await prepare(emulator, path, people, seconds)
    emulator.setLimits(TELEGRAM_LIMITS)
    emulator.setLatency(LATENCY)
    const product = startProduct(emulator, path, { MESSAGES_PER_SECOND: String(PACE), LOG_LEVEL: 'info' })
    try {
      await product.says('"working"')
      const before = emulator.counts().accepted
      const peace = await press(emulator, 1, presses)
      if (emulator.counts().accepted !== before) throw new Error('the broadcast began before the peace was over')
      await emulator.waitFor(() => emulator.counts().accepted > before + PACE, 60 * SECOND, 'the broadcast to begin')
      const begun = emulator.counts().accepted
      const busy = await press(emulator, presses + 1, presses)
      return { peace, busy, sent: emulator.counts().accepted - begun, refused: emulator.counts().codes['429'] ?? 0 }
    } finally {
      await product.end('SIGTERM')
    }
  } finally {
    await emulator.close()
  }
}

/** Everybody has one offer, to press on; the next is due when the peace is over. */
async function prepare(emulator: Emulator, path: string, people: number, seconds: number): Promise<void> {
  const db = await openDb(path)
  await seedPeople(db, emulator, people, Date.now())
  approveBroadcast(db, people, Date.now())
  await db.close()
  const product = startProduct(emulator, path, { MESSAGES_PER_SECOND: '500', LOG_LEVEL: 'warn' })
  await waitForRows(
    path,
    `select count(*) as n from broadcasts where state <> 'finished' or reported_at is null`,
    0,
    60_000,
  )
  await product.end('SIGTERM')
  const again = await openDb(path)
  approveBroadcast(again, people, Date.now() + (seconds + 10) * SECOND)
  await again.close()
}

/** `n` people, from `first` on, press the bell under their offer, evenly spread over time. */
async function press(emulator: Emulator, first: number, n: number): Promise<Delays> {
  const delays: Delays = { answer: [], keyboard: [] }
  const under: Promise<void>[] = []
  for (let i = 0; i < n; i++) {
    const person = emulator.person(first + i)
    const [offer] = person.messages().filter(message => message.from.is_bot)
    if (offer === undefined) throw new Error(`${person.id} has no offer`)
    const pressed = performance.now()
    const rows = () => person.message(offer.message_id).reply_markup?.inline_keyboard.length
    const changed = emulator
      .waitFor(() => rows() === 3, 30 * SECOND, 'the keyboard')
      .then(() => void delays.keyboard.push(performance.now() - pressed))
    const answered = person.press(offer.message_id, '🔕', 30 * SECOND).then(answer => {
      if (answer === null) throw new Error('a press was not answered')
      delays.answer.push(performance.now() - pressed)
    })
    under.push(changed, answered)
    await sleep(SECOND / PER_SECOND)
  }
  await Promise.all(under)
  return delays
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

const seconds = Number(process.argv[2] ?? 60)
const folder = mkdtempSync(join(tmpdir(), 'segcast-prove-'))
try {
  const { peace, busy, sent, refused } = await measure(join(folder, 'prove.db'), seconds)
  console.log(
    `${PER_SECOND} presses a second for ${seconds} s in peace, then during a broadcast: ${(sent / seconds).toFixed(1)} messages a second went out beside them, ${refused} calls were answered 429`,
  )
  let holds = refused === 0
  for (const kind of ['answer', 'keyboard'] as const) {
    const [before, during] = [percentile(peace[kind], 0.99), percentile(busy[kind], 0.99)]
    const medians = `${percentile(peace[kind], 0.5).toFixed(0)} → ${percentile(busy[kind], 0.5).toFixed(0)} ms`
    const fine = during - before <= LATER_MS
    holds &&= fine
    console.log(
      `  ${fine ? '✓' : '✗'} press → ${kind}: p99 ${before.toFixed(0)} → ${during.toFixed(0)} ms, ${(during - before).toFixed(0)} ms later (at most ${LATER_MS}); median ${medians}`,
    )
  }
  if (!holds) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
