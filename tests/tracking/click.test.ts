import { describe, expect, test, vi } from 'vitest'
import { DAY, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { createLog, silentLog } from '../../src/log.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { type ClickOutcome, createRedirect, type Hit, type RedirectDeps } from '../../src/tracking/click.js'
import { createKeep } from '../../src/tracking/keep.js'
import { loadKeys } from '../../src/tracking/key.js'
import { createTokens } from '../../src/tracking/token.js'
import { temporaryDb } from '../support/db.js'
import { explain, hit, SENT_AT, seedCampaign, seedDelivery, watchStatements } from './campaign.js'

const LATER = SENT_AT + MINUTE

type Row = { delivery_id: number; link: number; at: number; verdict: string; why: string; agent: string }

/** A seeded database with delivery 1, and a redirect whose clock is moved by hand. */
async function setup(different: Partial<RedirectDeps> = {}) {
  const db = await temporaryDb()
  seedCampaign(db)
  seedDelivery(db, { id: 1 })
  const tokens = createTokens(loadKeys(db, 1))
  const time = { now: LATER }
  const told: { testId: number; link: number }[] = []
  const outcomes: ClickOutcome[] = []
  const redirect = createRedirect({
    db,
    tokens,
    clock: { now: () => time.now, monotonic: () => time.now },
    log: silentLog,
    target: (url, campaign) => `${url}?c=${campaign}`,
    testOpened: opening => void told.push(opening),
    counted: outcome => outcomes.push(outcome),
    ...different,
  })
  return { db, tokens, time, told, outcomes, redirect }
}

const clicksOf = (db: Db) => db.sql<Row>('select * from clicks order by id').all()
const readsOf = (db: Db) => db.sql<{ at: number; grade: string }>('select * from reads').all()
const droppedOf = (db: Db) => db.sql('select day, reason, n from dropped_clicks').all()

describe('a click', () => {
  test('tells the shop which it was, unless the link opens only without, the setting is off, or it is a test', async () => {
    const { db, tokens, redirect } = await setup({ told: (url, id) => `${url}&sgc=${id}` })
    const to = async (token: string) => {
      const found = await redirect(hit(token))
      return found.kind === 'found' ? found.url : found.kind
    }
    const address = await to(tokens.delivery(1, 2))
    expect(address).toBe(`https://shop.example/2?c=spring&sgc=${tokens.click(1, 2)}`)
    expect(tokens.openClick(new URL(address).searchParams.get('sgc') ?? '')).toEqual({ deliveryId: 1, link: 2 })
    expect(await to(tokens.click(1, 2))).toBe('unknown')
    expect(await to(tokens.test(1, 2))).toBe('https://shop.example/2?c=spring')
    db.sql('update links set marked = 0 where number = 2').run()
    expect(await to(tokens.delivery(1, 2))).toBe('https://shop.example/2?c=null')
    db.sql("insert into settings (key, value) values ('click_ids', 'false')").run()
    expect(await to(tokens.delivery(1, 3))).toBe('https://shop.example/3?c=spring')
    db.sql("update settings set value = 'true'").run()
    expect(await to(tokens.delivery(1, 3))).toContain('sgc=')
  })

  test('of a person is kept, is a confirmed read, and opens the address with its campaign', async () => {
    const { db, tokens, redirect, outcomes } = await setup()
    expect(await redirect(hit(tokens.delivery(1, 2)))).toEqual({
      kind: 'found',
      url: 'https://shop.example/2?c=spring',
    })
    expect(clicksOf(db)).toEqual([
      {
        id: 1,
        delivery_id: 1,
        link: 2,
        subscriber_id: 1,
        broadcast_id: 1,
        at: LATER,
        verdict: 'human',
        why: 'person',
        agent: 'Chrome/Android',
      },
    ])
    expect(readsOf(db)).toEqual([
      {
        delivery_id: 1,
        evidence: 'click',
        grade: 'confirmed',
        subscriber_id: 1,
        broadcast_id: 1,
        at: LATER,
        message_id: null,
      },
    ])
    expect(outcomes).toEqual(['human'])
  })

  test('again is another click, but the read keeps its first time', async () => {
    const { db, tokens, time, redirect } = await setup()
    await redirect(hit(tokens.delivery(1, 1)))
    time.now += 5 * MINUTE
    await redirect(hit(tokens.delivery(1, 1)))
    expect(clicksOf(db)).toHaveLength(2)
    expect(readsOf(db).map(read => read.at)).toEqual([LATER])
  })

  test.each([
    ['HEAD', { method: 'HEAD' as const }, 'machine', 'head'],
    ["Telegram's preview", { agent: 'TelegramBot (like TwitterBot)' }, 'machine', 'preview'],
    ['a prefetch', { prefetch: true }, 'machine', 'prefetch'],
    ["Telegram's address", { address: '149.154.161.8' }, 'machine', 'telegram'],
    ['nobody', { agent: null }, 'unsure', 'no_agent'],
  ])('of %s is kept with its verdict and is no read', async (_, different, verdict, why) => {
    const { db, tokens, redirect } = await setup()
    const kind = why === 'prefetch' ? 'early' : 'found'
    expect(await redirect(hit(tokens.delivery(1, 1), different))).toMatchObject({ kind })
    expect(clicksOf(db)).toMatchObject([{ verdict, why }])
    expect(readsOf(db)).toEqual([])
  })

  test('is unsure within two seconds of sending, counted from the claim while Telegram has not answered', async () => {
    const { db, tokens, redirect } = await setup()
    seedDelivery(db, { id: 2, sentAt: LATER - 1_500 })
    seedDelivery(db, { id: 3, state: 'sending', sentAt: null, claimedAt: LATER - 1_500, messageId: null })
    seedDelivery(db, { id: 4, state: 'uncertain', sentAt: null, claimedAt: LATER - 2_500, messageId: null })
    for (const id of [2, 3, 4]) await redirect(hit(tokens.delivery(id, 1)))
    expect(clicksOf(db).map(click => [click.delivery_id, click.verdict])).toEqual([
      [2, 'unsure'],
      [3, 'unsure'],
      [4, 'human'],
    ])
  })

  test('whose token is forged, or of no link, is looked at no further', async () => {
    const { tokens, redirect } = await setup()
    const look = () => {
      throw new Error('a header was read')
    }
    for (const token of ['A'.repeat(28), tokens.delivery(99, 1), tokens.delivery(1, 99), tokens.test(99, 1)]) {
      const seen = Object.defineProperties(
        { token, method: 'GET' },
        {
          agent: { get: look },
          address: { get: look },
          prefetch: { get: look },
        },
      )
      expect(await redirect(seen as Hit)).toEqual({ kind: 'unknown' })
    }
  })

  test('stores neither the address nor the agent', async () => {
    const { db, tokens, redirect } = await setup()
    await redirect(hit(tokens.delivery(1, 1), { agent: 'Zanzibar/7 (Anna)', address: '85.10.20.30' }))
    expect(JSON.stringify([clicksOf(db), readsOf(db)])).not.toMatch(/Zanzibar|Anna|85\.10/)
  })

  test('opens the address that the link has now', async () => {
    const { db, tokens, redirect } = await setup()
    const token = tokens.delivery(1, 1)
    await redirect(hit(token))
    db.sql(`update links set url = 'https://shop.example/mended' where number = 1`).run()
    expect(await redirect(hit(token))).toEqual({ kind: 'found', url: 'https://shop.example/mended?c=spring' })
    db.sql('update offers set utm_campaign = null').run()
    expect(await redirect(hit(token))).toEqual({ kind: 'found', url: 'https://shop.example/mended?c=null' })
  })

  test('is on disk when it has been answered', async () => {
    const { db, tokens, redirect } = await setup()
    await Promise.all([1, 2].map(link => redirect(hit(tokens.delivery(1, link)))))
    expect(await db.people.rows('select count(*) as n from clicks')).toEqual([{ n: 2 }])
  })
})

describe('a scanner', () => {
  test('that opens all links at once is unsure, and what it did a moment before is taken back', async () => {
    const { db, tokens, time, redirect } = await setup()
    for (const link of [1, 2, 3, 4]) {
      await redirect(hit(tokens.delivery(1, link)))
      time.now += 100
    }
    expect(clicksOf(db).map(click => [click.verdict, click.why])).toEqual(Array(4).fill(['unsure', 'burst']))
    expect(readsOf(db)).toEqual([])
  })

  test('takes nothing back of what the person did before', async () => {
    const { db, tokens, time, redirect } = await setup()
    await redirect(hit(tokens.delivery(1, 1)))
    time.now += 5 * MINUTE
    await Promise.all([1, 2, 3].map(link => redirect(hit(tokens.delivery(1, link)))))
    expect(clicksOf(db).map(click => click.verdict)).toEqual(['human', 'unsure', 'unsure', 'unsure'])
    expect(readsOf(db).map(read => read.at)).toEqual([LATER])
  })
})

describe('an unknown token', () => {
  test('that is forged asks nothing of the database', async () => {
    const { db, tokens } = await setup()
    const watched = watchStatements(db)
    const { redirect } = await setup({ db: watched.db, tokens })
    watched.statements.clear()
    const good = tokens.delivery(1, 1)
    for (const token of ['', 'x', good.slice(1), `${good}A`, 'A'.repeat(28), '__proto__', good.toUpperCase()]) {
      expect(await redirect(hit(token))).toEqual({ kind: 'unknown' })
    }
    expect([...watched.statements]).toEqual([])
  })

  test.each([
    ['a delivery that is gone', 99, 1],
    ['a link that never was', 1, 9],
  ])('of %s is unknown alike', async (_, delivery, link) => {
    const { db, tokens, redirect, outcomes } = await setup()
    expect(await redirect(hit(tokens.delivery(delivery, link)))).toEqual({ kind: 'unknown' })
    expect(clicksOf(db)).toEqual([])
    expect(outcomes).toEqual(['unknown'])
  })
})

describe('a test token', () => {
  test('opens, records nothing, and tells of the first person who opens it, once', async () => {
    const { db, tokens, redirect, told, outcomes } = await setup()
    const token = tokens.test(1, 3)
    const expected = { kind: 'found', url: 'https://shop.example/3?c=spring' }
    expect(await redirect(hit(token))).toEqual(expected)
    expect(await redirect(hit(token, { method: 'HEAD' }))).toEqual(expected)
    expect(await redirect(hit(token, { agent: 'TelegramBot (like TwitterBot)' }))).toEqual(expected)
    await expect.poll(() => told).toEqual([{ testId: 1, link: 3 }])
    expect([clicksOf(db), readsOf(db), droppedOf(db)]).toEqual([[], [], []])
    expect(outcomes).toEqual(['test', 'test', 'test'])
    expect(await redirect(hit(tokens.test(2, 3)))).toEqual({ kind: 'unknown' })
    for (let i = 0; i < 3; i++) expect(await redirect(hit(token))).toEqual(expected)
    expect(await redirect(hit(token, { prefetch: true }))).toEqual({ kind: 'early' })
    await redirect(hit(tokens.test(1, 1)))
    await expect
      .poll(() => told)
      .toEqual([
        { testId: 1, link: 3 },
        { testId: 1, link: 1 },
      ])
  })

  test('of a link that opens only without the campaign opens without', async () => {
    const { db, tokens, redirect } = await setup()
    db.sql('update links set marked = 0 where number = 3').run()
    for (const token of [tokens.test(1, 3), tokens.delivery(1, 3)])
      expect(await redirect(hit(token))).toEqual({ kind: 'found', url: 'https://shop.example/3?c=null' })
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('no chat')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no chat'))],
  ])('opens also when telling of it %s', async (_, testOpened) => {
    const lines: string[] = []
    const { tokens, redirect } = await setup({ testOpened, log: createLog('warn', line => lines.push(line)) })
    expect(await redirect(hit(tokens.test(1, 3)))).toMatchObject({ kind: 'found' })
    await expect.poll(() => lines.join()).toContain('no chat')
  })
})

describe('a token opened over and over', () => {
  test('leaves 20 clicks a minute; the rest are redirected and counted', async () => {
    const { db, tokens, time, redirect, outcomes } = await setup()
    const token = tokens.delivery(1, 1)
    for (let i = 0; i < 30; i++) expect(await redirect(hit(token))).toMatchObject({ kind: 'found' })
    await db.group(() => {})
    expect(clicksOf(db)).toHaveLength(20)
    expect(droppedOf(db)).toEqual([{ day: Math.floor(LATER / DAY), reason: 'flood', n: 10 }])
    expect(outcomes.filter(outcome => outcome === 'flood')).toHaveLength(10)
    time.now += MINUTE
    await redirect(hit(token))
    expect(clicksOf(db)).toHaveLength(21)
  })
})

describe('when clicks cannot be written', () => {
  test('people are redirected, the clicks are kept in memory and logged once, and written when the disk takes them', async () => {
    const lines: string[] = []
    const { db, tokens, redirect, outcomes } = await setup({ log: createLog('info', line => lines.push(line)) })
    for (let id = 2; id <= 40; id++) seedDelivery(db, { id })
    // The disk is full: nothing can be written, everything can be read.
    db.sql('pragma query_only = on').run()
    const failed = await Promise.all(Array.from({ length: 20 }, (_, i) => redirect(hit(tokens.delivery(1 + i, 1)))))
    expect(new Set(failed.map(answer => answer.kind))).toEqual(new Set(['found']))
    expect(await redirect(hit(tokens.delivery(30, 1)))).toMatchObject({ kind: 'found' })
    expect(outcomes).toEqual(Array(21).fill('kept'))
    expect(redirect.waiting()).toBe(21)
    expect(lines).toHaveLength(1)
    expect(clicksOf(db)).toEqual([])

    db.sql('pragma query_only = off').run()
    await redirect(hit(tokens.delivery(40, 1)))
    await vi.waitFor(() => expect(redirect.waiting()).toBe(0), PATIENCE_MS)
    const ids = [...Array.from({ length: 20 }, (_, i) => 1 + i), 30, 40]
    expect(clicksOf(db).map(click => click.delivery_id)).toEqual(ids)
    expect(clicksOf(db)).toMatchObject(ids.map(() => ({ verdict: 'human', at: LATER })))
    expect(droppedOf(db)).toEqual([])
    expect(lines).toHaveLength(2)
  })

  test('100,000 wait at most: what comes after them is counted, and nobody waits for it', async () => {
    const db = await temporaryDb()
    seedCampaign(db)
    seedDelivery(db, { id: 1 })
    const dropped: string[] = []
    const keeping = createKeep(db, { record: reason => void dropped.push(reason), retry() {} }, silentLog)
    const click = { deliveryId: 1, link: 1, subscriberId: 1, broadcastId: 1, at: LATER } as const
    const keep = () => keeping.keep({ ...click, verdict: 'human', why: 'person', agent: '' })
    db.sql('pragma query_only = on').run()
    const kept = [await keep()]
    for (let n = 1; n < 100_003; n++) kept.push(await keep())
    expect([kept.indexOf('dropped'), kept.filter(one => one === 'dropped').length]).toEqual([100_000, 3])
    expect([keeping.waiting(), dropped]).toEqual([100_000, ['failed', 'failed', 'failed']])
    await keeping.close()
  })

  test('because the file may not grow, people are redirected all the same', async () => {
    const { db, tokens, redirect, outcomes } = await setup()
    const ids = Array.from({ length: 300 }, (_, i) => i + 1)
    db.write(() => {
      for (const id of ids.slice(1)) seedDelivery(db, { id })
    })
    const pages = db.sql<{ page_count: number }>('pragma page_count').get()?.page_count ?? 0
    db.sql(`pragma max_page_count = ${pages}`).get()
    const fill = db.sql('insert into settings (key, value) values (?, ?)')
    expect(() => {
      for (let i = 0; ; i++) fill.run(`filler ${i}`, 'x'.repeat(3_000))
    }).toThrow(/full/)
    for (let first = 0; first < ids.length; first += 20) {
      const some = ids.slice(first, first + 20)
      const answers = await Promise.all(some.map(id => redirect(hit(tokens.delivery(id, 1)))))
      expect(answers.map(answer => answer.kind)).toEqual(some.map(() => 'found'))
    }
    expect(outcomes).toContain('kept')
    expect(clicksOf(db)).toHaveLength(outcomes.filter(outcome => outcome === 'human').length)
    db.sql('pragma max_page_count = 1000000').get()
    await vi.waitFor(() => expect(redirect.waiting()).toBe(0), PATIENCE_MS)
    expect(clicksOf(db)).toHaveLength(ids.length)
  })
})

test('every look-up goes by a key or an index', async () => {
  const real = await setup()
  const watched = watchStatements(real.db)
  const { redirect } = await setup({ db: watched.db, tokens: real.tokens })
  for (const link of [1, 2, 3]) await redirect(hit(real.tokens.delivery(1, link)))
  await redirect(hit(real.tokens.test(1, 1)))
  const looked = [...watched.statements].filter(statement => /^(select|update|delete)/.test(statement.trim()))
  expect(looked).toHaveLength(4)
  for (const statement of looked) {
    const plan = explain(real.db, statement)
    expect(plan.length).toBeGreaterThan(0)
    expect(plan.filter(step => !step.startsWith('SEARCH'))).toEqual([])
  }
})
