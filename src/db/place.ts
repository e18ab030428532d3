import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../errors.js'
import { isDiskFault } from './fault.js'

const MAGIC = 'SQLite format 3\0'
const HEADER = 100
const PROBE_BYTES = 256 * 1024

/** The file itself, whatever links lead to it; its folder is made if missing, for the owner only. */
export function realFile(path: string): string {
  const file = resolve(path)
  if (existsSync(file)) return realpathSync(file)
  // A link may lead to a file that is still to be made.
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return realFile(resolve(realpathSync(dirname(file)), readlinkSync(file)))
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  return join(realpathSync(dirname(file)), basename(file))
}

/**
 * Looks whether the file can be a database at all, before anything touches it.
 * @throws AppError `database_folder`, `database_forbidden`, `database_foreign` or `database_damaged`
 */
export function inspectFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  mayWrite(found === undefined ? dirname(file) : file, file)
  if (found === undefined) return
  if (found.isDirectory()) throw new AppError('database_folder', { path: file })
  if (!found.isFile()) throw new AppError('database_foreign', { path: file })
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (found.size === 0) {
    // An empty file becomes a database; but what is left of one that was emptied must not be thrown away.
    if (log > 0) throw new AppError('database_damaged', { path: file })
    return
  }
  const header = Buffer.alloc(HEADER)
  const opened = openSync(file, 'r')
  try {
    readSync(opened, header, 0, HEADER, 0)
  } finally {
    closeSync(opened)
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new AppError('database_foreign', { path: file })
  // https://sqlite.org/fileformat.html#in_header_database_size: pages, true while two counters agree. With a log beside
  // it the file may be shorter than that.
  const page = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  const told = header.readUInt32BE(24) === header.readUInt32BE(92) ? header.readUInt32BE(28) : 0
  if (log === 0 && found.size < told * page) throw new AppError('database_damaged', { path: file })
}

function mayWrite(place: string, file: string): void {
  try {
    accessSync(place, constants.R_OK | constants.W_OK)
  } catch (error) {
    if (isDiskFault(error)) return
    throw new AppError('database_forbidden', { path: file })
  }
}

/** Makes the file for its owner only, if there is none; SQLite gives its log the same permissions. */
export function makeFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
}

/**
 * Writes and forgets 256 kB beside the file: a database that is opened without room for its log is of no use, and on some
 * file systems kills the process.
 * @throws the disk's error: no room, no quota, read-only
 */
export function probeDisk(file: string): void {
  const probe = `${file}.probe`
  const opened = openSync(probe, 'w', 0o600)
  try {
    writeSync(opened, Buffer.alloc(PROBE_BYTES, 1))
    fsyncSync(opened)
  } finally {
    closeSync(opened)
    rmSync(probe, { force: true })
  }
}
