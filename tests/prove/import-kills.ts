/**
 * Imports that are killed (SIGKILL) at any slice, of their cancel and of their undo too: after the next start the database
 * is as if the import had not begun, or as if nothing had happened; undone, it is row by row what it was. A run of
 * `import-kills.js act DATABASE WHAT` is the process that is killed.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSubscriber } from '../../src/audience/subscription.js'
import { getImport, type ImportState } from '../../src/crm/import/record.js'
import { createImports } from '../../src/crm/import.js'
import { type Db, openDb } from '../../src/db/open.js'
import { silentLog } from '../../src/log.js'
import { createChance } from '../../src/sandbox/seed/chance.js'
import { AT, csvOf, dump, type OrderRow, OWNER, type Row, WORDS, writeScratch } from '../crm/import.rows.js'
import { copyMigrated } from '../support/migrated.js'

/** The import of the base that everything here is about. */
const ID = 1
const WORDING = { name: 'welcome', language: 'en', shown: 'Press Start.' } as const

/** What of a database is no part of what an import brings. */
const ASIDE = ['imports', 'import_changes', 'import_ranges', 'stale_customers']

/** What a process does when it is killed. */
const ACTS = ['bring', 'undo', 'bring', 'cancel', 'bring'] as const
type Act = (typeof ACTS)[number]

/** What became of the kills: how the import stood after the next start, and what was not as it has to be. */
export type Kills = { ended: Partial<Record<ImportState, number>>; slices: number; wrong: string[] }

/** People with fields, tags, stops and phones; every tenth is here already. */
function crowd(people: number): Row[] {
  const cities = ['Riga', 'Oslo', 'Москва']
  return Array.from({ length: people }, (_, i) => ({
    telegram_id: 1_000 + ((i * 7_919) % people),
    first_name: `P${i}`,
    phone: `+7912${1_000_000 + i}`,
    stopped: i % 9 === 0 ? 1 : 0,
    fields: { city: cities[i % 3] ?? '', size: String(36 + (i % 9)), tags: i % 2 === 0 ? ['vip', 'new'] : 'new' },
  }))
}

/** Orders of them, some with several lines; `later`: as the next file tells of them, with a few more. */
function orderBook(people: number, later: boolean): OrderRow[] {
  return Array.from(
    { length: later ? people * 2 : people },
    (_, i): OrderRow => ({
      order_id: `N-${i}`,
      person: 1 + ((i * 31) % people),
      at: AT - 1 - i * 60_000,
      status: later && i % 7 === 0 ? 'refunded' : i % 5 === 0 ? 'pending' : 'paid',
      total: 1_000 + (i % 90),
      promo_code: i % 3 === 0 ? 'Spring' : 'Весна',
      lines: Array.from({ length: i % 3 }, (_, line) => ({
        product: `Boots ${line}`,
        quantity: 1 + (later ? 1 : 0),
        price: 10,
      })),
    }),
  )
}

/** What the import of the base brings. */
export type Brings = 'people' | 'orders'

async function makeBase(path: string, people: number, brings: Brings): Promise<void> {
  mkdirSync(dirname(path))
  await copyMigrated(path)
  const db = await openDb(path)
  db.write(() => {
    for (let i = 0; i < people / 10; i++) {
      const names = { firstName: 'Here', lastName: null, username: null, telegramLanguage: 'en', premium: false }
      startSubscriber(db, { telegramId: 1_000 + i * 10, ...names }, { source: null, wording: WORDING }, AT - 1)
    }
  })
  const rows = crowd(people)
  const imports = importsOf(db)
  const write = (upload: string) => writeFile(upload, csvOf(rows))
  const kind = brings === 'orders' ? 'orders' : 'subscribers'
  const made = { kind, mapping: '{}', choice: {}, labels: { tags: 'Tags' }, words: WORDS } as const
  const receive = async () => (await imports.receive({ adminId: OWNER, name: 'people.csv', write }, AT)).id
  const prepare = (id: number, later: boolean) => {
    const orders = brings === 'orders' ? orderBook(people, later) : []
    const read = async (_upload: string, into: string) => writeScratch(into, rows, [], orders)
    return imports.prepare(id, { ...made, read }, AT)
  }
  const id = await receive()
  if (brings === 'orders') {
    // The one that is killed changes what another file brought.
    const first = await receive()
    await prepare(first, false)
    await imports.begin(first, { by: OWNER, ground: 'contract' }, AT)
    await imports.idle()
  }
  await prepare(id, true)
  await imports.close()
  await db.close()
}

function importsOf(db: Db) {
  return createImports({ db, log: silentLog, now: () => AT, team: () => [OWNER] })
}

/** Does it in this process, which is about to be killed: `begun` is said at its first slice. */
async function act(path: string, what: Act): Promise<void> {
  const db = await openDb(path)
  const imports = importsOf(db)
  imports.resume()
  await imports.begin(ID, { by: OWNER, ground: 'contract' }, AT)
  if (what === 'undo') {
    await imports.idle()
    await imports.undo(ID, AT)
  }
  process.send?.('begun')
  const merging = () => getImport(db, ID).state === 'merging'
  if (what === 'cancel') {
    while (getImport(db, ID).position === 0 && merging()) await new Promise(resolve => setImmediate(resolve))
    if (merging()) await imports.cancel(ID)
  }
  await imports.idle()
  process.send?.('over', () => process.kill(process.pid, 'SIGKILL'))
}

/** Starts the process, and kills it `after` ms of its work; null: not before it is done. @returns ms of its work */
async function kill(path: string, what: Act, after: number | null): Promise<number> {
  const child = fork(fileURLToPath(import.meta.url), ['act', path, what])
  const gone = once(child, 'exit')
  await Promise.race([once(child, 'message'), gone])
  const started = performance.now()
  const timer = after === null ? undefined : setTimeout(() => child.kill('SIGKILL'), after)
  await gone
  clearTimeout(timer)
  return performance.now() - started
}

type Base = { state: ImportState; position: number; rows: string; files: number }

/** What a base holds; `goOn`: after what was begun in it went on to its end, `undo`: and was undone. */
async function look(path: string, { goOn = false, undo = false } = {}): Promise<Base> {
  const db = await openDb(path)
  const imports = importsOf(db)
  if (goOn) imports.resume()
  await imports.idle()
  if (undo && getImport(db, ID).state === 'done') await imports.undo(ID, AT)
  await imports.idle()
  const { state, position } = getImport(db, ID)
  // Whose scores are to be worked out is worked off by itself, whatever it comes to.
  const rows = JSON.stringify(dump(db, [...ASIDE]))
  await imports.close()
  await db.close()
  const files = readdirSync(join(path, '..')).filter(name => name.includes('.import-')).length
  return { state, position, rows, files }
}

/**
 * Kills so many imports of so many people, each at a moment of its own.
 * @param tell a line about each
 */
export async function killImports(
  { kills, people, seed, brings = 'people' }: { kills: number; people: number; seed: number; brings?: Brings },
  tell: (line: string) => void = () => undefined,
): Promise<Kills> {
  const chance = createChance(seed)
  const folder = mkdtempSync(join(tmpdir(), 'segcast-kills-'))
  const result: Kills = { ended: {}, slices: 0, wrong: [] }
  try {
    const base = join(folder, 'base', 'base.db')
    await makeBase(base, people, brings)
    const copy = (name: string) => {
      const path = join(folder, name, 'base.db')
      cpSync(join(folder, 'base'), join(folder, name), { recursive: true })
      return path
    }
    const before = (await look(base)).rows
    const took = new Map<Act, number>()
    for (const what of new Set<Act>(['bring', ...ACTS.slice(0, kills)]))
      took.set(what, await kill(copy(`whole-${what}`), what, null))
    const completed = (await look(join(folder, 'whole-bring', 'base.db'), { goOn: true })).rows
    for (let i = 0; i < kills; i++) {
      const what = ACTS[i % ACTS.length] ?? 'bring'
      const path = copy(`run-${i}`)
      const after = chance.share() * (took.get(what) ?? 0)
      await kill(path, what, after)
      const torn = await look(path)
      if (torn.position > 0) result.slices += 1
      const ended = await look(path, { goOn: true })
      const undone = await look(path, { undo: true })
      const wrong = (why: string) => result.wrong.push(`${i}: ${what} killed after ${after.toFixed(0)} ms: ${why}`)
      result.ended[ended.state] = (result.ended[ended.state] ?? 0) + 1
      if (ended.state === 'merging') wrong('it still stands')
      if (ended.rows !== (ended.state === 'done' ? completed : before)) wrong(`it is not whole, ${ended.state}`)
      if (undone.rows !== before) wrong('undone it is not what it was')
      if (ended.files !== (ended.state === 'ready' ? 1 : 0)) wrong(`${ended.files} folders are left`)
      tell(
        `${i + 1}/${kills} ${what} killed after ${after.toFixed(0)} ms at row ${torn.position} (${torn.state}): ${ended.state}`,
      )
      rmSync(join(folder, `run-${i}`), { recursive: true, force: true })
    }
    return result
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [, , role, path, what] = process.argv
const acted = ACTS.find(one => one === what)
if (role === 'act' && path !== undefined && acted !== undefined && process.argv[1] === fileURLToPath(import.meta.url))
  await act(path, acted)
