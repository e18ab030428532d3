import { GrammyError, HttpError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { createPoller, type PollerDeps } from '../../src/bot/poller.js'
import { createLog } from '../../src/log.js'

type Step = { update_id: number }[] | Error

const refusal = (error_code: number, description: string, retry_after?: number) =>
  new GrammyError(
    'Call failed',
    { ok: false, error_code, description, ...(retry_after !== undefined && { parameters: { retry_after } }) },
    'getUpdates',
    {},
  )
const outage = () =>
  new HttpError('failed', Object.assign(new Error('network'), { reached: 'before', code: 'ECONNREFUSED' }))
const webhook = () =>
  refusal(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  )

/** Runs a poller over these answers of Telegram; after the last one it hangs until it is closed. */
async function poll(steps: Step[], deps: Partial<PollerDeps> = {}) {
  const events: string[] = []
  const lines: string[] = []
  const left = [...steps]
  let drained = () => {}
  const done = new Promise<void>(resolve => {
    drained = resolve
  })
  const poller = createPoller({
    api: {
      getUpdates({ offset, timeout }, signal) {
        events.push(`get ${offset}${timeout === 0 ? ' confirm' : ''}`)
        const step = timeout === 0 ? [] : left.shift()
        if (step instanceof Error) return Promise.reject(step)
        if (step !== undefined) return Promise.resolve(step)
        drained()
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(outage())))
      },
    },
    intake: { accept: async updates => void events.push(`accept ${updates.length}`), confirmed: () => {} },
    log: createLog('info', line => lines.push(JSON.parse(line).msg)),
    reclaim: async () => false,
    wait: async ms => void events.push(`wait ${ms}`),
    ...deps,
  })
  const end = poller.run()
  await Promise.race([done, end])
  await poller.close()
  return { end: await end, events, lines }
}

describe('polling', () => {
  test('asks for the next batch only after the last one is kept, and confirms it when closing', async () => {
    const { end, events } = await poll([[{ update_id: 7 }, { update_id: 8 }], [], [{ update_id: 12 }]])
    expect(end).toBe('closed')
    expect(events).toEqual(['get 0', 'accept 2', 'get 9', 'get 9', 'accept 1', 'get 13', 'get 13 confirm'])
  })

  test('what could not be kept is asked for again', async () => {
    let failures = 1
    const { events } = await poll([[{ update_id: 7 }], [{ update_id: 7 }]], {
      intake: {
        confirmed: () => {},
        accept: async () => {
          if (failures-- > 0) throw new Error('disk full')
        },
      },
    })
    expect(events).toEqual(['get 0', 'wait 1000', 'get 0', 'get 8', 'get 8 confirm'])
  })

  test('an outage is waited out longer and longer, and said once', async () => {
    const { events, lines } = await poll([...Array.from({ length: 7 }, outage), [], outage()])
    expect(events.filter(event => event.startsWith('wait'))).toEqual(
      [1, 2, 4, 8, 16, 30, 30, 1].map(seconds => `wait ${seconds * 1_000}`),
    )
    expect(lines).toEqual([
      'No updates from Telegram; trying again.',
      'updates come in again',
      'No updates from Telegram; trying again.',
    ])
  })

  test('a 429 is waited out as long as it says', async () => {
    const { events } = await poll([refusal(429, 'Too Many Requests', 17)])
    expect(events).toEqual(['get 0', 'wait 17000', 'get 0'])
  })

  test('a revoked token ends it with one sentence', async () => {
    const { end, events, lines } = await poll([refusal(401, 'Unauthorized')])
    expect([end, events, lines.length]).toEqual(['unauthorized', ['get 0'], 1])
  })

  test('another program with the same token is waited for', async () => {
    const conflict = refusal(409, 'Conflict: terminated by other getUpdates request')
    const { end, lines } = await poll([conflict, conflict, []])
    expect(end).toBe('closed')
    expect(lines[0]).toMatch(/Another program/)
  })

  test('a webhook that was set meanwhile: on only after a yes', async () => {
    expect((await poll([webhook()])).end).toBe('webhook')
    const yes = await poll([webhook(), [{ update_id: 1 }]], { reclaim: async () => true })
    expect([yes.end, yes.events]).toEqual(['closed', ['get 0', 'get 0', 'accept 1', 'get 2', 'get 2 confirm']])
  })
})
