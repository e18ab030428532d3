import { openDb } from '../../src/db/open.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { approveBroadcast, seedPeople } from '../support/campaign.js'
import { startProduct } from '../support/process.js'
import { waitForRows } from './crash.js'

/** Longer than three restarts on a busy machine take. */
const ANSWER_MS = 120_000

/** What the presses came to. */
export type PressesResult = {
  /** Presses on Stop that the bot answered. */
  confirmed: number
  unconfirmed: number
  /** People whose history says that they stopped. */
  stopped: number
  /** Confirmed, and not in the history. */
  missing: number
}

/** Everybody gets an offer, then presses the bell and Stop, while the process is killed again and again. */
export async function presses(plan: {
  path: string
  people: number
  kills: number
  seed: number
  say?: (line: string) => void
}): Promise<PressesResult> {
  const { path, people, kills, say = () => {} } = plan
  const random = createRandom(plan.seed)
  const emulator = await createEmulator({ limits: null, latency: { min: 5, max: 30 }, seed: plan.seed, keepCalls: 10 })
  const env = { MESSAGES_PER_SECOND: '300', LOG_LEVEL: 'info' }
  try {
    const at = Date.now()
    const db = await openDb(path)
    await seedPeople(db, emulator, people, at)
    approveBroadcast(db, people, at)
    await db.close()

    let product = startProduct(emulator, path, env)
    await waitForRows(path, `select count(*) as n from broadcasts where state <> 'finished'`, 0, 60_000)
    const confirmed = new Set<number>()
    const pressing = Promise.all(
      Array.from({ length: people }, async (_none, i) => {
        await new Promise(resolve => setTimeout(resolve, random() * kills * 700))
        if (await pressStop(emulator, i + 1)) confirmed.add(i + 1)
      }),
    )
    for (let kill = 1; kill <= kills; kill++) {
      await new Promise(resolve => setTimeout(resolve, 100 + random() * 500))
      await product.end('SIGKILL')
      say(`  kill ${kill}: ${confirmed.size} confirmed so far`)
      product = startProduct(emulator, path, env)
      await product.says('"working"')
    }
    await pressing
    await product.end('SIGTERM')
    return await compare(path, confirmed, people)
  } finally {
    await emulator.close()
  }
}

/** True when the bot answered the press on Stop: the person was told. */
async function pressStop(emulator: Emulator, id: number): Promise<boolean> {
  const person = emulator.person(id)
  const offer = person.lastMessage().message_id
  const asked = await person.press(offer, '🔕', ANSWER_MS)
  if (asked === null) return false
  const label = await emulator
    .waitFor(
      () =>
        person
          .message(offer)
          .reply_markup?.inline_keyboard?.flat()
          .find(button => /stop/i.test(button.text))?.text,
      ANSWER_MS,
    )
    .catch(() => null)
  if (label === null || label === undefined) return false
  return (await person.press(offer, label, ANSWER_MS)) !== null
}

async function compare(path: string, confirmed: Set<number>, people: number): Promise<PressesResult> {
  const db = await openDb(path)
  const stopped = new Set(
    db
      .sql<{ id: number }>(
        `select distinct s.telegram_id as id from subscription_events e join subscribers s on s.id = e.subscriber_id
         where e.kind = 'stop' and s.unsubscribed_at is not null`,
      )
      .all()
      .map(row => row.id),
  )
  await db.close()
  return {
    confirmed: confirmed.size,
    unconfirmed: people - confirmed.size,
    stopped: stopped.size,
    missing: [...confirmed].filter(id => !stopped.has(id)).length,
  }
}
