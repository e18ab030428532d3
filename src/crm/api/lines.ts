import { skipMark } from './split.js'

/** One line of a body as it came: its number from 0, and its bytes; null where it was longer than a line may be. */
export type Line = { index: number; bytes: Buffer | null }

const NEWLINE = 0x0a

/**
 * Parts a stream of bytes into lines. It holds no more than one line of `longest` bytes, whatever comes; what is too long
 * is skipped up to its end. Empty lines are counted and left out.
 */
export function createLines(longest: number): { add(chunk: Buffer): Line[]; end(): Line[] } {
  let rest: Buffer[] = []
  let size = 0
  let index = 0

  function take(part: Buffer): void {
    if (size <= longest) rest.push(part)
    size += part.length
  }

  function finish(): Line[] {
    const long = size > longest
    const whole = long ? null : Buffer.concat(rest)
    const number = index++
    rest = []
    size = 0
    if (whole === null) return [{ index: number, bytes: null }]
    const bytes = number === 0 ? whole.subarray(skipMark(whole)) : whole
    return bytes.every(byte => byte === 0x20 || byte === 0x0d || byte === 0x09) ? [] : [{ index: number, bytes }]
  }

  return {
    add(chunk) {
      const lines: Line[] = []
      let start = 0
      for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
        take(chunk.subarray(start, at))
        lines.push(...finish())
        start = at + 1
      }
      if (start < chunk.length) take(chunk.subarray(start))
      return lines
    },
    end: () => (size === 0 ? [] : finish()),
  }
}
