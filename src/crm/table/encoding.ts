import { rankEncodings } from './alphabet.js'
import { decode, ENCODINGS, type Encoding } from './decoder.js'

/** A reading of a text that may be the right one, with cells as they would be then. */
export type EncodingCandidate = { encoding: Encoding; samples: string[] }

/**
 * How a text is written. `certain`: by its mark, by the zero bytes of UTF-16, as valid UTF-8, or as the file itself says.
 * Else a person has to look at the samples of `candidates`, the best first.
 */
export type EncodingFound = { encoding: Encoding; certain: boolean; candidates: EncodingCandidate[] }

/** Gathers what tells the encoding of a text whose bytes come in parts. */
export type EncodingWatch = { add(bytes: Uint8Array): void; done(): EncodingFound }

const LOOKED_AT = 64 * 1_024
/** Bytes of telling lines by which an encoding is guessed: enough, and a few milliseconds. */
const TELLING = 8 * 1_024
const CANDIDATES = 4
const SAMPLES = 3
const SAMPLE = 40
/** Of the signs beyond ASCII in a text that is UTF-8 but for some bytes. */
const BROKEN = 0.1
const LINE_END = 10

/** @param said what the file says of itself, such as the charset of a page; null where it says nothing */
export function createEncodingWatch(said: string | null = null): EncodingWatch {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let head: Uint8Array = new Uint8Array()
  let valid = true
  /** Lines with bytes beyond ASCII. */
  let telling: Uint8Array = new Uint8Array()

  return {
    add(bytes) {
      if (head.length < LOOKED_AT) head = Buffer.concat([head, bytes.subarray(0, LOOKED_AT - head.length)])
      if (telling.length < TELLING) {
        telling = Buffer.concat([telling, tellingLines(bytes, TELLING - telling.length)])
      }
      if (!valid) return
      try {
        strict.decode(bytes, { stream: true })
      } catch {
        valid = false
      }
    },
    done() {
      const wide = byMark(head) ?? byZeros(head)
      if (wide !== null) return { encoding: wide, certain: true, candidates: [] }
      try {
        if (valid) strict.decode()
      } catch {
        valid = false
      }
      if (valid) return { encoding: 'utf-8', certain: true, candidates: [] }
      const own = ENCODINGS.find(encoding => encoding === said?.toLowerCase())
      if (own !== undefined && own !== 'utf-8') return { encoding: own, certain: true, candidates: [] }
      const ranked = rankEncodings(telling)
      const candidates = (nearlyUtf8(telling) ? ['utf-8' as const, ...ranked] : ranked)
        .map(encoding => ({ encoding, samples: samplesOf(decode(telling, encoding)) }))
        .filter(({ samples }, i, all) => all.findIndex(other => same(other.samples, samples)) === i)
        .slice(0, CANDIDATES)
      return { encoding: candidates[0]?.encoding ?? 'windows-1252', certain: false, candidates }
    },
  }
}

/** How the bytes of a whole text are written. */
export function encodingOf(bytes: Uint8Array, said: string | null = null): EncodingFound {
  const watch = createEncodingWatch(said)
  watch.add(bytes)
  return watch.done()
}

/** UTF-8 or UTF-16 by the mark at the beginning; null where there is none. */
export function byMark(head: Uint8Array): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 'utf-8' : null
}

/** UTF-16 by where the zero bytes stand: line ends, digits and separators are narrow in a table of any language. */
export function byZeros(head: Uint8Array): Encoding | null {
  const pairs = Math.floor(head.length / 2)
  if (pairs < 2) return null
  const zeros = [0, 0]
  const letters = [0, 0]
  for (let i = 0; i < pairs * 2; i += 1) {
    const byte = head[i] ?? 0
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
    else if (byte >= 0x30 && byte < 0x80) letters[i % 2] = (letters[i % 2] ?? 0) + 1
  }
  const isWide = (high: 0 | 1, low: 0 | 1) =>
    // One stray zero byte on the other side is a NUL sign of a careless export.
    (zeros[high] ?? 0) >= pairs / 8 && (zeros[low] ?? 0) <= pairs / 100 && (letters[high] ?? 0) < pairs / 8
  if (isWide(1, 0)) return 'utf-16le'
  return isWide(0, 1) ? 'utf-16be' : null
}

function tellingLines(bytes: Uint8Array, most: number): Uint8Array {
  const lines: Uint8Array[] = []
  let length = 0
  let i = 0
  while (length < most) {
    while (i < bytes.length && (bytes[i] ?? 0) < 0x80) i += 1
    if (i >= bytes.length) break
    const from = bytes.lastIndexOf(LINE_END, i) + 1
    const end = bytes.indexOf(LINE_END, i)
    const line = bytes.subarray(from, Math.min(end < 0 ? bytes.length : end + 1, from + most))
    lines.push(line)
    length += line.length
    i = end < 0 ? bytes.length : end + 1
  }
  return Buffer.concat(lines).subarray(0, most)
}

/** True where nearly all that is beyond ASCII is UTF-8: one part of the text was cut or glued carelessly. */
function nearlyUtf8(bytes: Uint8Array): boolean {
  const text = decode(bytes, 'utf-8')
  const broken = text.match(/\ufffd/g)?.length ?? 0
  return broken <= BROKEN * (text.match(/[^\0-\x7f]/g)?.length ?? 0)
}

/** Pieces between separators in which the encoding shows. */
function samplesOf(text: string): string[] {
  const cells = text
    .split(/[;,\t|\n\r"<>{}]+/)
    .map(cell => cell.trim().slice(0, SAMPLE))
    .filter(cell => /[^\0-\x7f]/.test(cell))
  return [...new Set(cells)].slice(0, SAMPLES)
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, i) => cell === other[i])
}
