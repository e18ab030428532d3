import { describe, expect, test } from 'vitest'
import { recordVisits } from '../../../src/audience/source/visit.js'
import { createSource } from '../../../src/audience/source.js'
import { startSubscriber } from '../../../src/audience/subscription.js'
import { betterThan, readTarget } from '../../../src/bot/admin/goal/target.js'
import { findGoal, refreshGoal } from '../../../src/bot/settings/goal.js'
import { DAY } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { isAppError } from '../../../src/errors.js'
import type { Language } from '../../../src/text/format.js'
import { ADMIN, stage as openStage } from './stage.js'

/** Sun 29 Nov 2026, 18:00 in Moscow. */
const AT = Date.UTC(2026, 10, 29, 15)
const ZONE = 'Europe/Moscow'

function come(db: Db, source: string, people: number): void {
  for (let i = 0; i < people; i++) {
    const telegramId = 5_000 + Number(db.sql<{ n: number }>('select count(*) as n from subscribers').get()?.n)
    const person = {
      telegramId,
      firstName: 'P',
      lastName: null,
      username: null,
      telegramLanguage: 'en',
      premium: false,
    }
    startSubscriber(db, person, { source, wording: { name: 'welcome', language: 'en', shown: 'Hello' } }, AT - 9 * DAY)
  }
}

/** Two sources that were opened, one that was not. */
async function stage(language: Language = 'en') {
  const on = await openStage({ at: AT, language })
  on.db.write(() => {
    on.db.sql(`insert into settings (key, value) values ('first_day_over', 'true')`).run()
    for (const [name, visits, people] of [
      ['vk_spring', 100, 34],
      ['insta_bio', 100, 15],
      ['qr_shop', 0, 12],
    ] as const) {
      const { id } = createSource(on.db, { name, channel: null, cost: null, createdBy: ADMIN }, AT - 20 * DAY)
      if (visits > 0)
        recordVisits(on.db, [{ sourceId: id, day: Math.floor(AT / DAY) - 9, verdict: 'human', n: visits }])
      come(on.db, name, people)
    }
  })
  await on.ada.send('/admin')
  return on
}

describe('the goal of the shop', () => {
  test('is set by three taps, stands in the menu, and its card says what is missing and leads there', async () => {
    const on = await stage()
    await on.ada.walk('🎯 Goal', '🔗 More subscribe')
    expect(on.ada.plain()).toContain('Now 24 of 100, over 30 days.')
    expect(on.ada.rows()[0]).toEqual(['25 by 31 Jan', '30 by 31 Jan'])
    await on.ada.walk('30 by 31 Jan')
    expect(on.ada.plain()).toBe(
      [
        '✅ This is the goal now.',
        '',
        '🎯 30 of 100 subscribe by 31 Jan · now 24',
        'How many of 100 who open a counted link press Start.',
        '',
        '1 Goal ✅',
        '2 Who ✅ by source',
        '3 Data ⚠️ opened links of 2 of 3 sources',
        '4 Analysis ✅ worst is insta_bio (15)',
        '5 Offer ☐ the welcome of insta_bio is the usual one',
      ].join('\n'),
    )
    expect(on.ada.rows()).toEqual([
      ['🔗 Sources', '🔎 The worst one'],
      ['👋 Its welcome'],
      ['✏️ Another goal', '← Menu'],
    ])
    await on.ada.walk('← Menu')
    expect(on.ada.plain()).toContain('🎯 Subscribed: 24 of 100, goal 30 by 31 Jan')
    await on.ada.walk('🔗 Sources')
    expect(on.ada.plain()).toContain('24 subscribed (goal 30)')
    on.db.write(() => come(on.db, 'vk_spring', 40))
    await refreshGoal(on.db, AT)
    await on.ada.send('/admin')
    expect(on.ada.plain()).toContain('✅ Subscribed: 44 of 100, goal 30 by 31 Jan')
    await on.ada.walk('🎯 Goal')
    expect(on.ada.plain()).toContain('Reached')
    await on.ada.walk('✏️ Another goal', '🚫 No goal')
    expect(on.ada.plain()).not.toContain('🎯')
    expect([findGoal(on.db), on.refused()]).toEqual([null, []])
  })

  test('is typed as well; what makes no sense is said, and nothing is set', async () => {
    const on = await stage()
    await on.ada.walk('🎯 Goal', '🔗 More subscribe')
    for (const [typed, words] of [
      ['better', 'I need a number out of 100 and a day'],
      ['20 by 31 Jan', 'It stands at 24 of 100 already'],
      ['101 by 31 Jan', 'from 0.1 to 100'],
      ['40 by 32 Jan', 'as a date'],
      ['40 by 2020-01-01', 'passed'],
    ] as const) {
      await on.ada.send(typed)
      expect(on.ada.text()).toContain(words)
      expect(findGoal(on.db)).toBeNull()
    }
    await on.ada.send('27,5% by 15 December')
    expect(findGoal(on.db)).toMatchObject({ kind: 'subscribe', target: 27.5, until: Date.UTC(2026, 11, 15, 21) - 1 })
  })

  test('in Russian, with what nobody can be counted for', async () => {
    const on = await stage('ru')
    await on.ada.walk('🎯 Цель', '🛒 Первый заказ')
    expect(on.ada.plain()).toContain('Как сейчас, пока неизвестно: меньше 30 человек.')
    await on.ada.walk('10 к 31 января')
    expect(on.ada.plain()).toBe(
      [
        '✅ Теперь это цель.',
        '',
        '🎯 К 31 января первый заказ у 10 из 100 · сейчас пока неизвестно',
        'Сколько из 100 покупателей из CRM, у которых ещё не было заказов, заказывают.',
        '',
        '1 Цель ✅',
        '2 Кто ☐ 0 человек',
        '3 Данные ☐ покупки известны у 0 из 100',
        '4 Анализ ☐ RFM-групп пока нет: не хватает заказов',
        '5 Предложение ☐ с этой целью за 30 дней не было',
      ].join('\n'),
    )
    await on.ada.walk('← Меню')
    expect(on.ada.plain()).toContain('🎯 Первый заказ: пока неизвестно, цель 10 к 31 января')
  })

  test.each([
    '🛒 First order',
    '🔁 Second order',
    '💤 Bring back',
    '🪜 Up the ladder',
    '📱 Know orders',
    '🚫 Fewer leave',
  ])('%s has its five stages, and writes to its people', async label => {
    const on = await stage()
    await on.ada.walk('🎯 Goal', label)
    await on.ada.walk(on.ada.labels()[0] ?? '')
    expect(on.ada.plain().match(/^[1-5] \S+ (?:✅|⚠️|☐)/gmu)).toHaveLength(5)
    if (on.ada.labels().includes('✍️ Write to them')) {
      await on.ada.walk('✍️ Write to them')
      expect(on.db.sql('select 1 from segments').all()).toHaveLength(1)
    }
    expect(on.refused()).toEqual([])
  })
})

test.each([
  ['subscribe', 31, [35, 40]],
  ['subscribe', 30, [35, 40]],
  ['subscribe', 99, [100]],
  ['subscribe', 100, []],
  ['subscribe', 2.4, [3, 4]],
  ['subscribe', null, [10, 25]],
  ['leave', 12, [10, 5]],
  ['leave', 4.2, [4, 3]],
  ['leave', 2, [1]],
  ['leave', 0.6, [0.3]],
  ['leave', 0, []],
  ['leave', null, [3, 1]],
] as const)('%s at %s: %j are proposed', (kind, now, proposed) => {
  expect(betterThan(kind, now)).toEqual(proposed)
})

test.each([
  ['35 by 31 Jan', 35, '2027-01-31'],
  ['до 40 к 31 января', 40, '2027-01-31'],
  ['35%, 2027-03-01', 35, '2027-03-01'],
  ['2,5 of 100 until tomorrow', 2.5, '2026-11-30'],
  ['35 из 100 к 31.12', 35, '2026-12-31'],
  ['40', 40, '2027-01-31'],
  ['', null, null],
  ['soon', null, null],
  ['1000 by 31 Jan', null, null],
] as const)('a goal typed %j', (typed, target, day) => {
  const read = readTarget(typed, ZONE, AT)
  expect(read?.target ?? null).toBe(target)
  expect(read === null ? null : new Date(read.day * DAY).toISOString().slice(0, 10)).toBe(day)
})

test('a day that has passed, or is none, is refused', () => {
  for (const [typed, code] of [
    ['35 by 1.1.2020', 'date_past'],
    ['35 by never', 'date_invalid'],
  ] as const) {
    let thrown: unknown = null
    try {
      readTarget(typed, ZONE, AT)
    } catch (error) {
      thrown = error
    }
    expect(isAppError(thrown, code)).toBe(true)
  }
})
