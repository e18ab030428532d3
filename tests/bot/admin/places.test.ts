import { describe, expect, test } from 'vitest'
import { placeByLocation } from '../../../src/audience/place/whereabouts.js'
import { findPlace, listPlaces } from '../../../src/audience/place.js'
import { createSegment } from '../../../src/segments/segment.js'
import { texts } from '../../../src/text/index.js'
import { ADMIN } from '../../support/campaign.js'
import { stageProduct } from '../../support/product.js'

const { admin, placeCards: t } = texts('en')
const RIGA = [56.9496, 24.1052] as const

/** The product, with Ada among the places. */
async function stage(language: 'en' | 'ru' = 'en') {
  const product = await stageProduct({ people: 3, admin: { language } })
  await product.ada.send('/settings')
  await product.ada.walk(texts(language).settingsCards.groups.shop, texts(language).placeCards.key)
  return product
}

describe('a place', () => {
  test.each([
    ['en', 'within 25 km of "Warehouse"'],
    ['ru', 'в радиусе 25 км от "Warehouse"'],
  ] as const)('is named by sending a location, and conditions know it from then on (%s)', async (language, phrase) => {
    const { ada, db, refused, count } = await stage(language)
    const words = texts(language)
    const subscribers = await stagePeople(db())
    await ada.walk(words.placeCards.add)
    await ada.does(person => person.sendLocation(...RIGA))
    expect(ada.text()).toContain(language === 'en' ? 'Riga' : 'Рига')
    await ada.send('Warehouse')
    expect(ada.text()).toContain(words.placeCards.added('Warehouse').text)
    expect(findPlace(db(), 'WAREHOUSE')).toMatchObject({ lat: RIGA[0], lon: RIGA[1] })
    expect(ada.text()).toContain(phrase)
    await ada.send(`/count ${phrase}`)
    await ada.sees(`${subscribers}`)
    expect(ada.text()).toMatch(/\b1\b/)
    expect([refused(), count('inbox')]).toEqual([[], 0])
  })

  test('is named by a city’s name; of several cities one is chosen', async () => {
    const { ada, db } = await stage()
    await ada.walk(t.add)
    await ada.send('Nowhereville')
    expect(ada.text()).toBe(t.cityUnknown('Nowhereville'))
    await ada.does(person => person.sendSticker())
    expect(ada.text()).toBe(t.unreadable)
    await ada.send('Springfield')
    expect(ada.text()).toBe(t.whichCity('Springfield').text)
    await ada.send('Sprinfield')
    expect(ada.text()).toBe(t.cityUnknown('Sprinfield'))
    await ada.press(t.cityKey('Springfield', 'Missouri', '166,810'), ada.holding('166,810'))
    await ada.send('Office')
    expect(findPlace(db(), 'office')?.name).toBe('Office')
    await ada.walk(admin.back, t.add)
    await ada.send('Рига', 'office')
    expect(ada.text()).toMatch(/already a place called/)
    await ada.send('x'.repeat(65))
    expect(ada.text()).toMatch(/1 to 64 characters/)
    await ada.send('Riga shop')
    expect(findPlace(db(), 'riga shop')?.lat).toBeCloseTo(RIGA[0], 1)
  })

  test('of a venue takes over its name by one tap; coordinates that do not exist are refused', async () => {
    const { ada, db } = await stage()
    await ada.walk(t.add)
    await ada.does(person => person.sendLocation(91, 0))
    expect(ada.text()).toMatch(/no such place on Earth/)
    await ada.does(person => person.sendVenue(...RIGA, 'Boot shop'))
    expect(ada.text()).toContain('Tap to copy: Boot shop')
    await ada.send('Boot shop')
    expect(listPlaces(db(), { offset: 0, limit: 9 }).places.map(({ name }) => name)).toEqual(['Boot shop'])
    expect(await ada.forge('pl.at:zzzzzz:0')).toMatch(/no such place on Earth/)
  })

  test('is deleted after one question, unless a segment needs it; a card of one that is gone shows the list', async () => {
    const { ada, db } = await stage()
    const place = { name: 'Depot', lat: RIGA[0], lon: RIGA[1] }
    await ada.walk(t.add)
    await ada.does(person => person.sendLocation(...RIGA))
    await ada.send('Depot')
    const segment = createSegment(
      db(),
      { name: 'Close', criterion: { leaf: 'near', km: 5, place }, createdBy: ADMIN },
      1,
    )
    expect(await ada.press(t.remove)).toMatch(/“Close” uses this/)
    db().sql('update segments set deleted_at = 1 where id = ?').run(segment.id)
    await ada.walk(t.remove)
    expect(ada.text()).toBe(t.removeAsked('Depot').text)
    const card = ada.lastId()
    await ada.walk(admin.back, t.remove, t.removeYes)
    expect([ada.lastId(), ada.text()]).toEqual([card, expect.stringContaining(t.removed('Depot').text)])
    expect(await ada.forge('pl.gone:1', card)).toBe(t.gone)
    expect(listPlaces(db(), { offset: 0, limit: 9 }).total).toBe(0)
  })
})

test('many come in pages', async () => {
  const { ada, db } = await stage()
  for (let i = 10; i < 30; i++)
    db()
      .sql('insert into places (name, name_folded, lat, lon, created_by, created_at) values (?, ?, 1, 1, 1, 1)')
      .run(`Shop ${i}`, `shop ${i}`)
  await ada.walk(admin.back, t.key)
  expect(ada.labels()).toContain('1 / 3')
  await ada.walk('›', '›')
  expect(ada.labels()).toContain('Shop 29')
})

/** One of the people is in Riga, one far away. @returns how many there are */
async function stagePeople(db: Parameters<typeof placeByLocation>[0]): Promise<number> {
  db.write(() => {
    placeByLocation(db, 1, { lat: RIGA[0], lon: RIGA[1] + 0.1, zone: 'Europe/Riga' })
    placeByLocation(db, 2, { lat: 40, lon: -74, zone: 'America/New_York' })
  })
  return 3
}
