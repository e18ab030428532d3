import { closeSync, openSync, readSync } from 'node:fs'
import { createDecoder, type Encoding } from './decoder.js'
import { createEncodingWatch, type EncodingFound } from './encoding.js'

/** Bytes that are read at once. */
const PART = 256 * 1_024

/** Told how many bytes of a file were read, again and again. */
export type ReadOn = (bytes: number) => void

/** The bytes of a file, a part at a time; whoever wants one has to have used the one before. */
export function* partsOf(path: string, readOn: ReadOn = () => undefined): Generator<Uint8Array> {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(PART)
    let position = 0
    for (;;) {
      const length = readSync(file, buffer, 0, PART, position)
      if (length === 0) return
      position += length
      yield buffer.subarray(0, length)
      readOn(position)
    }
  } finally {
    closeSync(file)
  }
}

/** The first bytes of a file. */
export function headOf(path: string, length = 64 * 1_024): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(length)
    return buffer.subarray(0, readSync(file, buffer, 0, length, 0))
  } finally {
    closeSync(file)
  }
}

/** How the text of a file is written, by all of it. */
export function encodingOfFile(path: string, said: string | null = null): EncodingFound {
  const watch = createEncodingWatch(said)
  for (const part of partsOf(path)) watch.add(part)
  return watch.done()
}

/** The text of a file, a part at a time. */
export async function* textOf(path: string, encoding: Encoding, readOn?: ReadOn): AsyncGenerator<string> {
  const decoder = createDecoder(encoding)
  for (const part of partsOf(path, readOn)) yield decoder.write(part)
  yield decoder.end()
}

/** The beginning of the text of a file. */
export async function headOfText(path: string, encoding: Encoding): Promise<string> {
  for await (const part of textOf(path, encoding)) return part
  return ''
}
