/**
 * How long the event loop stands still while something is measured, and what an idle process beside it sees of the same machine.
 * Run by itself it is that process, until its parent lets it go.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/**
 * The longest times that the loop stood still, ms: `whole` as whoever waits for it sees it, `own` without the time in which it could have
 * gone on and waited for a processor that others had (Linux tells; elsewhere the same as `whole`).
 */
export type Hold = { whole: number; own: number }

/** The same, as one process tells it to another. */
export const holdSchema = z.object({ whole: z.number(), own: z.number() })
/** The loop is looked at so often, ms: more often would cost a good part of what is measured. */
const BEAT_MS = 2

/** It has not stood still yet. */
export const NONE: Hold = { whole: 0, own: 0 }

/** The longer of each. */
export const longer = (a: Hold, b: Hold): Hold => ({ whole: Math.max(a.whole, b.whole), own: Math.max(a.own, b.own) })

/** Watches the loop from now on. @returns what ends it, and tells */
export function watchLoop(): () => Hold {
  const { waited, close } = openWaited()
  let last = { at: performance.now(), waited: waited() }
  let worst = NONE
  const look = () => {
    const now = { at: performance.now(), waited: waited() }
    const whole = Math.max(0, now.at - last.at - BEAT_MS)
    worst = longer(worst, { whole, own: Math.max(0, whole - (now.waited - last.waited)) })
    last = now
  }
  const beat = setInterval(look, BEAT_MS)
  beat.unref()
  return () => {
    look()
    clearInterval(beat)
    close()
    return worst
  }
}

/** How long the main thread has waited for a processor since it began, ms; always 0 where the system does not say. */
function openWaited(): { waited(): number; close(): void } {
  try {
    const file = openSync('/proc/self/schedstat', 'r')
    const bytes = Buffer.alloc(64)
    return {
      waited: () => Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, bytes.length, 0)).split(' ')[1]) / 1e6,
      close: () => closeSync(file),
    }
  } catch {
    return { waited: () => 0, close: () => undefined }
  }
}

/** A process that does nothing, from now on. @returns what ends it, and tells how long its loop stood still */
export async function watchIdle(): Promise<() => Promise<Hold>> {
  const child = fork(fileURLToPath(import.meta.url))
  await heard(child)
  return async () => {
    const worst = heard(child)
    child.send('enough')
    return holdSchema.parse(await worst)
  }
}

function heard(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', code => reject(new Error(`a process ended with ${code} and said nothing`)))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.send !== undefined) {
  const end = watchLoop()
  process.send('ready')
  process.once('message', () => process.send?.(end(), () => process.disconnect()))
}
