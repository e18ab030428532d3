import { expect, test } from 'vitest'
import { getBroadcast } from '../../src/delivery/broadcast.js'
import { createEmulator, type Emulator } from '../../src/sandbox/emulator/emulator.js'
import type { FaultOptions } from '../../src/sandbox/emulator/faults.js'
import { approveBroadcast } from '../support/campaign.js'
import { openChats, type Stage, stageProduct, until } from '../support/product.js'

const CHROME =
  'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile Safari/537.36'
const OFFER = 'Autumn boots are here'

/** Chats that got the offer, as often as they got it, in order of ids. */
const got = (...emulators: Emulator[]) =>
  emulators
    .flatMap(emulator => emulator.accepted())
    .filter(({ payload }) => String(payload['text'] ?? payload['caption']).startsWith(OFFER))
    .map(({ chat }) => chat)
    .sort((a, b) => a - b)

const upTo = (n: number) => Array.from({ length: n }, (_none, i) => i + 1)

function states(s: Stage): Record<string, number> {
  const rows = s.rows<{ state: string; n: number }>('select state, count(*) as n from deliveries group by state')
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

const approve = (s: Stage, people: number) => approveBroadcast(s.db(), people, s.clock.now())
const ended = (s: Stage, limit?: number) =>
  until(() => s.count(`broadcasts where state = 'finished'`), 'the broadcast to end', limit)
const paused = (s: Stage) => until(() => s.count(`broadcasts where state = 'paused'`), 'the broadcast to pause')
const health = async (s: Stage): Promise<Record<string, unknown>> => {
  const answer = await s.get('/health')
  const facts: Record<string, unknown> = JSON.parse(await answer.text())
  return { status: answer.status, ...facts }
}

test('429: the rest is kept over a restart, no attempt is spent, nobody gets it twice', async () => {
  const s = await stageProduct({ people: 40, config: { messagesPerSecond: 50 } })
  const fault = s.emulator.fault({ kind: 'limit', retryAfter: 3, methods: ['send*'], chats: upTo(40), times: 3 })
  approve(s, 40)
  await until(() => s.count('lanes where paused_until is not null'), 'the rest to be kept')
  await s.ada.send('/broadcasts')
  await s.ada.walk('Autumn')
  expect(s.ada.text()).toContain('⏳ Telegram asked to wait 3 s, until ')
  await s.restart()
  const [lane] = s.rows<{ until: number; rate: number }>('select paused_until as until, rate from lanes')
  expect(lane?.rate).toBeCloseTo(50 * 0.7)
  expect(s.count(`deliveries where state = 'queued' and attempts <> 0`)).toBe(0)
  s.emulator.clearFaults(fault.id)
  const before = got(s.emulator).length
  await until(() => got(s.emulator).length > before, 'it to go on')
  const resumed = s.emulator.accepted().find(({ at }) => at > (lane?.until ?? 0) - 200)
  expect(resumed?.at, 'not before the rest was over').toBeGreaterThanOrEqual((lane?.until ?? 0) - 20)
  await ended(s)
  expect(got(s.emulator)).toEqual(upTo(40))
  expect(states(s)).toEqual({ sent: 40 })
  expect(s.count('deliveries where attempts <> 1')).toBe(0)
})

test('five refusals alike pause it with Telegram’s words; going on sends to those five too', async () => {
  const s = await stageProduct({ people: 20 })
  const id = approve(s, 20)
  const [variant] = s.rows<{ id: number; content: string }>('select id, content from variants')
  const content: Record<string, unknown> = JSON.parse(variant?.content ?? '')
  const keep = (changed: object) =>
    s
      .db()
      .sql('update variants set content = ? where id = ?')
      .run(JSON.stringify(changed), variant?.id ?? 0)
  keep({ ...content, kind: 'photo', fileId: 'AgACAgIAAxkBAAI-not-a-file' })
  await paused(s)
  expect(getBroadcast(s.db(), id)).toMatchObject({ pauseReason: 'content' })
  const card = await s.ada.sees('Telegram refuses the message')
  expect(card.text).toMatch(/400 Bad Request: .*file/)
  await until(() => (states(s)['sending'] ?? 0) === 0, 'the last answers')
  const failed = s.count(`deliveries where state = 'failed' and reason = 'content'`)
  expect(failed).toBeGreaterThanOrEqual(5)
  // What Telegram did not take is repaired, and the program begins anew.
  keep(content)
  await s.restart()
  await s.ada.press('Resume', s.ada.holding('Resume'))
  await ended(s)
  expect(states(s)).toEqual({ sent: 20 })
  expect(got(s.emulator)).toEqual(upTo(20))
})

test('a revoked token pauses everything; with the new one it goes on, and old links still work', async () => {
  const s = await stageProduct({
    people: 60,
    config: { messagesPerSecond: 40 },
    expected: [/Telegram refuses the bot token/, /does not accept BOT_TOKEN/, /was given up/],
  })
  const id = approve(s, 60)
  await until(() => got(s.emulator).length >= 10, 'ten to get it')
  await s.emulator.close()
  const token = '700000001:AAnotherTokenAfterTheRevocation00'
  const next = await createEmulator({ port: s.emulator.port, token, limits: null, clock: s.clock })
  try {
    const people = upTo(60).map(person => next.user({ id: person, firstName: `Person ${person}` }))
    await openChats(next, [...people, next.user({ id: s.ada.person.id, firstName: 'Ada' })])
    await paused(s)
    expect(getBroadcast(s.db(), id)).toMatchObject({ state: 'paused', pauseReason: 'unauthorized' })
    await until(() => (states(s)['sending'] ?? 0) === 0, 'the last answers')
    await until(() => s.log.errors.some(line => line.includes('refuses the bot token')), 'polling to be refused')
    s.passes(11_000)
    expect(await health(s)).toMatchObject({ status: 503, receiving: false, waits: 'unheard' })
    expect(next.accepted()).toEqual([])
    const link = s.emulator.person(got(s.emulator)[0] ?? 0)
    expect((await s.get(link.addressOf(link.lastMessage().message_id, 'Choose'))).status).toBe(302)

    await s.restart(() => {}, { botToken: token })
    expect((await s.get(link.addressOf(link.lastMessage().message_id, 'Choose'))).status).toBe(302)
    const ada = next.person(s.ada.person.id)
    await until(
      () => ada.messages().some(message => message.text?.includes('no longer accepts the bot’s token')),
      'the card',
    )
    await ada.press(ada.lastMessage().message_id, 'Resume')
    await ended(s)
    const { sent = 0, uncertain = 0 } = states(s)
    expect(sent + uncertain).toBe(60)
    // Those whose message was on its way when the connection broke are not asked again by the program.
    expect(new Set(got(s.emulator, next)).size).toBe(got(s.emulator, next).length)
    expect(got(s.emulator, next).length).toBeGreaterThanOrEqual(sent)
  } finally {
    await s.stop()
    await next.close()
  }
})

test('who blocked the bot unheard is found out by the 403, and left out from then on', async () => {
  const s = await stageProduct({ people: 4 })
  await s.restart(async () => {
    s.emulator.person(2).block()
    s.emulator.person(3).deactivate()
    await openChats(s.emulator, [])
  })
  approve(s, 4)
  await ended(s)
  expect(got(s.emulator)).toEqual([1, 4])
  expect(
    s.rows(`select p.telegram_id as id, d.state, d.reason, p.status from deliveries d
      join subscribers p on p.id = d.subscriber_id where d.state = 'failed' order by 1`),
  ).toEqual([
    { id: 2, state: 'failed', reason: 'blocked', status: 'blocked' },
    { id: 3, state: 'failed', reason: 'deactivated', status: 'deactivated' },
  ])
  expect(s.rows('select kind from subscription_events order by id')).toEqual([
    { kind: 'block' },
    { kind: 'deactivate' },
  ])
  approve(s, 4)
  await until(() => s.count(`broadcasts where state = 'finished'`) === 2, 'the second')
  expect(s.count(`deliveries where broadcast_id = 2 and state = 'skipped'`)).toBe(2)
  // Coming back makes them reachable, and the next offer reaches them.
  s.emulator.person(2).start()
  await s.settled()
  approve(s, 4)
  await until(() => s.count(`broadcasts where state = 'finished'`) === 3, 'the third')
  expect(got(s.emulator).filter(chat => chat === 2)).toHaveLength(1)
})

test('Telegram’s address refuses connections mid-way: it goes on by itself', async () => {
  const s = await stageProduct({ people: 80, config: { messagesPerSecond: 50 } })
  approve(s, 80)
  await until(() => got(s.emulator).length >= 20, 'twenty to get it')
  await s.emulator.close()
  await until(() => s.log.warnings.some(line => line.includes('outage breaker')), 'the breaker to open')
  expect(await health(s)).toMatchObject({ status: 503, outage: 'open', waits: 'outage' })
  const next = await createEmulator({ port: s.emulator.port, token: s.emulator.token, limits: null, clock: s.clock })
  try {
    await openChats(
      next,
      upTo(80).map(id => next.user({ id, firstName: `Person ${id}` })),
    )
    await ended(s)
    const { sent = 0, uncertain = 0 } = states(s)
    expect(sent + uncertain).toBe(80)
    expect(uncertain, 'only what was on its way').toBeLessThanOrEqual(20)
    const chats = got(s.emulator, next)
    expect(new Set(chats).size, 'nobody twice').toBe(chats.length)
    expect(await health(s)).toMatchObject({ status: 200, ok: true })
  } finally {
    await s.stop()
    await next.close()
  }
})

test('silence: the breaker opens, the card says so, and after it the rest goes out', async () => {
  const s = await stageProduct({ people: 60, config: { messagesPerSecond: 20 } })
  approve(s, 60)
  await until(() => got(s.emulator).length >= 10, 'ten to get it')
  const silence = s.emulator.fault({ kind: 'hang', methods: ['sendMessage'], chats: upTo(60) })
  const deaf = s.emulator.fault({ kind: 'hang', methods: ['getMe'] })
  await s.ada.send('/broadcasts')
  await s.ada.walk('Autumn')
  await until(() => silence.hits() >= 5, 'some to wait for an answer')
  // Five seconds without any answer are silence.
  s.passes(5_000)
  await s.ada.sees('Telegram is not answering')
  expect(silence.hits()).toBeLessThanOrEqual(2 * 20)
  silence.clear()
  deaf.clear()
  s.passes(5_000)
  await ended(s)
  const { sent = 0, uncertain = 0 } = states(s)
  expect(sent + uncertain).toBe(60)
  expect(uncertain).toBeLessThanOrEqual(2 * 20 + 5)
  expect(got(s.emulator)).toHaveLength(sent)
})

test('no answer: evidence makes it delivered; the others get it again only when an admin says so', async () => {
  const s = await stageProduct({ people: 8 })
  const cut: FaultOptions = { kind: 'cut', methods: ['send*'], times: 1 }
  s.emulator.fault({ ...cut, when: 'before', chats: [3] })
  s.emulator.fault({ ...cut, when: 'after', chats: [4] })
  s.emulator.fault({ ...cut, when: 'after', chats: [5] })
  s.emulator.fault({ ...cut, when: 'after', chats: [6] })
  approve(s, 8)
  await ended(s)
  expect(states(s)).toEqual({ sent: 4, uncertain: 4 })
  expect(got(s.emulator)).toEqual([1, 2, 4, 5, 6, 7, 8])

  const [four, five, six] = [4, 5, 6].map(id => s.emulator.person(id))
  await s.get(five?.addressOf(five.lastMessage().message_id, 'Choose') ?? '', { 'user-agent': CHROME })
  await six?.press(six.lastMessage().message_id, '🔕')
  s.passes(3_000)
  await until(() => states(s)['sent'] === 6, 'the evidence to be believed')
  expect(s.count(`deliveries where state = 'sent' and reason = 'evidence' and message_id is not null`)).toBe(1)

  // The report may be older than the evidence.
  await s.ada.sees('No answer from Telegram')
  await s.ada.press('Refresh')
  await s.ada.sees('No answer from Telegram 2: they may have it or not')
  const report = s.ada.holding('Send to these again')
  await s.ada.press('Send to these again', report)
  expect(s.ada.person.message(report).text).toContain('Telegram never answered for 2 people')
  expect(got(s.emulator)).toHaveLength(7)
  await s.ada.press('Send again', report)
  await until(() => states(s)['sent'] === 8, 'both to get it')
  expect(got(s.emulator)).toEqual([1, 2, 3, 4, 4, 5, 6, 7, 8])
  expect(four?.messages().filter(message => message.text?.startsWith(OFFER))).toHaveLength(2)
  s.passes(3_000)
  await until(() => s.count(`broadcasts where state = 'finished' and reported_at is not null`), 'the second report')
  expect((await s.ada.sees('Delivered 8 of 8')).text).not.toContain('No answer')
})

test('another program polls: while Stops could go to it, nobody is written to; it goes on by itself', async () => {
  const s = await stageProduct({ people: 120, config: { messagesPerSecond: 20 } })
  approve(s, 120)
  await until(() => got(s.emulator).length >= 5, 'five to get it')
  let isThere = true
  const stranger = (async () => {
    while (isThere) {
      await fetch(`${s.emulator.apiRoot}/bot${s.emulator.token}/getUpdates?timeout=1`).catch(() => undefined)
    }
  })()
  await until(() => s.log.warnings.some(line => line.includes('Another program')), 'the conflict')
  s.passes(11_000)
  expect(await health(s)).toMatchObject({ status: 503, waits: 'unheard', receiving: false })
  await until(() => (states(s)['sending'] ?? 0) === 0, 'the last answers')
  const then = got(s.emulator).length
  for (let ms = 0; ms < 11_000; ms += 5_500) s.passes(5_500)
  await s.ada.sees('Another program takes the messages of this bot')
  expect(got(s.emulator).length, 'nobody more').toBe(then)
  expect(s.count(`broadcasts where state = 'running'`)).toBe(1)
  isThere = false
  await stranger
  await s.ada.sees('I hear your subscribers again')
  expect(await health(s)).toMatchObject({ status: 200, waits: null })
  await ended(s)
  expect(got(s.emulator)).toEqual(upTo(120))
})

test('a full disk: nothing more is claimed, links go on, health is red; afterwards nobody is missing', async () => {
  const s = await stageProduct({
    people: 400,
    config: { messagesPerSecond: 200 },
    expected: [/database or disk is full|readonly database/],
  })
  approve(s, 400)
  await until(() => got(s.emulator).length >= 50, 'fifty to get it')
  await s.ada.send('/broadcasts')
  await s.ada.press('Autumn')
  const first = s.emulator.person(got(s.emulator)[0] ?? 0)
  const address = first.addressOf(first.lastMessage().message_id, 'Choose')
  const setPages = (pages: number) => s.db().sql(`pragma max_page_count = ${pages}`).get()
  const [size] = s.rows<{ page_count: number }>('pragma page_count')
  setPages(size?.page_count ?? 1)
  const edits = s.emulator.fault({ kind: 'error', when: 'before', methods: ['editMessageText'] })
  await until(() => s.log.errors.length >= 2, 'the disk to be full')
  const then = got(s.emulator).length
  await until(() => s.log.errors.length >= 3, 'it to try again')
  expect(await health(s)).toMatchObject({ status: 503, ok: false })
  expect(got(s.emulator).length - then, 'only what was claimed before').toBeLessThanOrEqual(2 * 200)
  expect((await s.get(address, { 'user-agent': CHROME })).status).toBe(302)
  first.send('/stop')
  const stuck = got(s.emulator).length
  await until(() => s.log.errors.length >= 4, 'and again')
  expect(got(s.emulator).length).toBe(stuck)
  // What a full page holds could still be overwritten.
  s.db().sql('pragma query_only = on').run()
  s.passes(16_000)
  await until(() => s.log.errors.some(line => line.includes('a card waits')), 'the card that cannot be drawn', 20_000)
  s.db().sql('pragma query_only = off').run()
  edits.clear()

  setPages(1_073_741_823)
  await ended(s)
  expect(states(s)).toEqual({ sent: 400 })
  expect(got(s.emulator)).toEqual(upTo(400))
  s.passes(16_000)
  await s.ada.sees('Delivered 400 of 400')
  const facts = { sqlite: expect.stringMatching(/^3\.\d+\.\d+$/), walBytes: expect.any(Number) }
  expect(await health(s)).toMatchObject({ status: 200, ok: true, ...facts })
})
