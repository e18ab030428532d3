import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

const OWNER_ONLY = 0o600

/** One zip while it is written; its entries come one after another. */
export type Zip = {
  put(name: string, bytes: Buffer): void
  /** Puts in a file of these pieces, as fast as the disk takes them. @throws what the pieces throw; the disk's error */
  file(name: string, pieces: AsyncIterable<string>): Promise<void>
  /** How large it is by now; what is still being packed comes on top. */
  bytes(): number
  /** @throws the disk's error */
  end(): Promise<void>
}

/** One zip, which is being written to a file from its first byte on; nobody but the owner of the process may read it. */
export function startZip(path: string): Zip {
  const zip = new ZipFile()
  const broken = new AbortController()
  let bytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      done(null, chunk)
    },
  })
  const file = createWriteStream(path, { flags: 'wx', mode: OWNER_ONLY })
  const written = pipeline(zip.outputStream, counted, file, { signal: broken.signal })
  zip.once('error', error => broken.abort(error))
  // Whoever puts something in, or ends it, is told.
  written.catch(() => undefined)
  return {
    put: (name, bytes) => zip.addBuffer(bytes, name, { mode: OWNER_ONLY }),
    async file(name, pieces) {
      const source = Readable.from(pieces)
      const taken = new Promise<void>((resolve, reject) => {
        source.once('end', resolve)
        source.once('error', reject)
        written.catch(reject)
      })
      zip.addReadStream(source, name, { mode: OWNER_ONLY })
      try {
        await taken
      } catch (error) {
        broken.abort()
        await written.catch(() => undefined)
        throw error
      }
    },
    bytes: () => bytes,
    async end() {
      zip.end()
      await written
    },
  }
}
