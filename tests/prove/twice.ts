import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { MINUTE, sleep } from '../../src/clock.js'
import { openFile } from '../../src/db/binding.js'
import { type Db, openDb } from '../../src/db/open.js'
import { packageRoot } from '../../src/db/root.js'
import { quietData } from '../../src/delivery/button/quiet.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import type { FaultOptions } from '../../src/sandbox/emulator/faults.js'
import type { GroupHandle } from '../../src/sandbox/emulator/group.js'
import { readers } from '../support/migrated.js'
import { type Inside, startApp } from './once-app.js'
import { type Act, ADMIN, MARKETER, PEOPLE, prepareAll, STRANGER, type Subject } from './subjects/scene.js'

/** What makes a handler run twice, or an update come twice. */
export const troubles = ['cut', '504', 'late', 'killBefore', 'killAfter', 'redelivered', 'stall'] as const
export type Trouble = (typeof troubles)[number]

/** What a deed came to: the database, and what others than the presser got. */
export type Trace = { tables: Record<string, string[]>; chats: Record<number, string[]> }

/**
 * What it came to, what was there before, and where a colleague did something before it ran again: how things stood then. `sent`:
 * how much left by the outbox, also to whoever did it.
 */
export type Traced = Trace & { meanwhile: Trace | null; prepared: Trace; sent: number }

const LIMIT_MS = 2_000
const PATIENCE_MS = 180_000
/** Within this the product polls, however busy the machine is. */
const POLLS_MS = 4_000
const ANSWERS = ['sendMessage', 'editMessage*', 'copyMessage', 'answerCallbackQuery', 'setMessageReaction']

/** The same for all cases: a migrated database with people in it. @returns its path, and what removes it */
export async function template(at: number): Promise<{ path: string; drop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-once-'))
  const path = join(folder, 'template.db')
  const db = await openDb(path)
  db.write(() => prepareAll(db, at))
  await db.close()
  return { path, drop: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * Does one deed in a product of its own, with a trouble or none, and then once more by the same button where `again` is
 * set. @returns what it came to
 */
export async function trace(
  base: string,
  subject: Subject,
  options: { trouble: Trouble | null; again: boolean; at: number },
): Promise<Traced> {
  const { trouble, again, at } = options
  const folder = mkdtempSync(join(tmpdir(), 'segcast-once-'))
  const path = join(folder, 'once.db')
  copyFileSync(base, path)
  const emulator = await createEmulator({ limits: null, name: 'Boot shop' })
  let product: Running | null = null
  let meanwhile: Trace | null = null
  try {
    for (const id of [...Array.from({ length: PEOPLE }, (_, i) => i + 1), STRANGER, MARKETER, ADMIN])
      emulator.user({ id, firstName: `Person ${id}` })
    const group = staffGroup(emulator)
    const message = await firstMessages(emulator)
    const act = await inDb(path, async db => {
      await subject.first?.(db, at)
      return db.write(() => subject.prepare(db, at, message.get(ADMIN) ?? 0))
    })
    const prepared = { tables: await inDb(path, dump), chats: chatsOf(emulator, act.by) }
    const inside = trouble === 'killBefore' || trouble === 'killAfter' || trouble === 'stall' ? trouble : 'none'
    product = await start(emulator, path, trouble === 'late' || trouble === 'stall' ? LIMIT_MS : PATIENCE_MS, inside)
    const fault = faultOf(trouble, 'group' in act ? group.id : act.by)
    const struck = fault === null ? null : emulator.fault(fault)
    if (trouble === 'redelivered') await stopConfirming(emulator)
    const seen = before(path, emulator)
    perform(emulator, group, act, message)
    if (inside === 'killBefore' || inside === 'killAfter') {
      const late = once(AbortSignal.timeout(PATIENCE_MS), 'abort')
      await Promise.race([product.gone, late.then(() => Promise.reject(new Error('it did not die')))])
      if (subject.meanwhile !== undefined) {
        await inDb(path, subject.meanwhile)
        meanwhile = { tables: await inDb(path, dump), chats: chatsOf(emulator, act.by) }
      }
      product = await start(emulator, path, PATIENCE_MS, 'none')
    }
    if (trouble === 'redelivered') {
      await quiet(path, emulator, seen)
      await product.end()
      emulator.clearFaults()
      product = await start(emulator, path, PATIENCE_MS, 'none')
      await emulator.waitFor(() => emulator.pendingUpdates() === 0, PATIENCE_MS, 'the update to be confirmed')
    }
    await quiet(path, emulator, seen)
    // An answer to a poll or a block is answered with nothing: there is nothing that could be struck.
    if (struck?.hits() === 0 && !('poll' in act) && !('blocks' in act))
      throw new Error(`${subject.name}: ${trouble} struck nothing`)
    emulator.clearFaults()
    // The run that was given up wakes now, and must do nothing.
    if (trouble === 'late') await sleep(300)
    if (trouble === 'stall') await sleep(LIMIT_MS * 1.2)
    // Words that are written again are other words; a button that is pressed again is the same button, where it still stands.
    if (again && 'data' in act && stands(emulator, act.by, message)) {
      const then = before(path, emulator)
      perform(emulator, group, act, message)
      await quiet(path, emulator, then)
    }
    await product.end()
    const sent = await inDb(path, db => count.parse(db.sql('select count(*) as n from outbox').get()).n)
    return { tables: await inDb(path, dump), chats: chatsOf(emulator, act.by), meanwhile, prepared, sent }
  } finally {
    if (product !== null) await product.end()
    await emulator.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The product, in this process or in one of its own. */
type Running = {
  /** It dies of its trouble, in a process of its own; the rest of the time it runs on. */
  gone: Promise<unknown>
  end(): Promise<void>
}

async function inDb<T>(path: string, run: (db: Db) => T | Promise<T>): Promise<T> {
  const db = await openDb(path, { readers })
  try {
    return await run(db)
  } finally {
    await db.close()
  }
}

/** Messages of the bot under which presses are forged, each a reply to the one before it. @returns their ids by chat */
async function firstMessages(emulator: Emulator): Promise<Map<number, number>> {
  const ids = new Map<number, number>()
  const call = async (method: string, payload: object) => {
    const response = await fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
    return first.parse(await response.json()).result
  }
  for (const { id } of emulator.people().map(person => person)) {
    if (id === STRANGER) continue
    const said = emulator.person(id).send('Boots')
    const reply_parameters = { message_id: said.message_id }
    const sent = await call('sendMessage', { chat_id: id, text: 'Hello', reply_markup: BELL, reply_parameters })
    ids.set(id, sent.message_id ?? 0)
  }
  await call('deleteWebhook', { drop_pending_updates: true })
  return ids
}

/** Starts the product: in a process of its own where it is to be killed. */
async function start(emulator: Emulator, path: string, limit: number, inside: Inside): Promise<Running> {
  const { apiRoot, token } = emulator
  if (inside !== 'killBefore' && inside !== 'killAfter') {
    const app = await startApp({ path, apiRoot, token, limit, inside, readers })
    let ending: Promise<void> | undefined
    return { gone: new Promise(() => {}), end: () => (ending ??= app.stop()) }
  }
  const child = fork(
    join(packageRoot(), 'dist/tests/prove/once-product.js'),
    [path, apiRoot, token, String(limit), inside],
    { env: {}, stdio: ['ignore', process.env['SHOW'] === undefined ? 'ignore' : 'inherit', 'inherit', 'ipc'] },
  )
  const gone = once(child, 'exit')
  await Promise.race([
    once(child, 'message'),
    gone.then(([code]) => Promise.reject(new Error(`the product ended with ${code} at its start`))),
  ])
  return {
    gone,
    async end() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

function faultOf(trouble: Trouble | null, chat: number): FaultOptions | null {
  const where = { methods: ANSWERS, chats: [chat], times: 1 }
  if (trouble === 'cut') return { kind: 'cut', when: 'after', ...where }
  if (trouble === '504') return { kind: 'error', code: 504, when: 'after', ...where }
  if (trouble === 'late') return { kind: 'hang', when: 'after', ...where }
  return null
}

/** The poll under way still brings the update; the next one, which would confirm it, hangs. */
async function stopConfirming(emulator: Emulator): Promise<void> {
  await sleep(POLLS_MS)
  emulator.fault({ kind: 'hang', methods: ['getUpdates'] })
}

/** A group that the admin may bind. The bot hears nothing of how it came to be. */
function staffGroup(emulator: Emulator): GroupHandle {
  const group = emulator.group({ title: 'Staff' })
  const admin = emulator.person(ADMIN)
  group.join(admin)
  group.setBot(admin, { kind: 'administrator', topics: true })
  return group
}

function perform(emulator: Emulator, group: GroupHandle, act: Act, messages: Map<number, number>): void {
  const person = emulator.person(act.by)
  const message = messages.get(act.by) ?? 0
  if ('data' in act) void person.forge(message, act.data, 1)
  else if ('place' in act) person.sendLocation(act.place.lat, act.place.lon)
  else if ('phone' in act) person.sendContact(act.phone)
  else if ('album' in act) person.sendPhoto(act)
  else if ('poll' in act) person.answer(act.poll, act.options)
  else if ('file' in act) person.sendDocument({ name: act.file, bytes: Buffer.from(act.content) })
  else if ('blocks' in act) person.block()
  else if ('edits' in act) person.edit(message - 1, act.edits)
  else if (act.group === true) group.send(person, act.words)
  else if (act.words.startsWith('/start')) person.start(act.words.slice('/start '.length))
  else person.send(act.words, act.reply === true ? { replyTo: message } : {})
}

function stands(emulator: Emulator, by: number, messages: Map<number, number>): boolean {
  return emulator
    .person(by)
    .messages()
    .some(({ message_id }) => message_id === messages.get(by))
}

/** So many looks, 60 ms apart, without anything under way. */
const CALM = 5
const LONG_CALM = 25

/** What was there before somebody did something: calls to Telegram, and the last update that was taken in. */
type Before = { calls: number; update: number }

function before(path: string, emulator: Emulator): Before {
  const file = openFile(path, { readonly: true })
  try {
    const { n } = count.parse(file.prepare(LAST_UPDATE).get())
    return { calls: emulator.calls().length, update: n }
  } finally {
    file.close()
  }
}

const LAST_UPDATE = 'select coalesce(max(update_id), 0) as n from updates'

/** Waits until the update came and is handled and what it began has ended, and then a moment more. */
async function quiet(path: string, emulator: Emulator, since: Before): Promise<void> {
  const file = openFile(path, { readonly: true })
  try {
    const last = file.prepare(LAST_UPDATE)
    const open = file.prepare(
      `select (select count(*) from updates where handled_at is null)
         + (select count(*) from outbox where state in ('waiting', 'sending'))
         + (select count(*) from deliveries where state = 'sending')
         + (select count(*) from deliveries d join broadcasts b on b.id = d.broadcast_id
            where b.state = 'running' and d.state = 'queued' and not exists (
              select 1 from trials t where t.broadcast_id = b.id and d.wave = 4 + t.part and t.state <> 'decided'))
         + (select count(*) from broadcasts b join offers o on o.id = b.offer_id
            where o.kind = 'survey' and b.state in ('scheduled', 'planning'))
         + (select count(*) from repairs where state = 'running')
         + (select count(*) from imports where state = 'merging' or (state = 'cancelled' and finished_at is null)
           or (state = 'undone' and undone_at is null))
         + (select count(*) from silent_checks where state = 'asking')
         + (select count(*) from settings where key = 'export' and value ->> '$.state' = 'running') as n`,
    )
    const until = performance.now() + PATIENCE_MS
    let came = false
    for (let calm = 0, enough = LONG_CALM; calm < enough; ) {
      if (performance.now() > until) throw new Error('it never came to rest')
      await sleep(60)
      const { n } = count.parse(open.get())
      came ||= count.parse(last.get()).n > since.update || emulator.pendingUpdates() === 0
      const calls = emulator.calls().slice(since.calls)
      // Asking for updates is no sign that this one was handled: whatever is done shows something, or is waited for longer.
      enough = calls.some(({ method }) => !method.startsWith('get')) ? CALM : LONG_CALM
      calm = came && n === 0 && calls.length > 0 ? calm + 1 : 0
    }
  } finally {
    file.close()
  }
}

const BELL = { inline_keyboard: [[{ text: '🔕', callback_data: quietData({ kind: 'delivery', id: 1 }, 'ask') }]] }
const first = z.object({ result: z.looseObject({ message_id: z.int().optional() }).catch({}) })
const count = z.object({ n: z.int() })

/** Tables that hold no deed: what was taken in, how it was shown, when. */
const LEFT_OUT =
  /^(updates|outbox|conversations|prompts|lanes|sqlite_\w+|__\w+|segment_sizes|reads|rfm_\w+|secrets|cards|stale_customers)$/
/** Places of cards, what is drawn by lot, how often something was tried, and whether somebody was told of it yet. */
const LOOSE = /(^dice|^code|message_id|^generation|^greeted_by|^attempts|reported_at|told_at|reminded_at)$/
/** Keys and secret addresses. */
const DRAWN = /^(?:api_keys\.(?:hint|hash)|connections\.(?:address|secret))$/
/** A moment in ms UTC, wherever it stands. */
const MOMENT = /\b1\d{12}\b/g
/** Runs of the same deed begin within so much of each other. */
const NEAR_MS = 20 * MINUTE
/** Settings that are kept beside: where cards stand, who was told what, and what a start finds out. */
const CARDS = /card|menu|home|told|name:|language:|alert|reports:|erased|summary:|^bot_name$/

function dump(db: Db): Record<string, string[]> {
  const tables: Record<string, string[]> = {}
  for (const { name } of db.sql<{ name: string }>(`select name from sqlite_master where type = 'table'`).all()) {
    if (LEFT_OUT.test(name)) continue
    const columns = db
      .sql<{ name: string }>(`select name from pragma_table_info('${name}')`)
      .all()
      .map(column => column.name)
      .filter(column => !LOOSE.test(column) && !DRAWN.test(`${name}.${column}`))
    const rows = db
      .sql<Record<string, unknown>>(`select ${columns.map(column => `"${column}"`).join(', ')} from "${name}"`)
      .all()
    const kept = rows.filter(row => name !== 'settings' || !CARDS.test(String(row['key'])))
    const told = kept
      .map(row => withoutPlaces(JSON.stringify(row)))
      .sort((a, b) => (timeless(a) < timeless(b) ? -1 : 1))
    // A press again that finds its deed done is a line in the log of its own.
    if (told.length > 0)
      tables[name] = name === 'audit_log' ? [...new Set(told.map(row => timeless(row).replace(/"id":\d+,/, '')))] : told
  }
  return tables
}

const timeless = (row: string) => row.replace(MOMENT, 'moment')

/** The same but for the moments, and these as near each other as the runs were. */
function isAlike(a: readonly string[], b: readonly string[]): boolean {
  if (JSON.stringify(a.map(timeless)) !== JSON.stringify(b.map(timeless))) return false
  const moments = (rows: readonly string[]) => (rows.join(' ').match(MOMENT) ?? []).map(Number)
  const theirs = moments(b)
  return moments(a).every((at, i) => Math.abs(at - (theirs[i] ?? 0)) < NEAR_MS)
}

/** Where a card of a draft stands and what it showed differs, as do names that nobody reads. */
function withoutPlaces(row: string): string {
  return (
    row
      .replace(/\\"(?:card|shown)\\":(null|\{[^}]*\})/g, '')
      .replace(/\\"preview\\":\d+/g, '')
      // A segment that is begun once more begins anew, and is the same.
      .replace(/\\"number\\":\d+,(?=\\"open\\")/g, '')
      .replace(/\\"hash\\":\\"[0-9a-f]+\\"/g, '')
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'name')
  )
}

/** What stands in the chats of everybody but who did it. */
function chatsOf(emulator: Emulator, by: number): Record<number, string[]> {
  const chats: Record<number, string[]> = {}
  for (const person of emulator.people()) {
    if (person.id === by || person.id === ADMIN) continue
    chats[person.id] = person
      .messages()
      .filter(message => message.from.is_bot)
      .map(message => message.text ?? message.caption ?? '')
  }
  return chats
}

/** Where two traces differ, in words; empty when they do not. */
export function difference(expected: Trace, found: Trace): string[] {
  const differences: string[] = []
  for (const [where, a, b] of [
    ['table', expected.tables, found.tables],
    ['chat', expected.chats, found.chats],
  ] as const) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const one: readonly string[] = a[name as never] ?? []
      const other: readonly string[] = b[name as never] ?? []
      if (!isAlike(one, other)) differences.push(`${where} ${name}: ${JSON.stringify(one)} … ${JSON.stringify(other)}`)
    }
  }
  return differences
}
