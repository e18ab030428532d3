import { createServer, type Server } from 'node:http'
import { isbot } from 'isbot'
import { describe, expect, onTestFinished, test } from 'vitest'
import { MINUTE } from '../../src/clock.js'
import { createOutside } from '../../src/http/outside.js'
import { silentLog } from '../../src/log.js'
import { AGENT } from '../../src/offers/link/visit.js'
import { openDoor } from './door.js'

const clock = () => {
  const hands = { wall: 1_000, mono: 0 }
  return { hands, now: () => hands.wall, monotonic: () => hands.mono }
}

/** A look at a made-up world; counts the looks. */
function look(answer: () => string) {
  const time = clock()
  const world = { looks: 0 }
  const outside = createOutside({
    publicUrl: 'https://go.example',
    instance: 'me',
    clock: time,
    log: silentLog,
    agent: 'segcast',
    proven: () => null,
    fetch: async address => {
      world.looks++
      expect(address).toBe('https://go.example/health')
      return { status: 200, headers: {}, body: answer() }
    },
  })
  return { outside, world, hands: time.hands }
}

/** Where something listens that is not ours. */
async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise(resolve => server.close(() => resolve())))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

const at = (publicUrl: string, proven: () => number | null = () => null) =>
  createOutside({ publicUrl, instance: 'me', clock: clock(), log: silentLog, agent: AGENT, proven })

describe('whether it is us who answer', () => {
  test.each([true, false])('our own door proves itself, healthy or not (%s)', async ok => {
    const { base } = await openDoor({ health: () => ({ ok, instance: 'me' }) })
    const outside = at(base)
    expect(outside.state()).toEqual({ kind: 'unknown' })
    expect(await outside.check()).toBe(true)
    expect(outside.state()).toEqual({ kind: 'open' })
  })

  test('an earlier process of ours, or another program, does not pass for us', async () => {
    const { base } = await openDoor({ health: () => ({ ok: true, instance: 'another' }) })
    const outside = at(base)
    expect(await outside.check()).toBe(false)
    expect(outside.state()).toMatchObject({ kind: 'shut', since: 1_000, why: 'stranger' })
  })

  test('a redirection is followed, as browsers do', async () => {
    const { base } = await openDoor({ health: () => ({ ok: true, instance: 'me' }) })
    const moved = await listen(
      createServer((request, response) => {
        response.writeHead(301, { location: `${base}${request.url}` }).end()
      }),
    )
    expect(await at(moved).check()).toBe(true)
  })

  test.each<[string, number, Record<string, string>, string, object]>([
    [
      'a challenge',
      403,
      { server: 'cloudflare', 'cf-mitigated': 'challenge' },
      '',
      { by: 'Cloudflare', challenge: true },
    ],
    [
      'a challenge page',
      503,
      { server: 'ddos-guard' },
      '<title>DDoS-Guard</title>',
      { by: 'DDoS-Guard', challenge: true },
    ],
    ['a captcha', 429, {}, 'Solve this CAPTCHA', { by: null, challenge: true }],
    ['a firewall', 403, { 'x-sucuri-id': '12' }, 'Denied', { by: 'Sucuri', challenge: false }],
    ['a proxy without a program behind it', 502, { server: 'nginx' }, 'Bad Gateway', { by: null, challenge: false }],
    ['another site', 200, {}, '<h1>Captcha museum</h1>', { by: null, challenge: false }],
  ])('it says what answered: %s; and gives its name', async (_, status, headers, body, said) => {
    const names: (string | undefined)[] = []
    const there = await listen(
      createServer((request, response) => {
        names.push(request.headers['user-agent'])
        response.writeHead(status, headers).end(body)
      }),
    )
    const outside = at(there)
    expect(await outside.check()).toBe(false)
    expect(outside.state()).toMatchObject({ why: 'stranger', said: { kind: 'answer', status, ...said } })
    expect(names).toEqual([AGENT])
  })

  test('a name that firewalls refuse is none of ours', () => {
    expect(AGENT).not.toMatch(/bot|crawl|spider|scan|curl|wget|python|java|http|check|monitor|preview|fetch|headless/i)
    expect(isbot(AGENT)).toBe(false)
  })

  test.each([
    ['http://127.0.0.1:1', 'refused'],
    ['http://no-such-host.invalid', 'unknown_host'],
  ])('it says why nothing answers: %s', async (address, reason) => {
    const outside = at(address)
    await outside.check()
    expect(outside.state()).toMatchObject({ why: 'silent', said: { kind: 'none', reason } })
  })

  test('a person who opened a link is believed for as long as it holds', async () => {
    let until: number | null = null
    const outside = at('http://127.0.0.1:1', () => until)
    expect(await outside.opens()).toBe(false)
    until = 5_000
    expect(await outside.opens()).toBe(true)
    expect(outside.state()).toEqual({ kind: 'proven', until: 5_000, said: { kind: 'none', reason: 'refused' } })
    until = null
    expect(await outside.opens()).toBe(false)
    expect(outside.state()).toMatchObject({ kind: 'shut' })
  })

  test('nobody there is silence', async () => {
    const server = createServer()
    const address = await listen(server)
    server.close()
    const outside = at(address)
    expect(await outside.check()).toBe(false)
    expect(outside.state()).toMatchObject({ kind: 'shut', why: 'silent' })
  })

  test.each(['', 'Hello', '{}', '[]', 'null', '{"instance":7}', '{"instance":"m"}'])('%j is a stranger', async body => {
    const { outside } = look(() => body)
    expect(await outside.check()).toBe(false)
    expect(outside.state()).toMatchObject({ why: 'stranger' })
  })

  test('somebody who never stops talking is left alone after 64 kB', async () => {
    const endless = await listen(
      createServer((_request, response) => {
        const talk = () => {
          while (!response.destroyed && response.write('x'.repeat(16_384)));
          response.once('drain', talk)
        }
        talk()
      }),
    )
    expect(await at(endless).check()).toBe(false)
  })
})

describe('when it looks', () => {
  test('every ten minutes while all is well, each time while it is not, and since when is kept', async () => {
    let answer = '{"instance":"me"}'
    const { outside, world, hands } = look(() => answer)
    for (let minute = 0; minute < 10; minute++) {
      await outside.run()
      hands.mono += MINUTE
    }
    expect(world.looks).toBe(1)
    answer = 'gone'
    for (let minute = 0; minute < 5; minute++) {
      await outside.run()
      hands.mono += MINUTE
      hands.wall += MINUTE
    }
    expect(world.looks).toBe(6)
    expect(outside.state()).toMatchObject({ kind: 'shut', since: 1_000, why: 'stranger' })
  })

  test('before links are sent: anew, unless it looked within the last minute and all was well', async () => {
    let answer = '{"instance":"me"}'
    const { outside, world, hands } = look(() => answer)
    expect(await Promise.all([outside.opens(), outside.opens(), outside.check()])).toEqual([true, true, true])
    expect(world.looks).toBe(1)
    hands.mono = MINUTE - 1
    expect(await outside.opens()).toBe(true)
    expect(world.looks).toBe(1)
    answer = 'gone'
    hands.mono = MINUTE
    expect(await outside.opens()).toBe(false)
    expect(await outside.opens()).toBe(false)
    expect(world.looks).toBe(3)
  })
})
