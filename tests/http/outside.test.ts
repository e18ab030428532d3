import { createServer, type Server } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { MINUTE } from '../../src/clock.js'
import { createOutside } from '../../src/http/outside.js'
import { silentLog } from '../../src/log.js'
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
    fetch: async address => {
      world.looks++
      expect(address).toBe('https://go.example/health')
      return answer()
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

const at = (publicUrl: string) => createOutside({ publicUrl, instance: 'me', clock: clock(), log: silentLog })

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
    expect(outside.state()).toEqual({ kind: 'shut', since: 1_000, why: 'stranger' })
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
    expect(outside.state()).toEqual({ kind: 'shut', since: 1_000, why: 'stranger' })
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
