import { readdirSync } from 'node:fs'
import { setPriority } from 'node:os'

/** How far behind other processes (of 19) stands what nobody waits for yet. */
const BEHIND = 10

/** How soon a process gets its turn: behind everything else that runs on the machine, until somebody waits for it. */
export type Pace = {
  /** The process has begun. */
  begin(pid: number): void
  /** Somebody waits: it takes its turn like any other. Where the machine lets nobody but its owner say so, it goes on as it did. */
  hasten(): void
  /** It has ended: its number may be another's by now. */
  end(): void
}

export function createPace(): Pace {
  let running: number | null = null
  let hastened = false
  return {
    begin(pid) {
      running = pid
      if (!hastened) setPriority(pid, BEHIND)
    },
    hasten() {
      hastened = true
      if (running !== null) for (const thread of threadsOf(running)) lift(thread)
    },
    end() {
      running = null
    },
  }
}

/** Linux tells a process's threads apart, and each of them has its own turn. */
function threadsOf(pid: number): number[] {
  if (process.platform !== 'linux') return [pid]
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number)
  } catch {
    // It has ended.
    return []
  }
}

const NOT_OURS = new Set(['EACCES', 'EPERM', 'ESRCH'])

function lift(thread: number): void {
  try {
    setPriority(thread, 0)
  } catch (error) {
    const info = error instanceof Error && 'info' in error ? error.info : null
    const code = typeof info === 'object' && info !== null && 'code' in info ? info.code : null
    if (typeof code !== 'string' || !NOT_OURS.has(code)) throw error
  }
}
