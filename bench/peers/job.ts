// What every peer is given and gives back.
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: { root: { type: 'string' }, people: { type: 'string' }, width: { type: 'string', default: '100' } },
})

export const root = values.root ?? ''
export const people = Number(values.people)
export const width = Number(values.width)
export const token = '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
export const text = `<b>Autumn boots</b> are here. ${'Warm, dry and made to last. '.repeat(10)}`

/** Runs the peer's sending and tells the parent what it cost. */
export async function measure(send: () => Promise<number>): Promise<void> {
  const cpu = process.cpuUsage()
  const started = performance.now()
  const failed = await send()
  const { user, system } = process.cpuUsage(cpu)
  process.send?.({ seconds: (performance.now() - started) / 1_000, cpuMs: (user + system) / 1_000, failed })
  process.disconnect?.()
}

/** Sends to everybody, `width` at any moment, and measures it. @param send tells whether it was taken */
export async function sendToAll(send: (chat: number) => Promise<boolean>): Promise<void> {
  await measure(async () => {
    let next = 1
    let failed = 0
    const worker = async () => {
      while (next <= people) if (!(await send(next++))) failed++
    }
    await Promise.all(Array.from({ length: width }, worker))
    return failed
  })
}
