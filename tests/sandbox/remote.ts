import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Agent } from 'undici'
import { z } from 'zod'

const readySchema = z.object({ apiRoot: z.string(), token: z.string(), port: z.int() })

/** An emulator in a process of its own. */
export type RemoteEmulator = {
  readonly apiRoot: string
  readonly token: string
  readonly port: number
  readonly process: ChildProcess
  /** One control call: `control('GET', 'counts')`, `control('POST', 'faults', { kind: 'cut' })`. Rejects on a refusal. */
  control(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  close(): Promise<void>
}

/** Starts the emulator as a process with the arguments of its `main`, and waits until it listens. */
export async function spawnEmulator(args: readonly string[] = []): Promise<RemoteEmulator> {
  const entry = fileURLToPath(new URL('../../src/sandbox/emulator/main.js', import.meta.url))
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', code => reject(new Error(`the emulator ended with ${code}`)))
  })
  const ready = readySchema.parse(JSON.parse(line))
  const root = new URL(ready.apiRoot)
  const agent = new Agent()
  return {
    ...ready,
    process: child,
    async control(method, path, body) {
      const answer = await agent.request({
        origin: root.origin,
        path: `${root.pathname.replace(/\/$/, '')}/control/${path}`,
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const result: unknown = await answer.body.json()
      if (answer.statusCode !== 200) throw new Error(`control ${path}: ${JSON.stringify(result)}`)
      return result
    },
    close: () =>
      new Promise(resolve => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
