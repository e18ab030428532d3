import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../../src/db/root.js'

/** The wall clock of a product of its own process, in the hands of a proof. */
export type MovedClock = {
  /** What that process is started with. */
  env: Record<string, string>
  /** Sets it off by so many ms, from now on. */
  move(ms: number): void
  /** By how much it is off, ms. */
  moved(): number
}

/** @param path a path beside which its state is kept; @param from by how much it is off at first, ms */
export function createMovedClock(path: string, from = 0): MovedClock {
  const file = `${path}.clock`
  let moved = from
  const move = (ms: number) => {
    moved = ms
    writeFileSync(file, String(ms))
  }
  move(from)
  const preload = pathToFileURL(join(packageRoot(), 'dist/tests/prove/move-clock.js')).href
  return { env: { MOVED_CLOCK: file, NODE_OPTIONS: `--import ${preload}` }, move, moved: () => moved }
}
