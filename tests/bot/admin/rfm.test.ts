import { expect, test } from 'vitest'
import { refreshRfm } from '../../../src/audience/rfm.js'
import { parseSteps } from '../../../src/bot/admin/rfm/steps.js'
import { createPreferences } from '../../../src/bot/settings/preference.js'
import { money } from '../../../src/text/format.js'
import { texts } from '../../../src/text/index.js'
import { stageProduct } from '../../support/product.js'

const DAY = 86_400_000

test.each<[number, string, 'en' | 'ru', string]>([
  [150_050, 'EUR', 'en', '€1,500.50'],
  [500_000, 'RUB', 'ru', '5 000 ₽'],
  [1_500, 'JPY', 'en', '¥1,500'],
  [1_500, 'KWD', 'en', 'KWD 1.500'],
  [-250, 'USD', 'en', '−$2.50'],
])('%d %s in %s is %s', (minor, currency, language, words) => {
  expect(money(minor, currency, language).replace(/\s/g, ' ')).toBe(words)
})

test.each<[string, 'recency' | 'frequency' | 'money', number[] | null]>([
  ['1, 2, 3, 5', 'frequency', [1, 2, 3, 5]],
  ['1 2 3 5', 'frequency', [1, 2, 3, 5]],
  ['10,20,30,40', 'recency', [10, 20, 30, 40]],
  ['10; 20; 30; 40', 'recency', [10, 20, 30, 40]],
  ['10.50, 20, 30, 1000', 'money', [1_050, 2_000, 3_000, 100_000]],
  ['10,5; 20; 30; 1 000', 'money', [1_050, 2_000, 3_000, 100_000]],
  ['1, 2, 2, 5', 'frequency', null],
  ['1, 2, 3', 'frequency', null],
  ['1, 2, 3, 4, 5', 'frequency', null],
  ['a, b, c, d', 'frequency', null],
  ['-1, 2, 3, 4', 'frequency', null],
  ['1.5, 2, 3, 4', 'recency', null],
])('reads %j of %s as %j', (typed, measure, steps) => {
  expect(parseSteps(typed, measure, { currency: 'EUR' })).toEqual(steps)
})

/** The product with five customers, three of them in the bot, and Ada in its settings. */
async function stage(language: 'en' | 'ru') {
  const product = await stageProduct({ admin: { language }, config: { timeZone: 'UTC' } })
  const db = product.db()
  const now = Date.now()
  db.write(() => {
    for (let id = 1; id <= 5; id++) {
      db.sql('insert into customers (id, external_id, created_at) values (?, ?, 0)').run(id, `c${id}`)
      for (let n = 0; n < id; n++) {
        db.sql(
          `insert into orders (external_id, customer_id, at, status, total, currency) values (?, ?, ?, 'paid', 100050, ?)`,
        ).run(`o${id}-${n}`, id, now - (10 * (6 - id) + n) * DAY, id === 1 ? 'USD' : 'EUR')
      }
    }
  })
  const preferences = createPreferences(db, product.config)
  /** As the clock does soon after the rules are others. */
  const score = () =>
    refreshRfm(db, { rules: preferences.rfm(), currency: preferences.currency(), zone: preferences.zone() }, now)
  await product.ada.send('/settings')
  return { ...product, preferences, score }
}

const known = (language: 'en' | 'ru') =>
  language === 'en' ? 'Orders are known of 0 of 0' : 'Покупки известны у 0 из 0'

test.each(['en', 'ru'] as const)('groups, cut points and movement, in place (%s)', async language => {
  const { ada, db, preferences, refused, score, count } = await stage(language)
  const { settingsCards, rfmCards: t, labels, admin, reports } = texts(language)
  const card = ada.lastId()
  preferences.save.currency('EUR')
  await ada.walk(settingsCards.groups.groups, settingsCards.ways.rfm)
  expect(ada.lastId()).toBe(card)
  expect(ada.text()).toContain(t.notCounted)
  await score()
  const refreshes = count('rfm_refreshes')
  await ada.walk(reports.buttons.refresh)
  expect(count('rfm_refreshes'), 'looking writes nothing').toBe(refreshes)
  expect(ada.text()).toContain(t.title().text)
  expect(ada.text()).toContain('1 · 2 · 3 · 5')
  expect(ada.text()).toContain(labels.cells.champions)
  expect(ada.text()).toContain(labels.advice.champions)
  expect(ada.text()).toContain(t.otherCurrency(1, 'EUR'))
  expect(ada.text()).toContain(known(language))
  expect(ada.text()).not.toContain(texts(language).orderCards.coming)
  for (const label of ada.labels()) expect(label.length, label).toBeLessThanOrEqual(20)
  db()
    .sql(
      "insert into imports (admin_id, at, file, sha256, kind, state) values (1, 0, 'o.csv', x'00', 'orders', 'merging')",
    )
    .run()
  expect(ada.labels().slice(-2)).toEqual([t.keys.segments, t.keys.settings])
  await ada.walk(t.keys.movement)
  expect(ada.text()).toContain(known(language))
  expect(ada.text()).toContain(texts(language).orderCards.coming)
  db().sql('delete from imports').run()
  expect(ada.text()).toContain(labels.cells.never_bought)
  await ada.walk(admin.back, t.keys.window, t.months(24))
  expect(preferences.rfm().windowMonths).toBe(24)
  await ada.walk(t.keys.money)
  await ada.send('1 2 3')
  expect(ada.text()).toBe(t.stepsUnreadable)
  await ada.send('1000, 2000, 3000, 4000')
  expect(preferences.rfm().money).toEqual({ steps: [100_000, 200_000, 300_000, 400_000] })
  expect(ada.text()).toContain(t.steps)
  await ada.walk(t.keys.money, t.keys.shares)
  expect(preferences.rfm().money).toBe('shares')
  await ada.walk(t.keys.window)
  await ada.send('61')
  expect(ada.text()).toBe(t.windowUnreadable(60))
  await ada.send('18')
  expect(preferences.rfm().windowMonths).toBe(18)
  await ada.walk(t.keys.settings, admin.back)
  expect(ada.text()).toContain('EUR')
  expect(refused()).toEqual([])
})

test('the currency, tapped and typed; another counts sums anew', async () => {
  const { ada, preferences, score } = await stage('en')
  const { settingsCards: t, rfmCards, reports } = texts('en')
  await score()
  await ada.walk(t.groups.shop, t.ways.currency, 'USD')
  expect(preferences.currency()).toBe('USD')
  await ada.send('talers')
  expect(ada.text()).toBe(t.currencyUnknown('talers'))
  await ada.send('gbp')
  expect(ada.text()).toContain('Currency of sums: GBP')
  await ada.walk(t.groups.groups, t.ways.rfm)
  expect(ada.text()).toContain(rfmCards.outdated)
  await score()
  await ada.walk(reports.buttons.refresh)
  expect(ada.text()).toContain(rfmCards.otherCurrency(15, 'GBP'))
  expect(ada.text()).not.toContain(rfmCards.outdated)
})
