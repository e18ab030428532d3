import { describe, expect, test } from 'vitest'
import { broadcastHoldout } from '../../../../src/audience/holdout/comparison.js'
import {
  assignQuarter,
  heldOutUntil,
  isHeldOutSql,
  listControlGroups,
  quarterHoldout,
} from '../../../../src/audience/holdout.js'
import type { RungNames } from '../../../../src/audience/ladder/rung.js'
import { broadcasts } from '../../../../src/bot/admin/broadcasts/addresses.js'
import { criterionOf, wholeGroup } from '../../../../src/bot/admin/broadcasts/people.js'
import { writeOwnData } from '../../../../src/bot/mydata/file.js'
import { DAY, HOUR } from '../../../../src/clock.js'
import type { Db } from '../../../../src/db/open.js'
import { getBroadcast } from '../../../../src/delivery/broadcast.js'
import { planDeliveries } from '../../../../src/delivery/plan.js'
import { countPeople } from '../../../../src/segments/people/audience.js'
import type { Language } from '../../../../src/text/format.js'
import { noRules } from '../../../support/gates.js'
import { NOW, stage as offerStage } from './stage.js'

const noNames: RungNames = [null, null, null, null, null]

/**
 * So many people of source `a` whose orders are known; every second bought yesterday. The rest of `people` are unknown to the
 * shop.
 */
function crowd(db: Db, { people, known }: { people: number; known: number }): void {
  const numbers = (n: number) => `with recursive n(i) as (values (1) union all select i + 1 from n where i < ${n})`
  db.write(() => {
    db.sql(
      `insert into subscribers (id, telegram_id, first_name, premium, source, subscribed_at, greeted_by, dice, created_at)
       ${numbers(people)} select i, 10000 + i, 'Anna', 0, 'a', 0, 0, (i * 7919317) % 2147483647, 0 from n`,
    ).run()
    db.sql(`insert into customers (id, subscriber_id, created_at) ${numbers(known)} select i, i, 0 from n`).run()
    db.sql(
      `insert into orders (customer_id, external_id, at, currency, total, refunded, status)
       ${numbers(known)} select i, i, ${NOW - DAY}, 'EUR', 1000, 0, 'paid' from n where i % 2 = 0`,
    ).run()
  })
}

const WORDS = {
  en: { goal: ['Goal', 'Sell'], message: 'Message', way: ['To whom', 'Loyal', 'Done', 'Check'] },
  ru: { goal: ['Цель', 'Продать'], message: 'Сообщение', way: ['Кому', 'Loyal', 'Готово', 'Проверить'] },
}

/** A complete draft for them, at its check. */
async function checked(language: Language = 'en', size = { people: 1_500, known: 1_400 }) {
  const s = await offerStage({ language })
  crowd(s.db, size)
  s.addSegment('Loyal', 'a')
  const { goal, message, way } = WORDS[language]
  await s.ada.send('/new')
  await s.ada.walk(...goal, message)
  await s.ada.send('Hello')
  await s.ada.walk(...way)
  return s
}

describe('the check of a broadcast', () => {
  test('offers a control group where it would show something: one tap, and one back', async () => {
    const s = await checked()
    expect(s.ada.plain()).toMatch(
      /🧪 Control group: none\. Orders of 1,400 are known, 50 in 100 buy; a group of 10 % would show an effect of 12\.\d in 100 or more\./,
    )
    expect(s.ada.rows().at(-1)).toEqual(['🧪 Keep 10 % out', '← Card'])
    await s.ada.walk('🧪 Keep 10 % out')
    expect(s.ada.plain()).toMatch(/🧪 Control group: 10 %, so that I can compare\. It will show an effect of 12/)
    expect(s.ada.plain()).toContain('− about 150 control group of this broadcast\n= about 1,350 will get it')
    expect(s.ada.rows().at(-1)).toEqual(['🧪 Send to all', '← Card'])
    await s.ada.walk('🧪 Send to all')
    expect(s.ada.labels()).toContain('🧪 Keep 10 % out')
    await s.ada.walk('🧪 Keep 10 % out', 'Send now')
    const id = s.broadcast()?.id ?? 0
    expect(getBroadcast(s.db, id)).toMatchObject({ control: 1_000, shownAudience: 1_350 })
  })

  test('of people of whom too little is known says nothing of it', async () => {
    const s = await checked('en', { people: 400, known: 300 })
    expect(s.ada.plain()).not.toContain('🧪')
    expect(s.ada.labels().join()).not.toContain('🧪 Keep')
  })

  test('of an offer that no order says anything of says nothing of it', async () => {
    const s = await checked()
    await s.ada.walk('Card', 'Goal', 'Inform', 'Check')
    expect(s.ada.plain()).not.toContain('🧪')
  })

  test('what is approved holds, and a change of what is scheduled shows that it would be another', async () => {
    const s = await checked()
    await s.ada.walk('🧪 Keep 10 % out', 'Card', 'When', 'Tomorrow 10:00')
    if (s.ada.labels().includes('Check')) await s.ada.walk('Check')
    await s.ada.walk('Schedule')
    const id = s.broadcast()?.id ?? 0
    expect(s.ada.plain()).toContain('🧪 10 % are kept out as its control group.')
    await s.ada.walk('✏️ Change')
    await s.ada.walk('Check', '🧪 Send to all')
    expect(s.ada.plain()).toContain('Control group: 10 % → none')
    await s.ada.walk('Schedule')
    expect(getBroadcast(s.db, id)).toMatchObject({ state: 'scheduled', control: 0 })
  })

  test('whoever was kept from it is counted, listed, written to by nobody, and left out of its repetition', async () => {
    const s = await checked()
    await s.ada.walk('🧪 Keep 10 % out', 'Send now')
    const id = s.broadcast()?.id ?? 0
    s.db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
    await planDeliveries(s.db, id, s.clock.wall, noRules)
    const [held] = s.db
      .sql<{ n: number }>(`select count(*) as n from deliveries where broadcast_id = ? and state = 'held_out'`)
      .all(id)
    const n = held?.n ?? 0
    s.db.sql(`update deliveries set state = 'sent', claimed_at = ?, sent_at = ? where state = 'queued'`).run(NOW, NOW)
    s.db.sql(`update broadcasts set state = 'finished', finished_at = ? where id = ?`).run(NOW, id)
    expect(broadcastHoldout(s.db, id)?.share).toBe(1_000)
    await s.ada.send('/broadcasts')
    await s.ada.walk('Hello')
    expect(s.ada.plain()).toContain(`🧪 Its own control group: ${n} people did not get it.`)
    const { generation } = getBroadcast(s.db, id)
    await s.ada.forge(broadcasts.counted.data({ id, message: 0, page: 0 }))
    await s.ada.walk(`Its own control group · ${n}`)
    expect(s.ada.labels().join()).not.toMatch(/✉️|✍️/)
    await s.ada.forge(broadcasts.followUps.data({ id }))
    expect(s.ada.labels().join()).not.toContain('Without it today')
    const reached = criterionOf(getBroadcast(s.db, id), wholeGroup('notReached'))
    const context = { at: NOW + 1, zone: 'UTC' }
    expect((await countPeople(s.db, reached, context)).people).toBe(0)
    await s.ada.forge(broadcasts.repeat.data({ id, generation }))
    await s.ada.walk('Check')
    expect(s.ada.plain()).toContain(`− ${n} left out by you`)
    expect(s.ada.plain()).toContain('= 1,')
    // Nobody is compared any more: the next repetition is for everybody.
    s.clock.wall += 40 * DAY
    await s.ada.forge(broadcasts.repeat.data({ id, generation: getBroadcast(s.db, id).generation }))
    await s.ada.walk('Check')
    expect(s.ada.plain()).not.toContain('left out by you')
  })

  test('in Russian', async () => {
    const s = await checked('ru')
    expect(s.ada.plain()).toMatch(
      /🧪 Контрольная группа: нет\. Известны покупки 1 400 человек, покупают 50 из 100; группа в 10 % покажет эффект от 12,\d покупателя из 100\./,
    )
    await s.ada.walk('🧪 Оставить 10 %')
    expect(s.ada.labels()).toContain('🧪 Отправить всем')
  })
})

describe('the control group of the quarter', () => {
  const big = { people: 3_000, known: 2_400 }

  async function opened(language: Language = 'en', size = big) {
    const s = await offerStage({ language })
    crowd(s.db, size)
    await s.ada.send('/settings')
    await s.ada.walk(
      ...(language === 'en' ? ['🔔 How often', '🧪 Control group'] : ['🔔 Как часто', '🧪 Контр. группа']),
    )
    return s
  }

  test('says what each size would show, and begins with two taps', async () => {
    const s = await opened()
    const text = s.ada.plain()
    expect(text).toContain('🧪 Does it work at all?')
    expect(text).toContain('Orders are known of 2,400. Kept out:')
    expect(text).toMatch(/5 % · 150 people → shows an effect of 1\d\.\d in 100 or more/)
    expect(text).toMatch(/10 % · 300 people → shows an effect of 9\.\d in 100 or more/)
    expect(s.ada.rows()).toEqual([
      ['5 %', '✅ 10 %'],
      ['20 %', '🚫 No, thanks'],
    ])
    await s.ada.walk('✅ 10 %')
    expect(s.ada.plain()).toContain('From 25 Nov to 24 Feb, 300 people drawn by dice.')
    await s.ada.walk('✅ Start 25 Nov')
    expect(quarterHoldout(s.db, s.clock.wall)).toMatchObject({ share: 1_000, endedAt: null })
    expect(s.ada.plain()).toContain('It begins on 25 Nov and lasts until 24 Feb.')
    await s.ada.walk('⏹ Call it off')
    expect(s.ada.plain()).toContain('Nobody is kept out on 25 Nov then.')
    await s.ada.walk('⏹ Call it off')
    expect(quarterHoldout(s.db, s.clock.wall)).toBe(null)
  })

  test('is for owners alone, and there is one at a time', async () => {
    const s = await opened()
    await s.ada.walk('✅ 10 %')
    await s.boris.send('/settings')
    await s.boris.walk('🔔 How often', '🧪 Control group', '20 %', '✅ Start 25 Nov')
    expect(await s.ada.press('✅ Start 25 Nov')).toBe('There is a control group already.')
    expect(s.ada.plain()).toContain('Control group of the quarter · 20 %')
    expect(s.db.sql('select 1 from holdouts').all()).toHaveLength(1)
  })

  test('under 2,000 people whose orders are known offers nothing but the way to more', async () => {
    const s = await opened('en', { people: 3_000, known: 1_999 })
    expect(s.ada.plain()).toContain('That is too few for a quarter: it takes 2,000. Ask for phones first.')
    expect(s.ada.labels()).toEqual(['📱 Ask for phones', '← Back'])
  })

  test('while it runs stands on every check and on the cards of its people, and ends after a question', async () => {
    const s = await opened()
    await s.ada.walk('20 %', '✅ Start 25 Nov')
    s.clock.wall += DAY
    const quarter = quarterHoldout(s.db, s.clock.wall)
    if (quarter === null) throw new Error('none')
    await assignQuarter(s.db, s.clock.wall)
    const held = isHeldOutSql(quarter)
    const drawn = s.db.sql<{ id: number }>(`select id from subscribers s where ${held.text}`).all(...held.params)
    s.world.rules = { ...noRules, control: listControlGroups(s.db) }
    s.addSegment('Loyal', 'a')
    await s.ada.send('/new')
    await s.ada.walk('Message')
    await s.ada.send('Hello')
    await s.ada.walk('To whom', 'Loyal', 'Done', 'Check')
    expect(s.ada.plain()).toContain(`− ${drawn.length} control group of the quarter`)
    const person = drawn[0]?.id ?? 0
    expect(heldOutUntil(s.db, person, s.clock.wall)).toBe(quarter.toAt)
    await s.ada.send(`/who ${10_000 + person}`)
    expect(s.ada.plain()).toContain('🧪 Control group until 24 Feb: gets no offers')
    const own = { db: s.db, bot: 'Shop', zone: 'Europe/Moscow', rungNames: () => noNames }
    expect(await writeOwnData(own, 10_000 + person, 'en', s.clock.wall)).toContain(
      'From 25 Nov 2026 to 24 Feb 2027 you get no offers',
    )
    await s.ada.send('/settings')
    await s.ada.walk('🔔 How often', '🧪 Control group')
    expect(s.ada.plain()).toContain(`Get no offers: ${drawn.length} people`)
    await s.ada.walk('⏹ End it')
    expect(s.ada.plain()).toContain('End the control group now?')
    await s.ada.walk('← Back', '⏹ End it', '⏹ End, lose figure')
    expect(s.ada.plain()).toContain('⏹ Ended. Everybody gets offers again.')
    expect(quarterHoldout(s.db, s.clock.wall)).toBe(null)
  })

  test.each([
    // Every second of those who get offers bought; of the others so many of 100.
    [
      'en',
      20,
      /This quarter’s offers brought 29\.7 more buyers in 100 \(between 25\.3 and 33\.7\), about 568 of them\./,
    ],
    [
      'en',
      50,
      /Did it work\? It cannot be told\. \d\.\d (more|fewer) buyers in 100; the truth lies between \d\.\d fewer and \d\.\d more\./,
    ],
    [
      'en',
      80,
      /With this quarter’s offers there were \d\d\.\d fewer buyers in 100 \(between \d\d\.\d and \d\d\.\d\)\./,
    ],
    ['en', 0, /Did it work\? Too few to say\./],
    [
      'ru',
      20,
      /Рассылки этого квартала дали на 29,7 покупателя из 100 больше \(от 25,3 до 33,7\), примерно 568 человек/,
    ],
  ] as const)('over, it is told once what it came to: %s %i', async (language, bought, words) => {
    const s = await opened(language)
    await s.ada.walk('20 %', language === 'en' ? '✅ Start 25 Nov' : '✅ С 25 ноября')
    const quarter = quarterHoldout(s.db, s.clock.wall)
    if (quarter === null) throw new Error('none')
    s.clock.wall = quarter.fromAt + HOUR
    await assignQuarter(s.db, s.clock.wall)
    s.db.sql(`delete from orders`).run()
    s.db
      .sql(
        `insert into orders (customer_id, external_id, at, currency, total, refunded, status)
         select c.id, c.id, ?, 'EUR', 1000, 0, 'paid' from holdout_members m join customers c on c.subscriber_id = m.subscriber_id
         where (c.id * 7919) % 100 < iif(m.held, ?, 50)`,
      )
      .run(quarter.fromAt + 9 * DAY, bought)
    s.clock.wall = quarter.toAt + 9 * HOUR
    const { notices } = s.door()
    const before = s.ada.shown().length
    notices.run(s.clock.wall)
    await notices.idle()
    expect(s.ada.shown().length).toBe(before)
    s.clock.wall += 2 * HOUR
    for (let twice = 0; twice < 2; twice++) {
      notices.run(s.clock.wall)
      await notices.idle()
    }
    expect(s.ada.shown().length).toBe(before + 1)
    expect(s.boris.shown()).toHaveLength(1)
    expect(s.ada.plain()).toMatch(words)
    if (language === 'ru') return
    await s.ada.walk('🧪 Another quarter')
    expect(s.ada.plain()).toContain('people drawn by dice')
    await s.ada.walk('✅ Start')
    expect(quarterHoldout(s.db, s.clock.wall)?.id).not.toBe(quarter.id)
  })
})
