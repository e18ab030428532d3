// npm run bench:series [PEOPLE] — what people in series cost while nothing is due, beside the same product without them.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY } from '../src/clock.js'
import { openDb } from '../src/db/open.js'
import { packageRoot } from '../src/db/root.js'
import { createEmulator } from '../src/sandbox/emulator/emulator.js'
import { ON_START, series } from '../tests/delivery/series/world.js'
import { ADMIN } from '../tests/support/campaign.js'
import { seedSubscribers } from './seed.js'

const people = Number(process.argv[2] ?? 100_000)
const SERIES = 5
const SECONDS = Number(process.env['SECONDS'] ?? 20)
const MOST = 2

/** Ticks of the kernel that a process has used, 100 a second. */
function used(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

/** ms of the processor that the product takes for a second of rest. */
async function rest(folder: string, enrolled: number): Promise<number> {
  const path = join(folder, `${enrolled}.db`)
  const at = Date.now()
  const db = await openDb(path)
  db.write(() => seedSubscribers(db, people, at - 30 * DAY))
  if (enrolled > 0) {
    const messages = [{ wait: { kind: 'at_once' } }, { wait: { kind: 'days', days: 20, minute: 660 } }] as const
    for (let i = 0; i < SERIES; i++) {
      const id = series(
        db,
        {
          entry: ON_START,
          exit: { ordered: true, clicked: true, replied: true, left: false },
          messages: [...messages],
        },
        at,
      )
      db.sql(
        `insert into enrolments (campaign_id, subscriber_id, occurrence, edition, started_at, entered_at, position, next_at, state)
         select ?, id, 0, 1, ?, ?, 1, ?, 'on_way' from subscribers where id % ? = ?`,
      ).run(id, at, at, at + 10 * DAY, SERIES, i)
    }
  }
  await db.close()
  const emulator = await createEmulator({ limits: null })
  emulator.user({ id: ADMIN, firstName: 'Ada' }).start()
  const child = spawn(process.execPath, [join(packageRoot(), 'dist/src/main.js')], {
    env: {
      BOT_TOKEN: emulator.token,
      ADMIN_IDS: String(ADMIN),
      PUBLIC_URL: 'http://127.0.0.1:18099',
      TELEGRAM_API_ROOT: emulator.apiRoot,
      DATABASE_PATH: path,
      PORT: '18099',
      LOG_LEVEL: 'warn',
    },
    stdio: 'ignore',
  })
  try {
    const { pid } = child
    if (pid === undefined) throw new Error('it did not start')
    // What every start does once is over by then.
    await new Promise(resolve => setTimeout(resolve, 15_000))
    const before = used(pid)
    await new Promise(resolve => setTimeout(resolve, SECONDS * 1_000))
    return ((used(pid) - before) * 10) / SECONDS
  } finally {
    child.kill('SIGKILL')
    await emulator.close()
  }
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
try {
  const [idle, busy] = [await rest(folder, 0), await rest(folder, people)]
  const ratio = busy / idle
  console.log(
    `at rest: ${idle.toFixed(1)} ms a second without, ${busy.toFixed(1)} ms with ${people} people in ${SERIES} series`,
  )
  console.log(`${ratio <= MOST ? '✓' : '✗'} ${ratio.toFixed(2)} times as much (at most ${MOST})`)
  if (ratio > MOST) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
