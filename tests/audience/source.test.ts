import { describe, expect, test } from 'vitest'
import { linkName, readSource } from '../../src/audience/source/typed.js'
import { recordVisits } from '../../src/audience/source/visit.js'
import {
  addAlias,
  createSource,
  findSource,
  findSourceOf,
  getSource,
  listAliases,
  listSources,
  mergeSource,
  renameSource,
  setSourceChannel,
  setSourceCost,
  sourceName,
} from '../../src/audience/source.js'
import type { Db } from '../../src/db/open.js'
import { isAppError } from '../../src/errors.js'
import { temporaryDb } from '../support/db.js'

const rub = (amount: number) => ({ amount: amount * 100, currency: 'RUB' })

describe('a source as it is typed', () => {
  test.each([
    ['VK, spring, 16 000 ₽', 'vk_spring', 'VK', rub(16_000)],
    ['VK, spring, 16,000 ₽', 'vk_spring', 'VK', rub(16_000)],
    ['ВК, весна, 16 000', 'vk_vesna', 'VK', rub(16_000)],
    ['VK, spring', 'vk_spring', 'VK', null],
    ['vk_spring', 'vk_spring', 'VK', null],
    ['VK_Spring-2', 'VK_Spring-2', 'VK', null],
    ['insta bio', 'insta_bio', 'Instagram', null],
    ['instagram; bio; 0', 'instagram_bio', 'Instagram', rub(0)],
    ['QR, магазин на Ленина, 1,5 тыс. руб.', 'qr_magazin_na_lenina', 'QR', rub(1_500)],
    ['spring 16 000 ₽', 'spring', null, rub(16_000)],
    ['VK spring 200 EUR', 'vk_spring', 'VK', { amount: 20_000, currency: 'EUR' }],
    ['Радио Рекорд, утро, $50', 'radio_rekord_utro', 'Радио Рекорд', { amount: 5_000, currency: 'USD' }],
    ['Olga’s blog', 'olga_s_blog', null, null],
    ['Ёлка Ünïcode ß', 'elka_unicode_ss', null, null],
    ['spring 2027', 'spring_2027', null, null],
    ['VK\nspring\n500', 'vk_spring', 'VK', rub(500)],
    ['16 000 ₽', '', null, rub(16_000)],
    ['🎉', '', null, null],
    [', ,', '', null, null],
    ['https://t.me/boots?start=x', 'https_t_me_boots_start_x', null, null],
    ['x'.repeat(200), 'x'.repeat(64), null, null],
  ])('%j', (typed, name, channel, cost) => {
    expect(readSource(typed, 'RUB')).toEqual({ name, channel, cost })
  })

  test('a long channel is cut, and names that come to nothing are none', () => {
    expect(readSource(`${'Р'.repeat(50)}, a`, 'RUB').channel).toHaveLength(32)
    expect(linkName('—')).toBe('')
    expect(linkName('__a__')).toBe('a')
  })
})

const make = (db: Db, name: string, more: { channel?: string; cost?: ReturnType<typeof rub> } = {}) =>
  createSource(db, { name, channel: more.channel ?? null, cost: more.cost ?? null, createdBy: 1 }, 5).id

const codeOf = (act: () => unknown) => {
  try {
    act()
    return null
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.code
  }
}

test.each([
  ['join_abc', 'source_name_code'],
  ['JOIN_abc', 'source_name_code'],
  ['_claim_x', 'source_name_code'],
  [`claim-${'x'.repeat(20)}`, 'source_name_code'],
  ['joinery', null],
  ['claims', null],
  ['', 'source_name_invalid'],
  ['a b', 'source_name_invalid'],
  ['весна', 'source_name_invalid'],
  ['x'.repeat(65), 'source_name_invalid'],
  ['Taken', 'source_name_taken'],
  ['ALIAS', 'source_name_taken'],
])('a source called %j: %s', async (name, code) => {
  const db = await temporaryDb()
  addAlias(db, 'alias', make(db, 'taken'))
  expect(codeOf(() => make(db, name))).toBe(code)
  expect(listSources(db)).toHaveLength(code === null ? 2 : 1)
  if (code !== null && name !== 'Taken' && name !== 'ALIAS') expect(codeOf(() => renameSource(db, 1, name))).toBe(code)
})

test('whatever a source was called means it for good', async () => {
  const db = await temporaryDb()
  const id = make(db, 'insta', { channel: 'Instagram' })
  expect(findSourceOf(db, 'INSTA')).toBe(id)
  renameSource(db, id, 'insta_bio')
  renameSource(db, id, 'Insta_Bio')
  renameSource(db, id, 'insta')
  renameSource(db, id, 'bio')
  expect(listAliases(db, id)).toEqual(['bio', 'insta', 'insta_bio'])
  expect(sourceName(db, 'Insta')).toBe('bio')
  expect(sourceName(db, 'never_made')).toBe('never_made')
  expect(codeOf(() => make(db, 'insta'))).toBe('source_name_taken')
  expect(codeOf(() => renameSource(db, 99, 'x'))).toBe('source_not_found')
})

test('merged, both names mean one source, with the visits and the cost of both', async () => {
  const db = await temporaryDb()
  const [old, kept, abroad] = [
    make(db, 'old', { channel: 'VK', cost: rub(100) }),
    make(db, 'kept', { cost: rub(50) }),
    make(db, 'abroad', { cost: { amount: 7, currency: 'EUR' }, channel: 'Radio' }),
  ]
  addAlias(db, 'older', old)
  recordVisits(db, [
    { sourceId: old, day: 1, verdict: 'human', n: 2 },
    { sourceId: old, day: 2, verdict: 'machine', n: 1 },
    { sourceId: kept, day: 1, verdict: 'human', n: 3 },
  ])
  mergeSource(db, old, kept)
  mergeSource(db, kept, kept)
  expect(listAliases(db, kept)).toEqual(['kept', 'old', 'older'])
  expect(findSource(db, old)).toBeNull()
  expect(getSource(db, kept)).toMatchObject({ name: 'kept', channel: 'VK', cost: rub(150) })
  expect(db.sql('select source_id as source, day, verdict, n from source_visits order by day, verdict').all()).toEqual([
    { source: kept, day: 1, verdict: 'human', n: 5 },
    { source: kept, day: 2, verdict: 'machine', n: 1 },
  ])
  mergeSource(db, abroad, kept)
  expect(getSource(db, kept)).toMatchObject({ channel: 'VK', cost: rub(150) })
  expect(codeOf(() => mergeSource(db, abroad, kept))).toBe('source_not_found')
  // A visit that was on its way while its source became another's.
  recordVisits(db, [{ sourceId: abroad, day: 3, verdict: 'human', n: 1 }])
  expect(db.sql('select n from source_visits where source_id = 0').all()).toEqual([{ n: 1 }])
  setSourceCost(db, kept, null)
  setSourceChannel(db, kept, null)
  expect(getSource(db, kept)).toMatchObject({ channel: null, cost: null })
})
