import { describe, expect, onTestFinished, test } from 'vitest'
import { HOUR, systemClock } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { claimSteps } from '../../src/delivery/engine/step.js'
import { createEngine } from '../../src/delivery/engine.js'
import type { SendResult } from '../../src/delivery/outcome.js'
import { createPace } from '../../src/delivery/pace.js'
import { planDeliveries } from '../../src/delivery/plan.js'
import {
  classifyStep,
  countRepair,
  currentVersions,
  findRepair,
  type RepairKind,
  startEdit,
  startTakeBack,
  stopRepair,
} from '../../src/delivery/repair.js'
import { silentLog } from '../../src/log.js'
import { type Content, readContent, withWords } from '../../src/offers/content.js'
import { copyOffer } from '../../src/offers/offer/copy.js'
import { changeLink, listTargets, replaceVariant } from '../../src/offers/offer/repair.js'
import { thawOffer } from '../../src/offers/offer.js'
import { listVariants } from '../../src/offers/variant.js'
import { PATIENCE_MS } from '../../src/sandbox/emulator/patience.js'
import { temporaryDb } from '../support/db.js'
import { noRules } from '../support/gates.js'
import { approve, crowd, seed } from './fixture.js'

const answered = (code: number, description: string, retryAfter: number | null = null): SendResult => ({
  kind: 'answered',
  code,
  description,
  retryAfter,
})

describe('Telegram’s answer', () => {
  test.each<[string, RepairKind, SendResult, object]>([
    ['an edit that is done', 'edit', { kind: 'accepted', messageId: 1 }, { kind: 'done' }],
    [
      'an edit that changes nothing',
      'edit',
      answered(400, 'Bad Request: message is not modified: …'),
      { kind: 'done' },
    ],
    [
      'a poll that is closed already',
      'over',
      answered(400, 'Bad Request: poll has already been closed'),
      { kind: 'done' },
    ],
    [
      'a poll that somebody deleted',
      'over',
      answered(400, 'Bad Request: message with poll to stop not found'),
      { kind: 'failed', reason: 'gone' },
    ],
    [
      'an edit of a deleted message',
      'edit',
      answered(400, 'Bad Request: message to edit not found'),
      { kind: 'failed', reason: 'gone' },
    ],
    [
      'an edit that Telegram does not allow',
      'edit',
      answered(400, "Bad Request: message can't be edited"),
      { kind: 'failed', reason: 'too_old' },
    ],
    [
      'an edit for somebody who blocked us',
      'edit',
      answered(403, 'Forbidden: bot was blocked by the user'),
      { kind: 'failed', reason: 'blocked' },
    ],
    [
      'a deletion of what is gone',
      'take_back',
      answered(400, 'Bad Request: message to delete not found'),
      { kind: 'done' },
    ],
    [
      'a deletion too late',
      'take_back',
      answered(400, "Bad Request: message can't be deleted for everyone"),
      { kind: 'failed', reason: 'too_old' },
    ],
    ['a flood', 'edit', answered(429, 'Too Many Requests', 7), { kind: 'limited', retryAfter: 7 }],
    ['a server error', 'edit', answered(502, 'Bad Gateway'), { kind: 'again' }],
    ['silence', 'take_back', { kind: 'unknown', why: 'timeout' }, { kind: 'again' }],
    ['no connection', 'edit', { kind: 'unreached', why: 'ECONNREFUSED' }, { kind: 'again' }],
    ['a revoked token', 'edit', answered(401, 'Unauthorized'), { kind: 'unauthorized' }],
    ['anything else', 'edit', answered(400, 'Bad Request: something'), { kind: 'failed', reason: 'refused' }],
  ])('to %s', (_what, kind, result, outcome) => {
    expect(classifyStep(kind, result)).toMatchObject(outcome)
  })
})

type Chat = { text: string; gone: boolean }

/** A broadcast sent to `people` by a real engine at a Telegram that keeps chats; `fail` may refuse what repairs. */
async function sentTo(people: number, fail: (chat: number, nth: number) => SendResult | null = () => null) {
  const db = await temporaryDb()
  seed(db, crowd(people))
  const id = approve(db)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  await planDeliveries(db, id, systemClock.now(), noRules)
  const chats = new Map<number, Chat>()
  let calls = 0
  const engine = createEngine({
    db,
    clock: systemClock,
    log: silentLog,
    pace: createPace({ rate: 2_000, clock: systemClock }),
    transport: {
      async send(chat, { payload }) {
        chats.set(chat, { text: String(payload['text']), gone: false })
        return { kind: 'accepted', messageId: chat }
      },
      async edit(chat, _message, { payload }) {
        const refused = fail(chat, ++calls)
        if (refused !== null) return refused
        chats.set(chat, { text: String(payload['text']), gone: false })
        return { kind: 'accepted', messageId: chat }
      },
      async remove(chat) {
        const refused = fail(chat, ++calls)
        if (refused !== null) return refused
        chats.set(chat, { text: '', gone: true })
        return { kind: 'accepted', messageId: chat }
      },
      touch: async () => ({ kind: 'accepted', messageId: 0 }),
      pin: async () => ({ kind: 'accepted', messageId: 0 }),
      unpin: async () => ({ kind: 'accepted', messageId: 0 }),
      probe: async () => true,
    },
    address: (delivery, link) => `https://links.example.com/r/${delivery}-${link}`,
    rules: () => noRules,
    event: () => {},
    patience: 1_000,
  })
  onTestFinished(() => engine.stop())
  return { db, id, engine, chats }
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

const sentCount = (db: Db) =>
  db.sql<{ n: number }>(`select count(*) as n from deliveries where state = 'sent'`).get()?.n

function rewrite(db: Db, text: string, at = systemClock.now()): Map<number, number> {
  const old = listVariants(db, 1).at(-1)
  if (old === undefined) throw new Error('no version')
  return new Map([[old.id, replaceVariant(db, old.id, { ...old.content, text }, at).id]])
}

describe('editing everywhere', () => {
  test('those who have it are edited, those who wait get the right one, and each row knows what it shows', async () => {
    const { db, id, engine, chats } = await sentTo(40)
    engine.start()
    await until('half', () => Number(sentCount(db)) >= 20)
    const repair = db.write(() => startEdit(db, id, rewrite(db, 'Shoes for {first_name|friend}'), 1, systemClock.now()))
    engine.wake()
    await until('the repair', () => findRepair(db, repair)?.state === 'finished')
    await until('the rest', () => sentCount(db) === 40)
    expect([...chats.values()].filter(chat => !chat.text.startsWith('Shoes for Person'))).toEqual([])
    const shown = db
      .sql<{ shown: number; n: number }>(
        'select coalesce(shown_variant_id, variant_id) as shown, count(*) as n from deliveries group by 1',
      )
      .all()
    expect(shown).toEqual([{ shown: 2, n: 40 }])
  })

  test('what Telegram refuses is counted by reason, what is not sure is tried again', async () => {
    const { db, id, engine } = await sentTo(10, (chat, nth) => {
      if (chat === 101) return answered(400, 'Bad Request: message to edit not found')
      if (nth % 3 === 0) return { kind: 'unknown', why: 'timeout' }
      return null
    })
    engine.start()
    await until('all', () => sentCount(db) === 10)
    const repair = db.write(() => startEdit(db, id, rewrite(db, 'Shoes'), 1, systemClock.now()))
    engine.wake()
    await until('the repair', () => findRepair(db, repair)?.state === 'finished')
    expect(await countRepair(db, { id: repair, kind: 'edit', broadcastId: id })).toEqual({
      done: 9,
      waiting: 0,
      failed: [{ reason: 'gone', n: 1 }],
    })
  })

  test('people of another version are left alone, and not counted', async () => {
    const { db, id, engine, chats } = await sentTo(6)
    engine.start()
    await until('all', () => sentCount(db) === 6)
    const [old] = listVariants(db, 1)
    if (old === undefined) throw new Error('no version')
    const other = db.write(() => replaceVariant(db, old.id, { ...old.content, text: 'Hats' }, 1))
    db.sql('update deliveries set variant_id = ? where subscriber_id > 4').run(other.id)
    const next = db.write(() => replaceVariant(db, old.id, { ...old.content, text: 'Shoes' }, 1))
    const repair = db.write(() => startEdit(db, id, new Map([[old.id, next.id]]), 1, systemClock.now()))
    // The engine may have begun already.
    const { done, waiting } = await countRepair(db, { id: repair, kind: 'edit', broadcastId: id })
    expect(done + waiting).toBe(4)
    engine.wake()
    await until('the repair', () => findRepair(db, repair)?.state === 'finished')
    expect(await countRepair(db, { id: repair, kind: 'edit', broadcastId: id })).toEqual({
      done: 4,
      waiting: 0,
      failed: [],
    })
    expect([...chats.values()].filter(chat => chat.text === 'Shoes').length).toBe(4)
  })

  test('a second edit takes over the first, and its versions follow on', async () => {
    const { db, id, engine, chats } = await sentTo(5)
    engine.start()
    await until('all', () => sentCount(db) === 5)
    const first = db.write(() => startEdit(db, id, rewrite(db, 'Shoes'), 1, systemClock.now()))
    const second = db.write(() => startEdit(db, id, rewrite(db, 'Boots again'), 1, systemClock.now()))
    expect(findRepair(db, first)?.state).toBe('stopped')
    expect([...currentVersions(db, id)]).toEqual([
      [1, 3],
      [2, 3],
    ])
    engine.wake()
    await until('the repair', () => findRepair(db, second)?.state === 'finished')
    expect(new Set([...chats.values()].map(chat => chat.text))).toEqual(new Set(['Boots again']))
  })

  test('a crash in the middle repairs the rest at the next start', async () => {
    const { db, id, engine, chats } = await sentTo(8)
    engine.start()
    await until('all', () => sentCount(db) === 8)
    const repairId = db.write(() => startEdit(db, id, rewrite(db, 'Shoes'), 1, systemClock.now()))
    const repair = findRepair(db, repairId)
    if (repair === null) throw new Error('no repair')
    db.write(() => claimSteps(db, repair, 5, systemClock.now()))
    expect([...chats.values()].filter(chat => chat.text === 'Shoes').length).toBe(0)
    engine.start()
    await until('the repair', () => findRepair(db, repairId)?.state === 'finished')
    expect([...chats.values()].every(chat => chat.text === 'Shoes')).toBe(true)
  })

  test('links keep their numbers, and what an old message links to is still known', async () => {
    const { db } = await sentTo(1)
    const [old] = listVariants(db, 1)
    if (old === undefined) throw new Error('no version')
    const next = replaceVariant(
      db,
      old.id,
      { ...old.content, buttons: [[{ label: 'New', url: 'https://shop.example/new' }]] },
      1,
    )
    expect(next.links).toMatchObject([
      ...old.links,
      { number: 2, url: 'https://shop.example/new', label: 'New', tracked: true },
    ])
  })
})

describe('taking back', () => {
  test('every message goes, but for those older than 48 h, which are counted', async () => {
    const { db, id, engine, chats } = await sentTo(6)
    engine.start()
    await until('all', () => sentCount(db) === 6)
    db.sql('update deliveries set sent_at = ? where subscriber_id = 2').run(systemClock.now() - 48 * HOUR)
    const repair = db.write(() => startTakeBack(db, id, 1, systemClock.now()))
    engine.wake()
    await until('the repair', () => findRepair(db, repair)?.state === 'finished')
    expect([...chats].filter(([, chat]) => !chat.gone).map(([chat]) => chat)).toEqual([102])
    expect(await countRepair(db, { id: repair, kind: 'take_back', broadcastId: id })).toEqual({
      done: 5,
      waiting: 0,
      failed: [{ reason: 'too_old', n: 1 }],
    })
  })

  test('can be stopped on the way', async () => {
    const { db, id } = await sentTo(1)
    const repair = db.write(() => startTakeBack(db, id, 1, systemClock.now()))
    expect(stopRepair(db, repair, 1)).toBe(true)
    expect(stopRepair(db, repair, 1)).toBe(false)
  })
})

test('a repaired link leads to the new address in every version, and where it led before is kept', async () => {
  const { db } = await sentTo(1)
  changeLink(db, 1, 1, 'https://shop.example/right', 1, 5_000)
  expect(listVariants(db, 1)[0]?.links).toMatchObject([
    { number: 1, url: 'https://shop.example/right', label: 'Choose' },
  ])
  expect(listVariants(db, 1)[0]?.content.buttons).toEqual([[{ label: 'Choose', url: 'https://shop.example/right' }]])
  expect(listTargets(db, 1, 1)).toEqual([
    { since: 0, url: 'https://shop.example/boots' },
    { since: 5_000, url: 'https://shop.example/right' },
  ])
  expect(() => changeLink(db, 1, 9, 'https://shop.example/x', 1, 6_000)).toThrow('offer_not_found')
})

test.each<[string, Pick<Content, 'preview' | 'previewUrl' | 'previewSize' | 'above'>]>([
  [
    'a chosen link, large and above',
    { preview: true, previewUrl: 'https://shop.example/look', previewSize: 'large', above: true },
  ],
  ['the first link, small', { preview: true, previewSize: 'small' }],
  ['none', { preview: false }],
])('the author’s preview is kept by a repaired link, by other words and by a copy: %s', async (_what, choice) => {
  const { db } = await sentTo(1)
  const [old] = listVariants(db, 1)
  if (old === undefined) throw new Error('no version')
  db.sql('update variants set content = ?').run(JSON.stringify({ ...old.content, ...choice }))
  const newest = (offer: number) => listVariants(db, offer).at(-1)?.content
  changeLink(db, 1, 1, 'https://shop.example/right', 1, 5_000)
  expect(newest(1), 'a repaired link').toMatchObject(choice)
  expect(newest(1)?.buttons).toEqual([[{ label: 'Choose', url: 'https://shop.example/right' }]])
  const written = readContent({ text: 'Other words' })
  const edited = withWords({ ...old.content, ...choice }, { ...written, ...choice })
  db.write(() => replaceVariant(db, old.id, edited, 6_000))
  expect(newest(1), 'other words').toMatchObject({ text: 'Other words', ...choice })
  const copy = db.write(() => copyOffer(db, 1, { createdBy: 1, keepAudience: true }, 7_000))
  expect(newest(copy.id), 'a copy').toMatchObject({ text: 'Other words', ...choice })
})

test('a repaired link that was the author’s preview is the preview still', async () => {
  const { db } = await sentTo(1)
  const [old] = listVariants(db, 1)
  if (old === undefined) throw new Error('no version')
  const content = { ...old.content, preview: true, previewUrl: 'https://shop.example/boots' }
  db.sql('update variants set content = ?').run(JSON.stringify(content))
  changeLink(db, 1, 1, 'https://shop.example/right', 1, 5_000)
  expect(listVariants(db, 1)[0]?.content.previewUrl).toBe('https://shop.example/right')
})

test('an approved offer becomes a draft again only while nothing of it began', async () => {
  const { db, id } = await sentTo(1)
  expect(thawOffer(db, 1)).toBe(false)
  db.sql(`update broadcasts set state = 'cancelled', started_at = null where id = ?`).run(id)
  expect(thawOffer(db, 1)).toBe(true)
})
