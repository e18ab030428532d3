import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { sleep } from '../../src/clock.js'
import { openFile } from '../../src/db/binding.js'
import { type Db, openDb } from '../../src/db/open.js'
import { createReaderProcesses } from '../../src/db/reader-process.js'
import { packageRoot } from '../../src/db/root.js'
import type { Emulator } from '../../src/sandbox/emulator/emulator.js'
import { type Inside, startApp } from './once-app.js'
import { before, quiet, slowness } from './once-calm.js'
import { faultOf, isPopUp, OUTSIDE, perform, stands, stopConfirming, telegram } from './once-telegram.js'
import { chatsOf, dump, type Trace } from './once-trace.js'
import { type Act, ADMIN, prepareAll, type Subject } from './subjects/scene.js'

/** What makes a handler run twice, or an update come twice. */
export const troubles = [...OUTSIDE, 'killBefore', 'killAfter', 'redelivered', 'stall'] as const
export type Trouble = (typeof troubles)[number]

/** Whether a trouble strikes while a deed is done, or as it is kept. */
export const isInside = (trouble: Trouble): trouble is 'killBefore' | 'killAfter' | 'stall' =>
  trouble === 'killBefore' || trouble === 'killAfter' || trouble === 'stall'

/** What is there before a deed, made once for all its cases: a folder with the database, and what is done. */
export type Setting = { subject: Subject; folder: string; act: Act; prepared: Trace; drop(): void }

/**
 * What it came to, and where a colleague did something before it ran again: how things stood then. `sent`: how much left by
 * the outbox, also to whoever did it. `spared`: nothing was struck, as nothing is answered. `popUp`: it is answered by a pop-up alone. `begun`:
 * a deed was done in it.
 */
export type Traced = Trace & { meanwhile: Trace | null; sent: number; spared: boolean; popUp: boolean; begun: boolean }

/**
 * `again`: it is done once more by the same button. `processes`: what is to die is a process of its own, and is killed; else it
 * is cut off from Telegram, and the next start finds the files as they were at that moment, which costs far less. `popUp`: its
 * answer is one.
 */
export type Trial = { trouble: Trouble | null; again: boolean; processes?: boolean; popUp?: boolean }

/** What a handler may take where it is to be given up, on a machine that has nothing else to do. */
const LIMIT_MS = 2_000
const PATIENCE_MS = 900_000
const NAME = 'once.db'
/** Acts that are answered with nothing: there is nothing that could be struck. */
const SILENT = ['poll', 'blocks', 'demotes']
/** One product after another has them: as many as run at once. */
const readers = createReaderProcesses(24)

const newFolder = () => mkdtempSync(join(tmpdir(), 'segcast-once-'))
const drop = (folder: string) => rmSync(folder, { recursive: true, force: true })

/** The same for all deeds: a migrated database with people in it. @returns its folder, its path, and what removes it */
export async function template(at: number): Promise<{ folder: string; path: string; drop(): void }> {
  const folder = newFolder()
  const path = join(folder, NAME)
  await inDb(path, db => db.write(() => prepareAll(db, at)))
  return { folder, path, drop: () => drop(folder) }
}

/** Puts everything there that one deed needs. @param base the folder of the template. @param at ms UTC */
export async function setting(base: string, subject: Subject, at: number): Promise<Setting> {
  const folder = newFolder()
  try {
    cpSync(base, folder, { recursive: true })
    const { emulator, group, photo, messages } = await telegram()
    try {
      const path = join(folder, NAME)
      const act = await inDb(path, async db => {
        await subject.first?.(db, at)
        return db.write(() => subject.prepare(db, at, messages.get(ADMIN) ?? 0, group.id, photo))
      })
      const prepared = { tables: held(path), chats: chatsOf(emulator, act.by) }
      return { subject, folder, act, prepared, drop: () => drop(folder) }
    } finally {
      await emulator.close()
    }
  } catch (error) {
    drop(folder)
    throw error
  }
}

/** Does one deed in a product of its own, with a trouble or none. @returns what it came to */
export async function trace({ subject, folder: base, act }: Setting, trial: Trial): Promise<Traced> {
  const { trouble, again } = trial
  const folder = newFolder()
  const path = join(folder, NAME)
  cpSync(base, folder, { recursive: true })
  const { emulator, group, messages } = await telegram()
  let product: Running | null = null
  let meanwhile: Trace | null = null
  const besides = async () => {
    if (subject.meanwhile === undefined) return
    await inDb(path, subject.meanwhile)
    meanwhile = { tables: held(path), chats: chatsOf(emulator, act.by) }
  }
  try {
    const inside = trouble !== null && isInside(trouble) ? trouble : 'none'
    const short = LIMIT_MS * slowness()
    const limit = trouble === 'late' || trouble === 'stall' ? short : PATIENCE_MS
    const begin = trial.processes === true && (inside === 'killBefore' || inside === 'killAfter') ? startProcess : start
    product = await begin(emulator, path, limit, inside)
    const chat = 'group' in act || 'demotes' in act ? group.id : act.by
    const fault = faultOf(trouble, trial.popUp === true ? null : chat)
    const struck = fault === null ? null : emulator.fault(fault)
    if (trouble === 'redelivered') await stopConfirming(emulator)
    const seen = before(path, emulator)
    perform(emulator, group, act, messages)
    if (inside === 'killBefore' || inside === 'killAfter') {
      const late = once(AbortSignal.timeout(PATIENCE_MS), 'abort')
      await Promise.race([product.gone, late.then(() => Promise.reject(new Error('it did not die')))])
      await product.end()
      await besides()
      product = await start(emulator, path, PATIENCE_MS, 'none')
    }
    if (trouble === 'redelivered') {
      await quiet(path, emulator, seen)
      await product.end()
      emulator.clearFaults()
      await besides()
      product = await start(emulator, path, PATIENCE_MS, 'none')
      await emulator.waitFor(() => emulator.pendingUpdates() === 0, PATIENCE_MS, 'the update to be confirmed')
    }
    await quiet(path, emulator, seen)
    const silent = SILENT.some(kind => kind in act) || ('album' in act && act.reply === true)
    const spared = struck?.hits() === 0 && silent
    const popUp = isPopUp(emulator, seen.calls)
    if (struck?.hits() === 0 && !spared) throw new Error(`${subject.name}: ${trouble} struck nothing`)
    if (trouble === 'stall' && !product.stalled()) throw new Error(`${subject.name}: no deed was kept waiting`)
    emulator.clearFaults()
    // The run that was given up wakes now, and must do nothing.
    if (trouble === 'late') await sleep(300)
    if (trouble === 'stall') await sleep(short * 1.2)
    // Words that are written again are other words; a button that is pressed again is the same button, where it still stands.
    if (again && 'data' in act && stands(emulator, act.by, messages)) {
      const then = before(path, emulator)
      perform(emulator, group, act, messages)
      await quiet(path, emulator, then)
    }
    await product.end()
    const met = { spared, popUp, begun: product.begun() }
    return { tables: held(path), chats: chatsOf(emulator, act.by), meanwhile, sent: sentOf(path), ...met }
  } finally {
    if (product !== null) await product.end()
    await emulator.close()
    drop(folder)
  }
}

/** The product, in this process or in one of its own. */
type Running = {
  /** It dies of its trouble; the rest of the time it runs on. */
  gone: Promise<unknown>
  stalled(): boolean
  begun(): boolean
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

/** What a database that nobody has open holds. */
function held(path: string): Trace['tables'] {
  const file = openFile(path)
  try {
    return dump(text => file.prepare(text))
  } finally {
    file.close()
  }
}

function sentOf(path: string): number {
  const file = openFile(path)
  try {
    return count.parse(file.prepare('select count(*) as n from outbox').get()).n
  } finally {
    file.close()
  }
}

/** Starts the product in this process. */
async function start(emulator: Emulator, path: string, limit: number, inside: Inside): Promise<Running> {
  const { apiRoot, token } = emulator
  const folder = dirname(path)
  let kept: string | null = null
  let died = () => {}
  const gone = new Promise<void>(resolve => {
    died = resolve
  })
  // Nothing it does from here on is told to anybody, and its files are not those that the next start finds.
  const die = (): never => {
    if (kept === null) {
      kept = newFolder()
      cpSync(folder, kept, { recursive: true })
      emulator.fault({ kind: 'cut' })
      died()
    }
    throw new Error('it is dead')
  }
  const { app, stalled, begun } = await startApp({ path, apiRoot, token, limit, inside, readers, die })
  let ending: Promise<void> | undefined
  const end = async () => {
    await app.stop()
    if (kept === null) return
    drop(folder)
    renameSync(kept, folder)
    emulator.clearFaults()
  }
  return { gone, stalled, begun, end: () => (ending ??= end()) }
}

/** Starts the product in a process of its own, which is killed. */
async function startProcess(emulator: Emulator, path: string, limit: number, inside: Inside): Promise<Running> {
  const { apiRoot, token } = emulator
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
    stalled: () => false,
    begun: () => false,
    async end() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

const count = z.object({ n: z.int() })
