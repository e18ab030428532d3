// npm run prove:series — 30 kills −9 while people come into a series and go on in it, against the emulator's own truth; then the
// long forms of the tests of its policy. Figures are printed; a claim that does not hold ends it with a non-zero status.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MINUTE, SECOND } from '../../src/clock.js'
import { openDb } from '../../src/db/open.js'
import { createEmulator } from '../../src/sandbox/emulator/emulator.js'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { NO_EXIT, ON_START, series } from '../delivery/series/world.js'
import { switchOffGates } from '../support/gates.js'
import { startProduct } from '../support/process.js'
import { waitForRows } from './crash.js'

const KILLS = Number(process.argv[2] ?? 30)
const PEOPLE = Number(process.argv[3] ?? 400)
const MESSAGES = 3
const FIRST_ID = 1_000

const failures: string[] = []
function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failures.push(what)
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-series-'))
const path = join(folder, 'prove.db')
const random = createRandom(14)
const emulator = await createEmulator({ limits: null, latency: { min: 50, max: 100 }, seed: 14, keepCalls: 10 })
let product: ReturnType<typeof startProduct> | undefined
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

try {
  const at = Date.now()
  const db = await openDb(path)
  switchOffGates(db)
  const waits = [{ kind: 'at_once' }, { kind: 'after', ms: MINUTE }, { kind: 'after', ms: 2 * MINUTE }] as const
  const id = series(db, { entry: ON_START, exit: NO_EXIT, messages: waits.map(wait => ({ wait })) }, at)
  await db.close()

  console.log(`\n${KILLS} kills −9 while ${PEOPLE} people come into a series of ${MESSAGES} messages`)
  const env = { MESSAGES_PER_SECOND: '200', LOG_LEVEL: 'info' }
  product = startProduct(emulator, path, env)
  let came = 0
  const come = (upto: number) => {
    for (; came < upto; came++) emulator.user({ id: FIRST_ID + came, firstName: `Person ${came}` }).start()
  }
  for (let kill = 1; kill <= KILLS; kill++) {
    // The last ones come when two of three kills have struck: the others strike those who are on their way.
    const wanted = Math.min(PEOPLE, Math.ceil((PEOPLE * kill * 1.5) / KILLS))
    while (came < wanted) {
      come(came + 1)
      await pause(random() * 60)
    }
    // A kill strikes who works: how long a start takes is the machine's business.
    await product.says('"working"')
    await pause(random() * 3 * SECOND)
    await product.end('SIGKILL')
    product = startProduct(emulator, path, env)
  }
  come(PEOPLE)
  await waitForRows(path, `select count(*) as n from enrolments`, PEOPLE, 180_000)
  await waitForRows(path, `select count(*) as n from enrolments where state = 'on_way'`, 0, 6 * MINUTE)
  await product.end('SIGTERM')

  const after = await openDb(path)
  const rows = after
    .sql<{ person: number; position: number; state: string; message: number | null }>(
      `select s.telegram_id as person, m.position, d.state, d.message_id as message
       from deliveries d join campaign_messages m on m.broadcast_id = d.broadcast_id join subscribers s on s.id = d.subscriber_id
       where m.campaign_id = ${id}`,
    )
    .all()
  await after.close()
  const had = new Map<string, number>()
  for (const { chat, payload } of emulator.accepted()) {
    const [, position] = /^Message (\d)/u.exec(String(payload['text'])) ?? []
    if (position !== undefined) had.set(`${chat} ${position}`, (had.get(`${chat} ${position}`) ?? 0) + 1)
  }
  const count = (state: string) => rows.filter(row => row.state === state).length
  console.log(
    `  ${rows.length} rows: ${count('sent')} sent, ${count('uncertain')} without an answer; the emulator accepted ${had.size}`,
  )
  must(rows.length === PEOPLE * MESSAGES, `everybody has a row of every message (${PEOPLE * MESSAGES})`)
  must(count('sent') + count('uncertain') === rows.length, 'every row ended')
  must(
    [...had.values()].every(n => n === 1),
    'nobody got a message twice',
  )
  const lost = rows.filter(row => row.state === 'sent' && !had.has(`${row.person} ${row.position}`)).length
  must(lost === 0, `${lost} marked sent that were not (none)`)
  must(count('uncertain') <= 2 * KILLS, `${count('uncertain')} without an answer (at most ${2 * KILLS})`)
} catch (error) {
  console.log(product?.output())
  throw error
} finally {
  await emulator.close()
  rmSync(folder, { recursive: true, force: true })
}

if (failures.length > 0) {
  console.log(`\n${failures.length} claims do not hold`)
  process.exitCode = 1
}
