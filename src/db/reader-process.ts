import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** What a reader is told when its database is closed; it lets go of the file and says the same. */
export type LetGo = 'let go'

const LET_GO: LetGo = 'let go'

/** Where readers get their processes from. */
export type ReaderProcesses = {
  /** One that runs no question: one that waits, or a new one. It keeps nobody's event loop alive. */
  take(): ChildProcess
  /** Takes back one that runs no question; resolves once it has let go of its database, or has ended. */
  giveBack(child: ChildProcess): Promise<void>
}

/**
 * A process costs some 60 ms of a core before its first answer; one that is given back may serve the next database.
 * @param spare how many of those given back wait; the others end. A product opens one database, so it keeps none
 */
export function createReaderProcesses(spare = 0): ReaderProcesses {
  const waiting: ChildProcess[] = []

  function start(): ChildProcess {
    const started = fork(join(import.meta.dirname, 'reader-child.js'), [String(process.pid)], {
      env: {},
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    // Whoever has it hears of this too; while it waits, nobody does.
    started.on('error', () => undefined)
    started.unref()
    started.channel?.unref()
    return started
  }

  return {
    take() {
      for (let child = waiting.pop(); child !== undefined; child = waiting.pop()) if (child.connected) return child
      return start()
    },
    async giveBack(child) {
      child.ref()
      child.channel?.ref()
      if (waiting.length < spare && child.connected && (await letsGo(child)) && waiting.length < spare) {
        waiting.push(child)
      } else await end(child)
      child.unref()
      child.channel?.unref()
    },
  }
}

/** False when it ended instead. */
function letsGo(child: ChildProcess): Promise<boolean> {
  return new Promise(resolve => {
    const said = (word: unknown) => word === LET_GO && settle(true)
    const ended = () => settle(false)
    const settle = (done: boolean) => {
      child.off('message', said)
      child.off('exit', ended)
      resolve(done)
    }
    child.on('message', said)
    child.on('exit', ended)
    child.send(LET_GO, error => {
      if (error !== null) ended()
    })
  })
}

/** Ends a process at once, whatever it does; resolves when it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.ref()
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
