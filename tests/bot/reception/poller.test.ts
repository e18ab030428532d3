import { GrammyError, HttpError } from 'grammy'
import { describe, expect, test } from 'vitest'
import { createHearing, type Hearing } from '../../../src/bot/reception/hearing.js'
import { createPoller, type PollerDeps } from '../../../src/bot/reception/poller.js'
import { createWebhookWatch } from '../../../src/bot/reception/webhook-watch.js'
import { createLog, silentLog } from '../../../src/log.js'

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
  const clock = { monotonic: 0 }
  const hearing = createHearing({
    clock: { now: () => clock.monotonic, monotonic: () => clock.monotonic },
    log: silentLog,
  })
  const states: string[] = []
  const poller = createPoller({
    hearing,
    api: {
      getUpdates({ offset, timeout }, signal) {
        if (timeout !== 0) states.push(stateOf(hearing))
        events.push(`get ${offset}${timeout === 0 ? ' confirm' : timeout === 2 ? ' soon' : ''}`)
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
    wait: async ms => {
      clock.monotonic += ms
      events.push(`wait ${ms}`)
    },
    ...deps,
  })
  const end = poller.run()
  await Promise.race([done, end])
  await poller.close()
  await end
  return { events, lines, states, hearing, clock }
}

const stateOf = (hearing: Hearing) => {
  const state = hearing.state()
  return state.kind === 'heard' ? 'heard' : state.why
}

describe('polling', () => {
  test('asks for the next batch only after the last one is kept, and confirms it when closing', async () => {
    const { events } = await poll([[{ update_id: 7 }, { update_id: 8 }], [], [{ update_id: 12 }]])
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
    expect(events).toEqual(['get 0', 'wait 1000', 'get 0 soon', 'get 8', 'get 8 confirm'])
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
    expect(events).toEqual(['get 0', 'wait 17000', 'get 0 soon'])
  })

  const conflict = refusal(409, 'Conflict: terminated by other getUpdates request')
  const unauthorized = refusal(401, 'Unauthorized')

  test.each<[string, Error, string, RegExp]>([
    ['a token that is refused', unauthorized, 'unauthorized', /refuses the bot token/],
    ['a token that never was one', refusal(404, 'Not Found'), 'unauthorized', /refuses the bot token/],
    ['another program with the same token', conflict, 'conflict', /Another program/],
    ['a refusal out of place', refusal(403, 'Forbidden'), 'silent', /No updates/],
    ['a server that is broken', refusal(502, 'Bad Gateway'), 'silent', /No updates/],
    ['a network that is gone', outage(), 'silent', /No updates/],
  ])('%s is tried again for ever and said once; after ten seconds nobody is heard', async (_, error, why, sentence) => {
    const { states, lines, hearing, clock } = await poll([...Array.from({ length: 12 }, () => error), [], [], []])
    expect(states[0]).toBe('heard')
    expect(states.slice(5, 12)).toEqual(Array(7).fill(why))
    expect(lines.filter(line => sentence.test(line))).toHaveLength(1)
    clock.monotonic += 10_000
    expect(stateOf(hearing)).toBe('heard')
  })

  test('a webhook that was set meanwhile: on at once after a yes; after a no it is asked no more, and tried again', async () => {
    const yes = await poll([webhook(), [{ update_id: 1 }]], { reclaim: async () => true })
    expect(yes.events).toEqual(['get 0', 'get 0 soon', 'accept 1', 'get 2', 'get 2 confirm'])
    let asked = 0
    const no = await poll([...Array.from({ length: 8 }, webhook), [], webhook()], {
      reclaim: async () => {
        asked++
        return false
      },
    })
    expect(asked).toBe(2)
    expect(no.states.slice(5, 9)).toEqual(Array(4).fill('webhook'))
  })

  test('one that cannot be looked at (409, then 403) does not end it', async () => {
    const { states, events } = await poll([webhook(), webhook(), [{ update_id: 4 }]], {
      reclaim: async () => {
        throw refusal(403, 'Forbidden')
      },
    })
    expect(states.length).toBe(4)
    expect(events).toContain('accept 1')
  })

  test.each<[string, unknown]>([
    ['no list', {}],
    ['nothing', null],
    ['a number', 7],
  ])('an answer that is %s is asked for again', async (_, answer) => {
    const { events } = await poll([answer as [], [{ update_id: 4 }]])
    expect(events.slice(0, 4)).toEqual(['get 0', 'wait 1000', 'get 0 soon', 'accept 1'])
  })
})

describe('hearing', () => {
  function make() {
    const clock = { at: 0, now: () => clock.at, monotonic: () => clock.at }
    const hearing = createHearing({ clock, log: silentLog })
    const pass = (ms: number) => {
      clock.at += ms
      return stateOf(hearing)
    }
    return { hearing, pass }
  }

  test('a request that is not answered ten seconds after it should be', () => {
    const { hearing, pass } = make()
    hearing.asks(30_000)
    expect([pass(15_000), pass(15_000), pass(9_999), pass(1)]).toEqual(['heard', 'heard', 'heard', 'silent'])
    hearing.failed('silent')
    expect(pass(0)).toBe('silent')
    hearing.asks(2_000)
    hearing.answered()
    expect(pass(0)).toBe('heard')
  })

  test('two programs that take turns are not heard, although every second request succeeds', () => {
    const { hearing, pass } = make()
    const states: string[] = []
    for (let i = 0; i < 10; i++) {
      hearing.failed('conflict')
      states.push(pass(3_000))
      hearing.answered()
      states.push(pass(1_000))
    }
    expect(states.slice(5).every(state => state === 'conflict')).toBe(true)
    hearing.answered()
    expect([pass(4_000), pass(5_000)]).toEqual(['conflict', 'heard'])
  })

  test('a sleep is no silence: what was asked before it may still be answered', () => {
    const { hearing, pass } = make()
    hearing.asks(30_000)
    expect([pass(5_000), pass(3_600_000), pass(14_000)]).toEqual(['heard', 'heard', 'heard'])
    hearing.failed('conflict')
    expect([pass(3_600_000), pass(5_000), pass(5_000)]).toEqual(['heard', 'heard', 'conflict'])
  })

  test('a hiccup, and trouble with an answer between, is nothing', () => {
    const { hearing, pass } = make()
    for (let i = 0; i < 20; i++) {
      hearing.failed('unauthorized')
      expect(pass(6_000)).toBe('heard')
      hearing.answered()
    }
  })
})

describe('the webhook is watched', () => {
  const OURS = 'https://shop.example/telegram'
  type Info = { url?: string; pending_update_count: number; last_error_date?: number }
  const calm: Info = { url: OURS, pending_update_count: 0 }

  async function watch(info: Info | Error, reclaims: boolean | Error = false) {
    const clock = { at: 0, now: () => clock.at, monotonic: () => clock.at }
    const hearing = createHearing({ clock, log: silentLog })
    const world = { info, arrived: 5, sending: true, looks: 0, reclaimed: 0 }
    const watching = createWebhookWatch({
      api: {
        async getWebhookInfo() {
          world.looks++
          if (world.info instanceof Error) throw world.info
          return world.info
        },
      },
      hearing,
      clock,
      log: silentLog,
      ours: OURS,
      isSending: () => world.sending,
      arrived: () => world.arrived,
      async reclaim() {
        world.reclaimed++
        if (reclaims instanceof Error) throw reclaims
        return reclaims
      },
    })
    /** So many seconds, with a look every five. */
    const pass = async (seconds: number) => {
      for (let i = 0; i < seconds; i += 5) {
        clock.at += 5_000
        await watching.run()
      }
      return stateOf(hearing)
    }
    return { world, pass }
  }

  test('every 30 s while something is sent, and not otherwise', async () => {
    const { world, pass } = await watch(calm)
    await pass(60)
    expect(world.looks).toBe(2)
    world.sending = false
    expect(await pass(300)).toBe('heard')
    expect(world.looks).toBe(2)
  })

  test.each<[string, Info | Error, string, number]>([
    ['another platform has it', { url: 'https://other.example/x', pending_update_count: 0 }, 'webhook', 35],
    ['it was removed, and cannot be set again', { pending_update_count: 0 }, 'webhook', 35],
    [
      'updates wait that could not be delivered',
      { ...calm, pending_update_count: 3, last_error_date: 1 },
      'undelivered',
      40,
    ],
    ['the token is refused', unauthorizedError(), 'unauthorized', 45],
    ['nothing answers', outage(), 'silent', 45],
  ])('when %s nobody is heard, and everybody is again by itself', async (_, info, why, seconds) => {
    const { world, pass } = await watch(calm)
    await pass(5)
    world.info = info
    expect(await pass(seconds)).toBe(why)
    world.info = calm
    expect(await pass(5)).toBe('heard')
  })

  test('an old error beside updates that do arrive is nothing', async () => {
    const { world, pass } = await watch({ ...calm, pending_update_count: 1, last_error_date: 1 })
    for (let i = 0; i < 12; i++) {
      world.arrived++
      expect(await pass(5)).toBe('heard')
    }
  })

  test('a webhook that was removed is set again', async () => {
    const { world, pass } = await watch({ url: '', pending_update_count: 0 }, true)
    expect(await pass(5)).toBe('heard')
    expect(world.reclaimed).toBe(1)
  })

  test('another platform that may keep it is asked about once', async () => {
    const { world, pass } = await watch({ url: 'https://other.example/x', pending_update_count: 0 })
    await pass(120)
    expect(world.reclaimed).toBe(1)
  })
})

function unauthorizedError(): Error {
  return refusal(401, 'Unauthorized')
}
