import { existsSync, readFileSync, rmSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from '../db/open.js'
import { AppError, isAppError } from '../errors.js'
import { describeError, type Log } from '../log.js'
import { type Draft, findDraft, saveDraft } from './import/draft.js'
import { filesOf } from './import/folder.js'
import type { LeftOutWords } from './import/left-out.js'
import { findListedPeople } from './import/listed.js'
import { findImport, findTwin, type Import, importsIn } from './import/record.js'
import { findMapping, rememberMapping } from './import/remembered.js'
import { asked, type Step } from './import/step.js'
import type { Imports, Vouch } from './import.js'
import { interpret, type Look, lookAt, type Shop } from './reading.js'

/** A file and what is known of it; `look` is null before it was read, and once its import has begun. */
export type Brought = { import: Import; step: Step; look: Look | null; draft: Draft | null }

/** Files on their way in: they are read, asked about and made ready, beside everything else. */
export type Bringing = {
  /**
   * Takes a file in, which `write` puts where it is told, and begins to read it.
   * @returns the import; that of the same file, where the same person has one that waits
   */
  receive(file: { adminId: number; name: string; write: (path: string) => Promise<void> }, at: number): Promise<number>
  /** What stands on its card; null when there is no such import. */
  find(id: number): Brought | null
  /** Goes on from what was decided: reads the file, or makes it ready once nothing is to be asked. Returns at once. */
  goOn(id: number): void
  /** The ids of ours whom a bare list names. @throws AppError `import_over` when its file is gone */
  people(id: number): Promise<number[]>
  /** Begins the import and remembers how the file was read; nothing happens when it has begun. */
  begin(id: number, vouch: Vouch, at: number): Promise<void>
  /** Ends an import before it is done; nothing happens when it is over. */
  leave(id: number): Promise<void>
  /** Takes back what an import brought; nothing happens when that cannot be done any more. */
  undo(id: number, at: number): Promise<void>
  /** Goes on with what an earlier process began. */
  resume(): void
}

/** What it needs. `changed`: told when a card is out of date; `words`: for the file of the rows left out, in a language. */
export type BringingDeps = {
  db: Db
  log: Log
  imports: Imports
  now: () => number
  zone: () => string
  shop: () => Shop
  labels: () => Readonly<Record<string, string>>
  words: (adminId: number) => LeftOutWords
  changed: (id: number) => void
}

const lookSchema = z.custom<Look>(value => typeof value === 'object' && value !== null && 'recognition' in value)

/** Creates it. */
export function createBringing({ db, log, imports, now, ...deps }: BringingDeps): Bringing {
  const under = new Map<number, { step: Step; stop: AbortController }>()
  const failed = new Map<number, AppError>()
  const looks = new Map<number, Look>()

  const aheadPath = (id: number) => join(filesOf(db, id).folder, 'ahead.db')
  const readingNow = () => ({ country: deps.shop().country, zone: deps.zone(), now: now() })
  const lookPath = (id: number) => join(filesOf(db, id).folder, 'look.json')

  function findLook(id: number): Look | null {
    const known = looks.get(id)
    if (known !== undefined || !existsSync(lookPath(id))) return known ?? null
    const look = lookSchema.parse(JSON.parse(readFileSync(lookPath(id), 'utf8')))
    looks.set(id, look)
    return look
  }

  function stepOf({ id, state }: Import, look: Look | null, draft: Draft | null): Step {
    const working = under.get(id)
    if (working !== undefined && (state === 'looked' || state === 'ready')) return working.step
    if (state !== 'looked') return { kind: state }
    const error = failed.get(id)
    if (error !== undefined) return { kind: 'failed', error }
    if (look === null || draft === null) return { kind: 'reading', rows: 0, share: 0 }
    return asked(look, draft) ?? { kind: 'matching', rows: 0 }
  }

  function work(id: number, step: Step, what: (signal: AbortSignal) => Promise<void>): void {
    const stop = new AbortController()
    under.set(id, { step, stop })
    failed.delete(id)
    void what(stop.signal)
      .catch(error => {
        if (stop.signal.aborted || isAppError(error, 'import_cancelled')) return
        failed.set(id, isAppError(error) ? error : new AppError('file_broken'))
        if (!isAppError(error)) log.error({ import: id, error: describeError(error) }, 'a file could not be read')
      })
      .finally(() => {
        under.delete(id)
        deps.changed(id)
      })
    deps.changed(id)
  }

  function progress(id: number, step: Step): void {
    const working = under.get(id)
    if (working === undefined) return
    working.step = step
    deps.changed(id)
  }

  async function look(id: number, signal: AbortSignal): Promise<void> {
    const { upload } = filesOf(db, id)
    const before = findDraft(db, id)
    const told = before === null ? null : { kind: before.mapping.kind, roles: before.mapping.roles }
    const seen = await lookAt(
      upload,
      {
        shop: { ...deps.shop(), told },
        remembered: headers => findMapping(db, headers),
        ahead: { into: aheadPath(id), reading: readingNow() },
      },
      { signal, onProgress: ({ rows, share }) => progress(id, { kind: 'reading', rows, share }) },
    )
    // Whoever opens the card meanwhile finds it whole, or not yet.
    await writeFile(`${lookPath(id)}.new`, JSON.stringify(seen), { mode: 0o600 })
    await rename(`${lookPath(id)}.new`, lookPath(id))
    looks.set(id, seen)
    await db.group(() =>
      saveDraft(db, id, {
        mapping: seen.recognition.mapping,
        answered: [],
        touched: before !== null,
        open: false,
        vouched: before?.vouched ?? false,
        list: null,
      }),
    )
    await onward(id, signal)
  }

  /** Makes a file ready, unless something is asked first. */
  async function onward(id: number, signal: AbortSignal): Promise<void> {
    const [seen, draft, imported] = [findLook(id), findDraft(db, id), findImport(db, id)]
    if (seen === null || draft === null || imported === null || asked(seen, draft) !== null) return
    const { mapping } = draft
    const { encoding, sheet } = seen.table
    const read = async (upload: string, into: string, ending: AbortSignal) => {
      rmSync(into, { force: true })
      await interpret(upload, seen, mapping, readingNow(), into, {
        signal: ending,
        onProgress: ({ rows, share }) => progress(id, { kind: 'reading', rows, share }),
      })
    }
    if (mapping.kind === 'list') {
      const { upload, read: into } = filesOf(db, id)
      await read(upload, into, signal)
      const { lines, people } = await findListedPeople(db, { path: into })
      await db.group(() => saveDraft(db, id, { ...draft, list: { lines, people: people.length } }))
      return
    }
    await imports.prepare(
      id,
      {
        kind: mapping.kind === 'subscribers' || mapping.kind === 'orders' ? mapping.kind : 'customers',
        mapping: JSON.stringify(draft),
        choice: { ...(encoding !== null && { encoding }), ...(sheet !== null && { sheet }) },
        labels: deps.labels(),
        words: deps.words(imported.adminId),
        read,
        progress: rows => progress(id, { kind: 'matching', rows }),
      },
      now(),
    )
  }

  function goOn(id: number): void {
    const imported = findImport(db, id)
    if (imported === null || under.has(id)) return
    if (imported.state !== 'looked' && imported.state !== 'ready') return
    const draft = findDraft(db, id)
    // What somebody said of a column decides how others are read: it is looked at again.
    const known = findLook(id) !== null && draft !== null && !draft.open
    work(id, { kind: known ? 'matching' : 'reading', rows: 0, share: 0 }, signal => (known ? onward : look)(id, signal))
  }

  const unlessOver = async (deed: () => Promise<void>): Promise<void> => {
    try {
      await deed()
    } catch (error) {
      if (!isAppError(error, 'import_over')) throw error
    }
  }

  return {
    async receive(file, at) {
      const { id } = await imports.receive(file, at)
      const twin = findTwin(db, id)
      if (twin === null) {
        goOn(id)
        return id
      }
      await imports.cancel(id)
      return twin
    },
    find(id) {
      const imported = findImport(db, id)
      if (imported === null) return null
      const open = imported.state === 'looked' || imported.state === 'ready'
      const [seen, draft] = open ? [findLook(id), findDraft(db, id)] : [null, null]
      return { import: imported, step: stepOf(imported, seen, draft), look: seen, draft }
    },
    goOn,
    async people(id) {
      const { read } = filesOf(db, id)
      if (!existsSync(read)) throw new AppError('import_over')
      return (await findListedPeople(db, { path: read })).people
    },
    begin: (id, vouch, at) =>
      unlessOver(async () => {
        const [seen, draft] = [findLook(id), findDraft(db, id)]
        await imports.begin(id, vouch, at)
        looks.delete(id)
        if (seen === null || draft === null) return
        await db.group(() => rememberMapping(db, seen.table.headers, draft.mapping, at))
      }),
    leave: id =>
      unlessOver(async () => {
        under.get(id)?.stop.abort()
        await imports.cancel(id)
        looks.delete(id)
        failed.delete(id)
      }),
    undo: (id, at) => unlessOver(() => imports.undo(id, at)),
    resume() {
      for (const { id } of importsIn(db, ['looked'])) if (findDraft(db, id)?.open !== true) goOn(id)
    },
  }
}
