/** What asks a program to end: a supervisor, Ctrl-C, a terminal that closes, Ctrl-Break on Windows. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK'] as const

/**
 * Listens for the signals that ask this process to end, from now on. Only the first counts: npm passes Ctrl-C on, so that it
 * comes twice, and a terminal that closes may send two. What hangs is ended by the limit of the stop, or by SIGKILL.
 * @returns `asked`, which resolves with the first signal's name, and a signal that aborts with it
 */
export function listenForEnd(): { asked: Promise<string>; signal: AbortSignal } {
  const ending = new AbortController()
  const asked = new Promise<string>(resolve => {
    for (const name of SIGNALS) {
      process.on(name, () => {
        ending.abort()
        resolve(name)
      })
    }
  })
  return { asked, signal: ending.signal }
}
