import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { deedOf } from '../../src/bot/deed.js'
import { hadNoTurn } from '../../src/bot/lanes/fetch.js'
import { putOut, sendOut } from '../../src/bot/lanes/outbox.js'
import type { Db } from '../../src/db/open.js'
import type { SendResult } from '../../src/delivery/outcome.js'
import { AppError } from '../../src/errors.js'
import { temporaryDb } from '../support/db.js'

/** A database with update 7 in it, and a table of one number that deeds raise. */
async function setup() {
  const db = await temporaryDb()
  db.sql('insert into updates (update_id) values (7)').run()
  db.sql(`insert into settings (key, value) values ('n', '0')`).run()
  const raise = () => {
    db.sql(`update settings set value = value + 1 where key = 'n'`).run()
    return number(db)
  }
  return { db, raise, run: () => deedOf(db, 7) }
}

const number = (db: Db) => Number(db.sql<{ value: string }>(`select value from settings where key = 'n'`).get()?.value)

describe('a deed', () => {
  test('happens once; every later run is told what it came to', async () => {
    const { db, raise, run } = await setup()
    expect(run().isDone()).toBe(false)
    expect(await run()(z.int(), raise)).toBe(1)
    expect(await run()(z.int(), raise)).toBe(1)
    expect([number(db), run().isDone(), run().before(z.int()), run().before(z.string())]).toEqual([1, true, 1, null])
  })

  test('happens once where two runs are at it at the same moment', async () => {
    const { db, raise, run } = await setup()
    const [one, other] = [run(), run()]
    expect(await Promise.all([one(z.int(), raise), other(z.int(), raise)])).toEqual([1, 1])
    expect(number(db)).toBe(1)
  })

  test('one without an outcome happens once too', async () => {
    const { db, raise, run } = await setup()
    for (let i = 0; i < 3; i++) await run()(() => void raise())
    expect(number(db)).toBe(1)
  })

  test('an error undoes it with its mark, and it is decided anew', async () => {
    const { db, raise, run } = await setup()
    const deed = run()
    const failing = deed(z.int(), () => {
      raise()
      throw new AppError('offer_not_found')
    })
    await expect(failing).rejects.toThrow('offer_not_found')
    expect([number(db), run().isDone()]).toEqual([0, false])
    expect(await deed(z.int(), raise)).toBe(1)
  })

  test.each([
    ['another deed was done', 'update updates set outcome = ? where update_id = 7', '["words"]', /deed_done/],
    ['the update is over', 'update updates set outcome = ? where update_id = 7', '', /is over/],
    ['its number is gone', 'delete from updates where update_id <> ?', '1', /not kept/],
  ])('nothing happens where %s', async (_, sql, value, words) => {
    const { db, raise, run } = await setup()
    db.sql(sql).run(value)
    await expect(run()(z.int(), raise)).rejects.toThrow(words)
    expect(number(db)).toBe(0)
  })

  test('several happen once each, in their order', async () => {
    const { db, raise, run } = await setup()
    const first = run()
    expect([await first(z.int(), raise), await first(z.int(), raise)]).toEqual([1, 2])
    const again = run()
    expect([await again(z.int(), raise), again.before(z.int())]).toEqual([1, 2])
    expect([await again(z.int(), raise), await again(z.int(), raise)]).toEqual([2, 3])
    expect(number(db)).toBe(3)
  })
})

describe('the outbox', () => {
  const parcel = { method: 'sendMessage' as const, payload: { text: 'hello' } }
  const accepted: SendResult = { kind: 'accepted', messageId: 70 }
  const answered = (code: number): SendResult => ({ kind: 'answered', code, description: 'no', retryAfter: null })

  /** Two parcels are out; each run sends what has not left, to a Telegram that answers in turn. */
  async function posted(...results: (SendResult | 'hangs' | 'throws')[]) {
    const db = await temporaryDb()
    db.sql('insert into updates (update_id) values (7)').run()
    putOut(db, 7, [
      { chat: 1, parcel },
      { chat: 2, parcel },
    ])
    const left: number[] = []
    const run = () =>
      sendOut(
        db,
        async chat => {
          left.push(chat)
          const result = results.shift() ?? accepted
          if (result === 'throws') throw new Error('the process dies')
          return result === 'hangs' ? new Promise(() => {}) : result
        },
        7,
      )
    return { db, left, run }
  }

  test('each leaves once, however often it is asked', async () => {
    const { db, left, run } = await posted()
    const both = [
      { state: 'sent', messageId: 70 },
      { state: 'sent', messageId: 70 },
    ]
    expect(await run()).toEqual(both)
    expect(await run()).toEqual(both)
    expect(left).toEqual([1, 2])
    expect(db.sql('select payload from outbox').all()).toEqual([{ payload: null }, { payload: null }])
  })

  test.each<[string, SendResult, object]>([
    ['nobody answered', { kind: 'unknown', why: 'timeout' }, { state: 'uncertain' }],
    ['an error of Telegram’s', answered(504), { state: 'uncertain' }],
    ['a refusal', answered(403), { state: 'refused', code: 403, description: 'no' }],
    ['too many', answered(429), { state: 'refused', code: 429, description: 'no' }],
    ['not reached', { kind: 'unreached', why: 'ECONNREFUSED' }, { state: 'unreached' }],
  ])('%s: it is known, and nothing is sent again', async (_, result, expected) => {
    const { left, run } = await posted(result)
    expect((await run())[0]).toEqual(expected)
    expect((await run())[0]).toEqual(expected)
    expect(left).toEqual([1, 2])
  })

  test('what an earlier run may have sent is uncertain, and the rest leaves', async () => {
    for (const first of ['hangs', 'throws'] as const) {
      const { left, run } = await posted(first)
      run().catch(() => undefined)
      while (left.length === 0) await new Promise(resolve => setImmediate(resolve))
      expect(await run()).toEqual([{ state: 'uncertain' }, { state: 'sent', messageId: 70 }])
      expect(left).toEqual([1, 2])
    }
  })

  test('what had no turn has not left, and its update takes its turn again', async () => {
    const { left, run } = await posted({ kind: 'unreached', why: 'no_turn' })
    const error = await run().catch((error: unknown) => error)
    expect(hadNoTurn(error)).toBe(true)
    expect((await run()).map(({ state }) => state)).toEqual(['sent', 'sent'])
    expect(left).toEqual([1, 1, 2])
  })
})
