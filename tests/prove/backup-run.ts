import { rmSync, statSync } from 'node:fs'
import { SECOND, sleep } from '../../src/clock.js'
import { backUp } from '../../src/db/backup.js'
import { openFile } from '../../src/db/binding.js'
import { openDb } from '../../src/db/open.js'
import { resumeBroadcast } from '../../src/delivery/lifecycle.js'
import { createEmulator } from '../../src/sandbox/emulator/emulator.js'
import { restore } from '../../src/upkeep.js'
import { ADMIN, approveBroadcast, seedPeople } from '../support/campaign.js'
import { startProduct } from '../support/process.js'
import { freePort } from '../support/product.js'
import { waitForRows } from './crash.js'

const ROW = 100_000
const LATENCY = { min: 20, max: 40 }

/** How the run should be: `megabytes` of other data lie in the file. */
export type BackupPlan = { path: string; people: number; pace: number; megabytes: number; say?: (line: string) => void }

/** What it came to. Answers are those of `/health`, asked every 20 ms; rates are messages a second. */
export type BackupResult = {
  bytes: number
  seconds: number
  whole: boolean
  sentDuring: number
  rateBefore: number
  rateDuring: number
  slowestBefore: number
  slowestDuring: number
  /** After the restore and its resume: rows without an answer, people who got it twice, rows falsely sent. */
  uncertain: number
  doubled: number
  falselySent: number
}

/**
 * A broadcast at full pace; a backup in its middle; the program is killed some time later, the backup brought back, and the
 * broadcast resumed: what the backup does not know must double nobody.
 */
export async function proveBackup(plan: BackupPlan): Promise<BackupResult> {
  const { path, people, pace, say = () => {} } = plan
  const backup = `${path}.backup`
  const emulator = await createEmulator({ limits: null, latency: LATENCY, seed: 1, keepCalls: 10 })
  const port = await freePort()
  const env = { MESSAGES_PER_SECOND: String(pace), LOG_LEVEL: 'info', PORT: String(port) }
  try {
    const seeded = await openDb(path)
    await seedPeople(seeded, emulator, people, Date.now())
    const pad = seeded.sql('insert into settings (key, value) values (?, ?)')
    for (let i = 0; i < plan.megabytes * 10; i++) pad.run(`padding ${i}`, JSON.stringify('x'.repeat(ROW)))
    const broadcast = approveBroadcast(seeded, people, Date.now())
    await seeded.close()
    say(`  ${(statSync(path).size / 1e6).toFixed(0)} MB`)

    const product = startProduct(emulator, path, env)
    const accepted = () => emulator.accepted().filter(one => one.chat !== ADMIN).length
    const goal = accepted() + people * 0.1
    await emulator.waitFor(() => accepted() >= goal, 120 * SECOND, 'the broadcast to be under way')
    const before = await watch(port, () => sleep(Math.min(5_000, (people / pace) * 100)), accepted)
    say(`  before: ${before.rate.toFixed(1)} messages a second, slowest answer ${before.slowest.toFixed(0)} ms`)
    let bytes = 0
    const during = await watch(
      port,
      async () => {
        bytes = await backUp(path, backup)
      },
      accepted,
    )
    say(`  during: ${during.rate.toFixed(1)} messages a second, slowest answer ${during.slowest.toFixed(0)} ms`)
    const copy = openFile(backup, { readonly: true })
    const whole = copy.pragma('integrity_check', { simple: true }) === 'ok'
    copy.close()
    const later = Math.min(people * 0.9, accepted() + pace)
    await emulator.waitFor(() => accepted() >= later, 60 * SECOND, 'messages after the backup')
    await product.end('SIGKILL')
    // Its readers end by themselves.
    await sleep(SECOND)

    const held = await restore(path, backup, Date.now())
    say(`  restored: ${held.broadcasts} on hold, ${held.people} people without an answer`)
    const got = accepted()
    const quiet = startProduct(emulator, path, env)
    await quiet.says('"working"')
    await sleep(2 * SECOND)
    await quiet.end('SIGTERM')
    if (accepted() !== got) throw new Error('something was sent although the backup is on hold')
    const db = await openDb(path)
    db.write(() => resumeBroadcast(db, broadcast, Date.now()))
    await db.close()
    const resumed = startProduct(emulator, path, env)
    await waitForRows(path, `select count(*) as n from broadcasts where state <> 'finished'`, 0, 60 * SECOND)
    await resumed.end('SIGTERM')

    const after = await openDb(path)
    const rows = after
      .sql<{ person: number; state: string }>(
        `select s.telegram_id as person, d.state from deliveries d join subscribers s on s.id = d.subscriber_id`,
      )
      .all()
    await after.close()
    const copies = new Map<number, number>()
    for (const { chat } of emulator.accepted()) if (chat !== ADMIN) copies.set(chat, (copies.get(chat) ?? 0) + 1)
    return {
      bytes,
      seconds: during.seconds,
      whole,
      sentDuring: during.messages,
      rateBefore: before.rate,
      rateDuring: during.rate,
      slowestBefore: before.slowest,
      slowestDuring: during.slowest,
      uncertain: rows.filter(row => row.state === 'uncertain').length,
      doubled: [...copies.values()].filter(n => n > 1).length,
      falselySent: rows.filter(row => row.state === 'sent' && !copies.has(row.person)).length,
    }
  } finally {
    await emulator.close()
    rmSync(backup, { force: true })
  }
}

async function watch(port: number, work: () => Promise<unknown>, accepted: () => number) {
  let over = false
  let slowest = 0
  const asking = (async () => {
    while (!over) {
      const asked = performance.now()
      await (await fetch(`http://127.0.0.1:${port}/health`)).text()
      slowest = Math.max(slowest, performance.now() - asked)
      await sleep(20)
    }
  })()
  const [sent, since] = [accepted(), performance.now()]
  await work()
  const seconds = (performance.now() - since) / SECOND
  const messages = accepted() - sent
  over = true
  await asking
  return { seconds, messages, rate: messages / seconds, slowest }
}
