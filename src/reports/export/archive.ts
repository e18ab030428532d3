import { join } from 'node:path'
import { BOM } from './csv.js'
import { startZip, type Zip } from './zip.js'

/** Bytes of one part: Telegram takes 50 MB of a bot, and what is still being packed comes on top. */
export const PART_BYTES = 45 * 1024 * 1024

/** A zip that is written to disk as it is filled, in parts of a size; nobody but the owner of the process may read it. */
export type Archive = {
  /** Puts in a text. */
  text(name: string, words: string): void
  /** Puts in a small file as it is; what no longer fits goes into the next part. */
  bytes(name: string, bytes: Buffer): Promise<void>
  /**
   * Puts in a file of these pieces, which it takes one after another as fast as the disk takes them; what no longer fits
   * comes in the next part, as `name-2.csv`, with the header again.
   * @throws what the pieces throw; the disk's error
   */
  file(name: string, header: string, pieces: AsyncIterable<string>): Promise<void>
  /** Ends the last part. @returns the paths of all, in their order */
  end(): Promise<string[]>
}

/**
 * @param folder where the parts go
 * @param stem how they are called: `stem.zip`, and `stem-2.zip` for what does not fit
 * @param most bytes of a part, but for what is still being packed when it is full
 */
export function createArchive(folder: string, stem: string, most = PART_BYTES): Archive {
  const paths: string[] = []
  let open: Zip | null = null

  function current(): Zip {
    if (open !== null) return open
    const path = join(folder, paths.length === 0 ? `${stem}.zip` : `${stem}-${paths.length + 1}.zip`)
    paths.push(path)
    open = startZip(path)
    return open
  }

  async function finish(): Promise<void> {
    const part = open
    open = null
    await part?.end()
  }

  return {
    text: (name, words) => current().put(name, Buffer.from(words)),
    async bytes(name, bytes) {
      if (open !== null && open.bytes() + bytes.length > most) await finish()
      current().put(name, bytes)
    },
    async file(name, header, pieces) {
      const iterator = pieces[Symbol.asyncIterator]()
      for (let n = 1; ; n++) {
        const part = current()
        let ended = false
        async function* some(): AsyncGenerator<string> {
          yield BOM + header
          do {
            const piece = await iterator.next()
            ended = piece.done === true
            if (piece.done === true) return
            yield piece.value
          } while (part.bytes() < most)
        }
        await part.file(n === 1 ? `${name}.csv` : `${name}-${n}.csv`, some())
        if (ended) return
        await finish()
      }
    },
    async end() {
      await finish()
      return paths
    },
  }
}
