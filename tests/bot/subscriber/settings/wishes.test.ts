import { expect, test } from 'vitest'
import { interestsOf } from '../../../../src/audience/interest.js'
import { findOwnQuiet, listOwnHours } from '../../../../src/audience/subscription/own-hours.js'
import { findWish } from '../../../../src/audience/subscription/wish.js'
import { own } from '../../../../src/bot/subscriber/addresses.js'
import { texts } from '../../../../src/text/index.js'
import { stage } from '../../admin/stage.js'

const AT = Date.UTC(2026, 10, 30, 9)
const ANNA = 501
const en = texts('en')
const ru = texts('ru')

async function scene() {
  const s = await stage({ at: AT })
  const anna = s.hand(s.emulator.user({ id: ANNA, firstName: 'Анна', language: 'ru' }))
  await anna.sends(person => person.start())
  const { id } = s.db.sql<{ id: number }>('select id from subscribers where telegram_id = ?').get(ANNA) ?? { id: 0 }
  const toList = async () => {
    await s.ada.send('/settings')
    await s.ada.walk(en.settingsCards.groups.often, en.settingsCards.ways.interests)
  }
  return { ...s, anna, id, toList }
}

test('the shop makes what people may choose; they tick it, how often and their quiet hours on one card', async () => {
  const { ada, anna, db, id, toList, refused } = await scene()
  const t = ru.subscriber.wishes
  // Until there is something to choose, nobody is asked.
  await anna.send('/settings')
  await anna.walk(t.key)
  expect(anna.text()).not.toContain(t.about)
  expect(anna.labels().filter(label => /[☑☐]/.test(label))).toEqual([])

  await toList()
  expect(ada.text()).toContain(en.interestCards.none)
  await ada.walk(en.interestCards.keys.add)
  await ada.send('   Скидки   ', '/admin')
  await toList()
  await ada.walk(en.interestCards.keys.add)
  for (const [typed, words] of [
    ['скидки', en.errors.interest_name_taken({ name: 'Скидки' })],
    ['Seventeen letters', en.errors.interest_name_invalid({ limit: 16 })],
    ['!!!', en.errors.interest_name_invalid({ limit: 16 })],
  ] as const) {
    await ada.send(typed)
    expect(ada.text()).toContain(words)
  }
  await ada.send('Для детей')

  await anna.send('/settings')
  await anna.walk(t.key)
  expect(anna.rows()).toEqual([
    ['☑ Скидки', '☑ Для детей'],
    [`✅ ${t.oftenKeys.usual}`, t.oftenKeys.twice],
    [t.oftenKeys.weekly, t.oftenKeys.monthly],
    [t.hoursKey, ru.subscriber.back],
  ])
  await anna.walk('☑ Скидки', t.oftenKeys.monthly)
  expect(anna.labels()).toEqual(expect.arrayContaining(['☐ Скидки', '☑ Для детей', `✅ ${t.oftenKeys.monthly}`]))
  expect([anna.text().includes(t.often.monthly), findWish(db, id)]).toEqual([true, { perWeek: 1, perMonth: 1 }])
  expect(interestsOf(db, id).map(({ wants }) => wants)).toEqual([false, true])

  await anna.walk(t.hoursKey, t.from('23:00'), t.to('08:00'))
  expect([findOwnQuiet(db, id), anna.text().includes('23:00–08:00')]).toEqual([{ from: 1_380, to: 480 }, true])
  await anna.walk(t.anyHour)
  expect([anna.text().includes(t.noHours), listOwnHours(db)]).toEqual([
    true,
    [{ quiet: { from: 0, to: 0 }, zone: null }],
  ])
  await anna.walk(t.asUsual)
  expect([findOwnQuiet(db, id), anna.labels()]).toEqual([null, expect.arrayContaining([`✅ ${t.asUsual}`])])
  // What was tampered with changes nothing.
  await anna.forge(own.hoursFrom.data({ hour: 3 }))
  await anna.forge(own.often.data({ n: 9 }))
  expect([findOwnQuiet(db, id), findWish(db, id)]).toEqual([null, { perWeek: 1, perMonth: 1 }])

  await anna.walk(ru.subscriber.back)
  expect(anna.text()).toContain(t.known(t.often.monthly))
  const events = db
    .sql<{ kind: string; shown: string | null }>(
      `select e.kind, w.shown from subscription_events e left join wordings w on w.name = e.wording and w.version = e.wording_version
       where e.kind in ('about', 'often', 'hours') order by e.id`,
    )
    .all()
  expect(events.slice(0, 2)).toEqual([
    { kind: 'about', shown: '☐ Скидки' },
    { kind: 'often', shown: t.often.monthly },
  ])
  expect(events.slice(2).map(({ kind }) => kind)).toEqual(['hours', 'hours', 'hours', 'hours'])
  expect(refused(false)).toEqual([])
})

test('an offer is about one of them; put away, nobody is asked any more and drafts are for everybody', async () => {
  const { ada, anna, db, toList } = await scene()
  const { keys, row } = en.interestCards
  const more = en.codeCards.keys.more
  // Nothing to choose, nothing to ask about.
  await ada.send('/new')
  await ada.walk(more)
  expect(ada.labels()).not.toContain(keys.about)
  await toList()
  await ada.walk(keys.add)
  await ada.send('Sales')
  await anna.send('/settings')
  await anna.walk(ru.subscriber.wishes.key)

  await ada.send('/new')
  await ada.walk(more, keys.about)
  expect(ada.labels()).toContain(`✅ ${keys.everybody}`)
  await ada.walk('Sales')
  expect(ada.text()).toContain(row('Sales'))
  await ada.walk(en.admin.card)
  expect(ada.text()).toContain(row('Sales'))
  // An order message is for everybody, whatever it was about before.
  await ada.walk(en.offerCards.keys.kind.marketing, '☐ Order message')
  expect(ada.text()).not.toContain(row('Sales'))
  await ada.walk(en.offerCards.keys.kind.service, '☐ Marketing')
  expect(ada.text()).toContain(row('Sales'))

  await toList()
  await ada.walk('Sales', keys.archive)
  expect(ada.text()).toContain('Remove Sales?')
  await ada.walk(keys.archiveYes)
  expect(ada.text()).toContain(en.interestCards.none)
  expect(db.sql<{ n: number }>('select count(*) as n from offers where interest_id is not null').get()).toEqual({
    n: 0,
  })
  expect(await anna.press('☑ Sales')).toBe(ru.subscriber.wishes.gone)
  expect(anna.labels().join()).not.toContain('Sales')
})
