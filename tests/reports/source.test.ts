import { expect, onTestFinished, test } from 'vitest'
import { assignCustomer } from '../../src/audience/linking/assignment.js'
import type { Order } from '../../src/audience/order.js'
import { addAlias, createSource, mergeSource } from '../../src/audience/source.js'
import {
  recordReachable,
  recordUnreachable,
  resumeOffers,
  startSubscriber,
  stopOffers,
} from '../../src/audience/subscription.js'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import { parseConfig } from '../../src/config.js'
import type { Db } from '../../src/db/open.js'
import { createDoor } from '../../src/door.js'
import { createMetrics } from '../../src/http/metrics.js'
import { silentLog } from '../../src/log.js'
import {
  conversionOf,
  EVER,
  EVER_PURSES,
  EVERY_BUYER,
  EVERYBODY,
  type Funnel,
  findStrays,
  LATELY,
  LATELY_PURSES,
  LOOK_BACK,
  lossOf,
  STRAYS,
  sourceFigures,
  sourceFunnel,
  togetherOf,
} from '../../src/reports/source.js'
import { recordCustomer } from '../support/customer.js'
import { temporaryPath } from '../support/db.js'
import { orderOf } from '../support/order.js'
import { freePort } from '../support/product.js'
import { PHONE } from '../tracking/campaign.js'

const BEGAN = Date.UTC(2026, 9, 1, 9)
const NOW = BEGAN + 45 * DAY
const WORDING = { name: 'welcome', language: 'en' as const, shown: 'Hello' }
const BROWSERS = [PHONE, 'Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0']
const ROBOTS = ['TelegramBot (like TwitterBot)', 'Googlebot/2.1', 'AhrefsBot/7.0', 'curl/8.1', 'WhatsApp/2.23']

/** The real web door on a database of its own, with a clock that is moved by hand. */
async function openDoor() {
  const port = await freePort()
  const config = parseConfig({
    BOT_TOKEN: `1000000:${'a'.repeat(35)}`,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
    DATABASE_PATH: temporaryPath(),
    PORT: String(port),
  })
  const time = { now: BEGAN }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const door = createDoor({ config, clock, log: silentLog, metrics: createMetrics(), instance: 'me' })
  const { db } = await door.openDb()
  onTestFinished(async () => {
    await door.close()
    await db.close()
  })
  door.lead({
    health: () => ({ ok: true }),
    api: null,
    accept: async () => undefined,
    testOpened: () => undefined,
    proof: () => null,
    bot: () => 'boots_bot',
    called: () => undefined,
  })
  await door.listen()
  const visit = (name: string, by: { agent?: string; from: string; method?: string; purpose?: string }) =>
    fetch(`${config.publicUrl}/s/${name}?utm_source=x`, {
      method: by.method ?? 'GET',
      redirect: 'manual',
      headers: {
        'user-agent': by.agent ?? PHONE,
        'x-forwarded-for': by.from,
        ...(by.purpose === undefined ? {} : { 'sec-purpose': by.purpose }),
      },
    })
  return { db, time, visit }
}

/** Numbers below 1 that only look random: the same in every run. */
function createDice(seed: number) {
  let state = seed
  const roll = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
  return {
    roll,
    below: (n: number) => Math.floor(roll() * n),
    one: <T>(of: readonly T[]) => of[Math.floor(roll() * of.length)] as T,
  }
}

type Truth = {
  visits: number
  robots: number
  came: { at: number; gone: [from: number, to: number][]; clicked: boolean }[]
}

/** Acts of somebody after their Start, each at its own time; what they were doing is noted by whoever made them do it. */
function live(db: Db, id: number, at: number, dice: ReturnType<typeof createDice>): Truth['came'][number] {
  const gone: [number, number][] = []
  const change = { source: 'button' as const, wording: null, deliveryId: null }
  const kind = dice.below(6)
  const leaves = at + dice.below(20 * 24) * HOUR + MINUTE
  const back = leaves + (1 + dice.below(15 * 24)) * HOUR
  if (kind === 0 || kind === 1) {
    stopOffers(db, id, change, leaves)
    if (kind === 1) resumeOffers(db, id, { ...change, source: dice.roll() < 0.5 ? 'undo' : 'button' }, back)
  }
  if (kind === 2 || kind === 3) {
    recordUnreachable(db, id, dice.roll() < 0.8 ? 'blocked' : 'deactivated', leaves)
    if (kind === 3) recordReachable(db, id, back)
  }
  if (kind < 4) gone.push([leaves, kind % 2 === 1 ? back : Number.POSITIVE_INFINITY])
  const clicked = dice.roll() < 0.3
  if (clicked || dice.roll() < 0.2)
    db.sql(
      `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
       values (1, 1, ?, 1, ?, ?, 'person', 'Chrome/Android')`,
    ).run(id, at + DAY, clicked ? 'human' : 'machine')
  return { at, gone, clicked }
}

/** What the funnel of these should be, counted one by one. */
function expected({ visits, robots, came }: Truth): Funnel {
  const stay = (days: number) => {
    const known = came.filter(({ at }) => at + days * DAY <= NOW)
    const first = Math.min(...came.map(({ at }) => at))
    return {
      of: known.length,
      stay: known.filter(({ at, gone }) => !gone.some(([from, to]) => from <= at + days * DAY && at + days * DAY < to))
        .length,
      knownAt: known.length > 0 || came.length === 0 ? null : first + days * DAY,
    }
  }
  return {
    visits,
    robots,
    started: came.length,
    week: stay(7),
    month: stay(30),
    clicked: came.filter(({ clicked }) => clicked).length,
    purse: { known: 0, bought: 0, revenue: [] },
  }
}

test('a source’s funnel over the real door is what really happened, among robots, looks ahead and repeated visits', async () => {
  const { db, time, visit } = await openDoor()
  const dice = createDice(20_261_129)
  const make = (name: string) => createSource(db, { name, channel: null, cost: null, createdBy: 1 }, BEGAN).id
  const ids = db.write(() => ({
    vk_spring: make('vk_spring'),
    insta_bio: make('insta_bio'),
    qr_shop: make('qr_shop'),
    old: make('vk_old'),
  }))
  db.write(() => addAlias(db, 'INSTA', ids.insta_bio))
  const truth: Record<string, Truth> = {}
  for (const name of ['vk_spring', 'insta_bio', 'qr_shop']) truth[name] = { visits: 0, robots: 0, came: [] }
  const of = (name: string) => truth[name] ?? { visits: 0, robots: 0, came: [] }
  let network = 0
  let telegramId = 1_000
  for (let day = 0; day < 45; day++) {
    for (let i = 0; i < 6; i++) {
      time.now = BEGAN + day * DAY + i * 90 * MINUTE
      const name = dice.one(['vk_spring', 'vk_spring', 'insta_bio', 'qr_shop'])
      const written = dice.one(
        name === 'vk_spring'
          ? ['vk_spring', 'VK_Spring', 'vk_old', 'vk_spring%20', 'vk_spring/']
          : name === 'insta_bio'
            ? ['insta_bio', 'insta', 'INSTA']
            : ['qr_shop'],
      )
      const payload = written.replace(/[^\w].*$/, '')
      const source = of(name)
      network += 1
      const from = `85.${network >> 8}.${network & 255}.${dice.below(250)}`
      // Whoever scans the poster comes straight to the bot, by a link that nobody counts.
      if (name !== 'qr_shop') {
        if (dice.roll() < 0.3) {
          expect((await visit(written, { from, purpose: 'prefetch' })).status).toBe(503)
          source.robots += 1
        }
        const answer = await visit(written, { from, agent: dice.one(BROWSERS) })
        expect(answer.headers.get('location')).toBe(`https://t.me/boots_bot?start=${payload}`)
        source.visits += 1
        if (dice.roll() < 0.3) await visit(written, { from: from.replace(/\d+$/, '251') })
        if (dice.roll() < 0.3) {
          await visit(written, { from, method: 'HEAD' })
          await visit(written, { from: '149.154.161.7' })
          await visit(written, { from: '9.9.9.9', agent: dice.one(ROBOTS) })
          source.robots += 3
        }
      }
      if (dice.roll() > (name === 'insta_bio' ? 0.2 : 0.6)) continue
      telegramId += 1
      const at = time.now + MINUTE
      const person = {
        telegramId,
        firstName: 'P',
        lastName: null,
        username: null,
        telegramLanguage: 'en',
        premium: false,
      }
      db.write(() => {
        const { subscriber } = startSubscriber(db, person, { source: payload, wording: WORDING }, at)
        source.came.push(live(db, subscriber.id, at, dice))
        // A later Start by another link changes nothing of where they came from.
        if (dice.roll() < 0.1) startSubscriber(db, person, { source: 'qr_shop', wording: WORDING }, at + 40 * DAY)
      })
    }
  }
  for (const payload of ['typo', 'TYPO', 'friend'])
    db.write(
      () =>
        void startSubscriber(
          db,
          {
            telegramId: ++telegramId,
            firstName: 'P',
            lastName: null,
            username: null,
            telegramLanguage: 'en',
            premium: false,
          },
          { source: payload, wording: WORDING },
          NOW - DAY,
        ),
    )
  db.write(() => mergeSource(db, ids.old, ids.vk_spring))

  for (const name of ['vk_spring', 'insta_bio', 'qr_shop'] as const) {
    const funnel = await sourceFunnel(db, ids[name], NOW)
    expect(funnel, name).toEqual(expected(of(name)))
  }
  const vk = await sourceFunnel(db, ids.vk_spring, NOW)
  expect(vk.started).toBeGreaterThan(45)
  expect(vk.week.stay).toBeLessThan(vk.week.of)
  expect(vk.robots).toBeGreaterThan(30)
  expect(conversionOf(vk)).toMatchObject({ of: vk.visits, started: vk.started })
  const qr = await sourceFunnel(db, ids.qr_shop, NOW)
  expect(conversionOf(qr)).toBeNull()
  expect(lossOf(qr)).toMatchObject({ where: 'week' })
  expect(await findStrays(db, 10)).toEqual({
    people: 3,
    names: 2,
    strays: [
      expect.objectContaining({ payload: 'TYPO', people: 2 }),
      expect.objectContaining({ payload: 'friend', people: 1 }),
    ],
  })

  const since = (Math.floor(NOW / DAY) - LOOK_BACK + 1) * DAY
  const lately = await sourceFigures(db, NOW)
  for (const name of ['vk_spring', 'insta_bio', 'qr_shop'] as const) {
    const { came } = of(name)
    const figures = lately.find(({ sourceId }) => sourceId === ids[name])
    const whole = expected({ ...of(name), came: came.filter(({ at }) => at >= since) })
    expect(figures, name).toMatchObject({
      ...{ started: whole.started, week: whole.week, month: whole.month, clicked: whole.clicked },
      everStarted: came.length,
    })
    expect(figures?.visits).toBeLessThanOrEqual(of(name).visits)
  }
  expect(lately.find(({ sourceId }) => sourceId === 0)).toMatchObject({ started: 3 })
  expect(togetherOf(lately.filter(({ sourceId }) => sourceId > 0))?.started).toBe(
    lately.filter(({ visits }) => visits > 0).reduce((sum, { started }) => sum + started, 0),
  )
})

test.each([
  ['too few opened it', { visits: 29, started: 10 }, null],
  ['more pressed Start than opened it', { visits: 100, started: 101 }, null],
  ['nobody pressed Start', { visits: 1_000, started: 0 }, [0, 0.4]],
  ['a third', { visits: 1_204, started: 412 }, [31.6, 36.9]],
  ['everybody', { visits: 30, started: 30 }, [88.6, 100]],
] as const)('a share where %s', (_, funnel, interval) => {
  const conversion = conversionOf(funnel)
  const ends = conversion === null ? null : [conversion.interval.low, conversion.interval.high]
  expect(ends?.map(end => Math.round(end * 1_000) / 10) ?? null).toEqual(interval)
})

test('what those who came ordered since they came, by currency, and how many of them', async () => {
  const { db } = await openDoor()
  const vk = createSource(
    db,
    { name: 'vk', channel: null, cost: { amount: 1_000, currency: 'EUR' }, createdBy: 1 },
    BEGAN,
  )
  const came = NOW - 10 * DAY
  for (const id of [1, 2, 3, 4]) {
    const about = {
      telegramId: id,
      firstName: 'A',
      lastName: null,
      username: null,
      telegramLanguage: 'en',
      premium: false,
    }
    const { subscriber } = startSubscriber(db, about, { source: id === 4 ? 'other' : 'VK', wording: WORDING }, came)
    if (id === 3) continue
    const { id: customer } = recordCustomer(db, { externalId: `c${id}`, telegramId: null, phone: null }, came)
    assignCustomer(db, customer, subscriber.id, came)
  }
  const order = (externalId: string, customer: string, said: Partial<Order>) =>
    orderOf(db, customer, { externalId, at: came + DAY, ...said }, NOW)
  order('a', 'c1', { total: 5_000, refunded: 1_000 })
  order('b', 'c1', { total: 700, currency: 'USD' })
  order('before', 'c1', { at: came - DAY, total: 9_000 })
  order('unpaid', 'c2', { status: 'pending' })
  order('elsewhere', 'c4', { total: 9_000 })
  const revenue = [
    { currency: 'EUR', orders: 1, sum: 4_000 },
    { currency: 'USD', orders: 1, sum: 700 },
  ]
  expect(await sourceFunnel(db, vk.id, NOW)).toMatchObject({ started: 3, purse: { known: 2, bought: 1, revenue } })
  const lately = await sourceFigures(db, NOW)
  expect(lately.find(({ sourceId }) => sourceId === vk.id)).toMatchObject({
    ...{ everStarted: 3, everBought: 1, purse: { known: 2, bought: 1, revenue } },
  })
  expect(lately.find(({ sourceId }) => sourceId === 0)).toMatchObject({ purse: { known: 1, bought: 1 } })
})

test('no question about sources looks at everybody', async () => {
  const { db } = await openDoor()
  const steps = (sql: string, params: Record<string, number>) =>
    db
      .sql<{ detail: string }>(`explain query plan ${sql}`)
      .all(params)
      .map(({ detail }) => detail)
  const spans = { at: NOW, week: DAY, month: DAY }
  for (const plan of [
    steps(LATELY, { ...spans, since: 0 }),
    steps(EVER, { ...spans, source: 1 }),
    steps(EVERYBODY, {}),
    steps(EVERY_BUYER, {}),
    ...[steps(LATELY_PURSES, { since: 0 }), steps(EVER_PURSES, { source: 1 })].map(plan =>
      plan.filter(step => !/^SCAN k$/.test(step)),
    ),
  ])
    expect(plan.filter(step => /^SCAN (?:s|e|k|subscribers)\b/.test(step))).toEqual([])
  // Whose names nobody made is asked of the index alone.
  expect(steps(STRAYS, { limit: 3 })).toContainEqual(
    expect.stringContaining('SCAN s USING COVERING INDEX subscribers_source'),
  )
})
