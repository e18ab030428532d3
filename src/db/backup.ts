import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { AppError } from '../errors.js'
import { openFile } from './binding.js'
import { inspectFile, realFile } from './place.js'

const answer = z.union([z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), error: z.string() })])

/**
 * Writes the whole database into a new file, also while a program works with it: SQLite reads one state of it and keeps
 * nobody from writing. The work is done in a process of its own, as kindly as the machine allows. What stands under the name
 * in the end is whole: checked, on disk, and readable by its owner only, from its first byte on.
 * @param database the database's path
 * @param target a name that is not taken
 * @param signal ends it; nothing is left then
 * @returns the backup's size in bytes
 * @throws AppError `backup_exists`, `backup_failed`, `database_missing`, and what `inspectFile` throws
 */
export async function backUp(database: string, target: string, signal?: AbortSignal): Promise<number> {
  const file = realFile(database)
  const to = resolve(target)
  if (!existsSync(file)) throw new AppError('database_missing', { path: file })
  inspectFile(file)
  if (existsSync(to)) throw new AppError('backup_exists', { path: to })
  const part = `${to}.part`
  try {
    makeEmpty(part)
    await copyInto(file, part, signal)
    syncPath(part)
    // Somebody may have taken the name meanwhile.
    if (existsSync(to)) throw new AppError('backup_exists', { path: to })
    renameSync(part, to)
    syncPath(dirname(to))
    return statSync(to).size
  } catch (error) {
    rmSync(part, { force: true })
    if (error instanceof AppError) throw error
    throw new AppError('backup_failed', { path: to, why: error instanceof Error ? error.message : String(error) })
  }
}

/** An empty file for its owner only, instead of what a backup that was cut short may have left. */
export function makeEmpty(path: string): void {
  rmSync(path, { force: true })
  closeSync(openSync(path, 'wx', 0o600))
}

/** Waits until a file, or the names in a folder, are on disk; folders cannot be asked for that everywhere. */
export function syncPath(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const opened = openSync(path, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/**
 * Copies a database into an empty file and checks the copy, in a child process.
 * @throws Error with SQLite's words, or the signal's reason
 */
export async function copyInto(file: string, empty: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  const child: ChildProcess = fork(join(import.meta.dirname, 'backup-child.js'), [file, empty], {
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const end = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', end, { once: true })
  try {
    const said = await new Promise<z.infer<typeof answer> | null>(settle => {
      child.once('message', message => settle(answer.parse(message)))
      child.once('exit', () => settle(null))
      child.once('error', error => settle({ ok: false, error: error.message }))
    })
    signal?.throwIfAborted()
    if (said === null) throw new Error('the process that copies ended without a word')
    if (!said.ok) throw new Error(said.error)
  } finally {
    signal?.removeEventListener('abort', end)
    end()
  }
}

/** What the child does. @throws Error when the copy is not whole */
export function copyAndCheck(file: string, empty: string): void {
  const source = openFile(file, { fileMustExist: true })
  try {
    source.prepare('vacuum into ?').run(empty)
  } finally {
    source.close()
  }
  const copy = openFile(empty, { fileMustExist: true })
  try {
    const found = z.string().parse(copy.prepare('pragma integrity_check').pluck().get())
    if (found !== 'ok') throw new Error(`the copy is not whole: ${found}`)
  } finally {
    copy.close()
  }
}
