import { openDb } from '../../src/db/open.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { ADMIN, approveBroadcast, seedPeople } from '../support/campaign.js'
import { type Product, startProduct } from '../support/process.js'
import { freePort } from '../support/product.js'
import { waitForRows } from './crash.js'
import { createMovedClock, type MovedClock } from './moved-clock.js'

const NEW_PAGE = 'https://shop.example/boots-2026'
const NEW_TEXT = 'Winter boots are here.'
/** How long what is left to send or to repair may take on a busy machine. */
const END_MS = 180_000

/** What is repaired while the program is killed again and again. */
export type RepairPlan = {
  path: string
  kind: 'link' | 'edit' | 'take_back'
  people: number
  kills: number
  pace: number
  seed: number
  /** What else happens once the last button is pressed; resolves when it is over. */
  trouble?: (emulator: Emulator, clock: MovedClock) => Promise<void>
  /** What the product's wall clock shows at its start, ms UTC; the real time unless given. */
  from?: number
  env?: Record<string, string>
  say?: (line: string) => void
}

/** What it came to, by the emulator's own truth. */
export type RepairResult = {
  /** People who have a message of ours in their chat. */
  have: number
  /** Of them, who do not have it as it should be: an old link, an old text, or still at all. */
  wrong: number
  /** Of these, how many rows say themselves that nobody knows whether the message arrived. */
  unanswered: number
  /** People who got more than one message. */
  doubled: number
  /** How often the end of the repair was told; null for a link, which has none. */
  told: number | null
  seconds: number
}

/** Sends a broadcast through a real process, repairs it as an admin does, and kills the process in the middle. */
export async function repair(plan: RepairPlan): Promise<RepairResult> {
  const { path, people, kind, say = () => {} } = plan
  const random = createRandom(plan.seed)
  const started = performance.now()
  const emulator = await createEmulator({
    limits: null,
    latency: { min: 20, max: 60 },
    seed: plan.seed,
    keepCalls: 10,
  })
  try {
    const clock = createMovedClock(path, plan.from === undefined ? 0 : plan.from - Date.now())
    await prepare(emulator, path, people, Date.now() + clock.moved())
    const port = await freePort()
    const env = {
      MESSAGES_PER_SECOND: String(plan.pace),
      LOG_LEVEL: 'warn',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      ...clock.env,
      ...plan.env,
    }
    let product: Product = startProduct(emulator, path, env)
    await emulator.waitFor(() => emulator.counts().accepted >= people / 2, PATIENCE_MS, 'half of the messages')
    await press(emulator, kind)
    const begin = progress(emulator, people, kind)
    await plan.trouble?.(emulator, clock)
    for (let kill = 1; kill <= plan.kills; kill++) {
      // The first one strikes about when the last button is pressed, the others are spread over what it brings about.
      const goal = begin + Math.floor(((kill - 1) / plan.kills) * (people - begin) * 0.95)
      const there = () => progress(emulator, people, kind) >= goal
      if (kill > 1) await emulator.waitFor(there, PATIENCE_MS, `${goal} of ${people} chats`)
      await new Promise(resolve => setTimeout(resolve, random() * 80))
      await product.end('SIGKILL')
      say(`  kill ${kill}: ${progress(emulator, people, kind) - begin} of ${people - begin} since it began`)
      product = startProduct(emulator, path, env)
    }
    const waits = (sql: string, wanted: number) =>
      Promise.race([waitForRows(path, sql, wanted, END_MS), endOf(product)])
    await waits(`select count(*) as n from broadcasts where state not in ('finished', 'cancelled')`, 0)
    if (kind === 'link') await waits(`select count(*) as n from links where url <> '${NEW_PAGE}'`, 0)
    else await waits('select count(*) as n from repairs where reported_at is not null', 1)
    const wrong = await wrongOnes(emulator, people, kind)
    await product.end('SIGTERM')
    return {
      ...(await compare(emulator, path, people, wrong)),
      told: kind === 'link' ? null : words(emulator, ADMIN).filter(text => /✅ (Edited|Taken back)/.test(text)).length,
      seconds: (performance.now() - started) / 1_000,
    }
  } finally {
    await emulator.close()
  }
}

/** Nobody ends it: that it is over is a fault, and its last words say which. */
async function endOf(product: Product): Promise<never> {
  const code = await product.ended
  throw new Error(`the program ended by itself with ${code}:\n${product.output().slice(-2_000)}`)
}

/** Everybody can be reached, and a broadcast to all is due `at`, ms UTC. */
async function prepare(emulator: Emulator, path: string, people: number, at: number): Promise<void> {
  const db = await openDb(path)
  await seedPeople(db, emulator, people, at)
  approveBroadcast(db, people, at)
  await db.close()
}

/** The presses of an admin, up to the last one; whether that is answered before the first kill, nobody knows. */
async function press(emulator: Emulator, kind: RepairPlan['kind']): Promise<void> {
  const admin = emulator.person(ADMIN)
  const sees = (text: RegExp) =>
    emulator.waitFor(() => words(emulator, ADMIN).some(one => text.test(one)), PATIENCE_MS, `the admin to see ${text}`)
  const taps = async (label: string) => {
    const holding = () =>
      emulator
        .chat(ADMIN)
        .findLast(one => one.reply_markup?.inline_keyboard.flat().some(button => button.text.includes(label)))
    await emulator.waitFor(() => holding() !== undefined, PATIENCE_MS, `a button ${label}`)
    await admin.press(holding()?.message_id ?? 0, label)
  }
  admin.send('/broadcasts')
  for (const label of ['Autumn boots', 'Fix']) await taps(label)
  if (kind === 'link') {
    for (const label of ['A link', 'Choose']) await taps(label)
    await sees(/Send the right address/)
    admin.send(NEW_PAGE)
    await sees(/Everyone who presses/)
    void taps('Change and go on').catch(() => {})
  } else if (kind === 'edit') {
    await taps('Text, photo')
    await sees(/Send the right message/)
    admin.send(NEW_TEXT)
    await sees(/how it will look/)
    void taps('Edit and go on').catch(() => {})
  } else {
    for (const label of ['Wrong people', 'Stop and take back']) await taps(label)
    await sees(/Possible until/)
    void taps('Take back ').catch(() => {})
  }
}

function words(emulator: Emulator, chat: number): string[] {
  return emulator
    .chat(chat)
    .filter(message => message.from.is_bot)
    .map(message => message.text ?? '')
}

/** How far it is, in chats: that have the right text, that are empty (again), or with a link's that have any message. */
function progress(emulator: Emulator, people: number, kind: RepairPlan['kind']): number {
  return everybody(people).filter(person => {
    const [text] = words(emulator, person)
    return kind === 'take_back' ? text === undefined : kind === 'edit' ? text === NEW_TEXT : text !== undefined
  }).length
}

/** Who has a message that is not as it should be. */
async function wrongOnes(emulator: Emulator, people: number, kind: RepairPlan['kind']): Promise<number[]> {
  const holders = everybody(people).filter(person => words(emulator, person).length > 0)
  if (kind === 'take_back') return holders
  if (kind === 'edit') return holders.filter(person => words(emulator, person).some(text => text !== NEW_TEXT))
  const wrong: number[] = []
  for (const person of holders) {
    const hand = emulator.person(person)
    const answer = await fetch(hand.addressOf(hand.lastMessage().message_id, 'Choose'), { redirect: 'manual' })
    if (!answer.headers.get('location')?.startsWith(NEW_PAGE)) wrong.push(person)
  }
  return wrong
}

async function compare(emulator: Emulator, path: string, people: number, wrong: number[]) {
  const db = await openDb(path)
  const unknown = new Set(
    db
      .sql<{ person: number }>(
        `select s.telegram_id as person from deliveries d join subscribers s on s.id = d.subscriber_id
         where d.state = 'uncertain'`,
      )
      .all()
      .map(row => row.person),
  )
  await db.close()
  const got = new Map<number, number>()
  for (const { chat } of emulator.accepted()) got.set(chat, (got.get(chat) ?? 0) + 1)
  return {
    have: everybody(people).filter(person => words(emulator, person).length > 0).length,
    wrong: wrong.length,
    unanswered: wrong.filter(person => unknown.has(person)).length,
    doubled: everybody(people).filter(person => (got.get(person) ?? 0) > 1).length,
  }
}

function everybody(people: number): number[] {
  return Array.from({ length: people }, (_none, i) => i + 1)
}
