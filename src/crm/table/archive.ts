import { Transform } from 'node:stream'
import { type Entry, open, type ZipFile } from 'yauzl'
import { AppError } from '../../errors.js'
import type { ReadOn } from './text.js'

const MB = 1_024 * 1_024

/** What a workbook may unpack to, and what its shared texts may; real ones of 20 MB stay far below. */
const MOST_UNPACKED = 300 * MB
export const MOST_STRINGS = 64 * MB
const MOST_ENTRIES = 1_000
/** How many times a file may grow; small ones may grow as they like. */
const MOST_RATIO = 200
const SMALL = MB
/** A part that is read as a whole: the list of sheets, styles. */
const MOST_PART = 16 * MB

/** The parts of a zip. Names are in small letters, with slashes. */
export type Archive = {
  has(name: string): boolean
  names(): string[]
  /** @throws AppError `file_bomb` when it unpacks to more than it may, whatever it says of itself */
  stream(name: string, limit?: { bytes: number; what: 'unpacked' | 'strings' }): Promise<AsyncIterable<Buffer>>
  /** The text of a small part; empty where there is none. */
  text(name: string): Promise<string>
  close(): void
}

/**
 * Opens a zip, after a look into it: what it says of itself is asked first, and what really comes out is counted later.
 * @throws AppError `file_bomb` with what is too much, `file_broken`, `file_locked`
 * @param readOn told how far a part was read, as bytes of the whole file
 */
export async function openArchive(path: string, readOn: ReadOn = () => undefined): Promise<Archive> {
  const zip = await opened(path)
  try {
    return archiveOf(zip, await entriesOf(zip), readOn)
  } catch (error) {
    zip.close()
    throw error
  }
}

function opened(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names are cleaned here, and sizes are counted here: careless writers do well with that, and liars do not.
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: false }
    open(path, options, (error, zip) => (error === null ? resolve(zip) : reject(new AppError('file_broken'))))
  })
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw new AppError('file_bomb', { what: 'entries' })
  const entries = new Map<string, Entry>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      entries.set(nameOf(entry), entry)
      unpacked += entry.uncompressedSize
    }
  } catch {
    throw new AppError('file_broken')
  }
  if (unpacked > MOST_UNPACKED) throw new AppError('file_bomb', { what: 'unpacked' })
  if (unpacked > Math.max(SMALL, MOST_RATIO * zip.fileSize)) throw new AppError('file_bomb', { what: 'ratio' })
  return entries
}

function nameOf({ fileNameRaw }: Entry): string {
  return fileNameRaw.toString().replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()
}

function archiveOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>, readOn: ReadOn): Archive {
  async function stream(
    name: string,
    limit: { bytes: number; what: string } = { bytes: MOST_UNPACKED, what: 'unpacked' },
  ): Promise<AsyncIterable<Buffer>> {
    const entry = entries.get(name)
    if (entry === undefined) throw new AppError('file_broken')
    if (entry.isEncrypted()) throw new AppError('file_locked')
    try {
      const bytes = await zip.openReadStreamPromise(entry)
      const share = entry.uncompressedSize === 0 ? 0 : zip.fileSize / entry.uncompressedSize
      const counted = counting(zip.fileSize, limit, real => readOn(Math.min(zip.fileSize, real * share)))
      // Whoever stops listening stops the unpacking as well.
      counted.once('close', () => bytes.destroy())
      bytes.once('error', () => counted.destroy(new AppError('file_broken')))
      return bytes.pipe(counted)
    } catch {
      throw new AppError('file_broken')
    }
  }

  return {
    has: name => entries.has(name),
    names: () => [...entries.keys()],
    stream,
    async text(name) {
      if (!entries.has(name)) return ''
      const parts: Buffer[] = []
      for await (const part of await stream(name, { bytes: MOST_PART, what: 'unpacked' })) parts.push(part)
      return Buffer.concat(parts).toString()
    },
    close: () => zip.close(),
  }
}

function counting(fileSize: number, { bytes, what }: { bytes: number; what: string }, readOn: ReadOn): Transform {
  let real = 0
  const grown = Math.max(SMALL, MOST_RATIO * fileSize)
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      real += chunk.length
      if (real > bytes) done(new AppError('file_bomb', { what }))
      else if (real > grown) done(new AppError('file_bomb', { what: 'ratio' }))
      else {
        readOn(real)
        done(null, chunk)
      }
    },
  })
}
