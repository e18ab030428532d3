import { SECOND, sleep } from '../../../clock.js'

const LIMIT_MS = 60 * SECOND
const LOOK_MS = 250

/** Waits for something of the product that is not null yet, a minute at most. @param what it is, in words, for the error */
export async function soon<T>(what: string, look: () => T | null): Promise<T> {
  for (const until = performance.now() + LIMIT_MS; performance.now() < until; await sleep(LOOK_MS)) {
    const found = look()
    if (found !== null) return found
  }
  throw new Error(`waited ${LIMIT_MS / SECOND} s: ${what}`)
}
