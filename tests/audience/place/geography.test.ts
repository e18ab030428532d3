import { IANAZone } from 'luxon'
import { beforeEach, describe, expect, test } from 'vitest'
import { atlas } from '../../../src/audience/atlas/atlas.js'
import { countryName, findCountry } from '../../../src/audience/place/country.js'
import { kilometres, nearestCity, zoneOf } from '../../../src/audience/place/geography.js'
import { recordLocation } from '../../../src/audience/place/location.js'
import {
  citiesWritten,
  cityById,
  cityName,
  cityWords,
  findCities,
  isTownAndPlace,
  keptName,
  oneCity,
} from '../../../src/audience/place/town.js'
import { createPlace, deletePlace, findPlace, listPlaces } from '../../../src/audience/place.js'
import type { Db } from '../../../src/db/open.js'
import { temporaryDb } from '../../support/db.js'
import { POINTS } from '../points.js'
import { TOWN_NAMES } from '../town-names.js'

/** Towns of Russia in Russian, by people, that no alias names: they are found by how they sound. */
const BY_SOUND =
  'Новосибирск Екатеринбург Казань Челябинск Самара Омск Уфа Красноярск Воронеж Пермь Волгоград Краснодар Саратов Тюмень Ижевск Барнаул Ульяновск Иркутск Хабаровск Ярославль Владивосток Махачкала Томск Оренбург Кемерово Новокузнецк Рязань Астрахань Пенза Липецк Киров Чебоксары Тула Калининград Курск Ставрополь Улан-Удэ Тверь Магнитогорск Сочи Иваново Брянск Белгород Сургут Владимир Чита Калуга Смоленск Волжский Курган Вологда Череповец Саранск Тамбов Мурманск Якутск Владикавказ Стерлитамак Кострома Петрозаводск Таганрог Нижневартовск Новороссийск Братск Дзержинск Шахты Нижнекамск Орск Ангарск Сыктывкар Балашиха Химки Подольск Мытищи Люберцы Энгельс Бийск Псков Рыбинск Прокопьевск Армавир Балаково Северодвинск Абакан Норильск Уссурийск Сызрань Волгодонск Новочеркасск Каменск-Уральский Златоуст Электросталь Салават Миасс Керчь Копейск Находка Рубцовск Майкоп Березники Коломна Одинцово Домодедово Пятигорск Кисловодск Обнинск Новомосковск Серпухов Дербент Назрань Раменское Муром Кызыл Елец Гатчина Выборг Геленджик Анапа Ессентуки'.split(
    ' ',
  )

describe('towns', () => {
  test.each(TOWN_NAMES)('%s is %s in %s', (written, name, country) => {
    const one = oneCity(written)
    expect([one?.name ?? null, one?.country ?? null]).toEqual([name, country])
    expect(name === null ? citiesWritten(written).length : 2).toBeGreaterThan(1)
  })

  test('are kept under a name that leads to them, and is said in both languages', () => {
    expect(TOWN_NAMES.length).toBeGreaterThanOrEqual(80)
    for (const [written, name] of TOWN_NAMES) {
      const kept = cityName(written)
      expect(oneCity(kept), kept).toEqual(oneCity(written))
      if (name !== null) expect(oneCity(kept)).not.toBeNull()
      for (const language of ['en', 'ru'] as const) expect(cityName(cityWords(kept, language))).toBe(kept)
    }
  })

  test.each([
    ['Riga', 'Riga', 'Рига'],
    ['Nur-Sultan', 'Astana', 'Астана'],
    ['Valencia, Spain', 'Valencia, Spain', 'Валенсия, Испания'],
    ['Valencia', 'Valencia', 'Валенсия'],
    ['Paris, Texas', 'Paris, Texas', 'Париж, Техас'],
    ['Kirovsk, Murmansk Oblast', 'Kirovsk, Murmansk Oblast', 'Кировск, Мурманская область'],
    ['Leninsk-Kuznetsky', 'Leninsk-Kuznetsky', 'Ленинск-Кузнецкий'],
    ['Yur’yevets', 'Yur’yevets', 'Юрьевец'],
    ['Vyatskiye Polyany', 'Vyatskiye Polyany', 'Вятские Поляны'],
    ['San Carlos, Chile', 'San Carlos, Chile', 'San Carlos, Чили'],
    ['Nowhere', 'Nowhere', 'Nowhere'],
    ['Тридевятое', 'Тридевятое', 'Тридевятое'],
  ])('%s is called %s and %s', (kept, en, ru) => {
    expect([cityWords(kept, 'en'), cityWords(kept, 'ru')]).toEqual([en, ru])
  })

  test('of Russia are said in Russian letters, known by name or not', () => {
    const towns = atlas().rows<{ id: number }>(
      "select id from cities where country = 'RU' and population >= 15000 order by id",
    )
    expect(towns.length).toBeGreaterThan(800)
    const latin = towns.filter(({ id }) => {
      const town = cityById(id)
      return town !== null && /[a-z]/iu.test(cityWords(keptName(town), 'ru'))
    })
    expect(latin.length / towns.length).toBeLessThan(0.03)
  })

  test.each([
    ['Рига', 'Латвия', true],
    ['Riga', 'Latvia', true],
    ['Paris', 'Texas', true],
    ['Кировск', 'Мурманская область', true],
    ['Riga', 'Vilnius', false],
    ['Riga', 'Estonia', false],
    ['Latvia', 'Estonia', false],
    ['Riga', 'Spring sale', false],
  ])('%s, %s is one place: %s', (town, place, one) => {
    expect(isTownAndPlace(town, place)).toBe(one)
  })

  test('in a country that is known, or near their namesakes', () => {
    expect(oneCity('Valencia', 'ES')?.country).toBe('ES')
    expect(oneCity('Saint Petersburg', 'US')?.country).toBe('US')
    expect(oneCity('Kansas City')?.country).toBe('US')
  })

  test('are found by their sound', () => {
    expect(BY_SOUND.length).toBeGreaterThan(100)
    const missed = BY_SOUND.filter(name => findCities(name)[0]?.country !== 'RU' && name !== 'Керчь')
    expect(missed).toEqual([])
  })

  test.each(['', '  ', '🙂', "'; drop table cities; --", 'Абвгд', 'x'.repeat(10_000)])('nobody calls one %s', name => {
    expect(findCities(name)).toEqual([])
    expect(cityName(name)).toBe(name)
  })

  test('of the same name come biggest first, and none of them is meant', () => {
    const found = findCities('Springfield')
    expect(found.length).toBeGreaterThan(5)
    expect(found.map(({ population }) => population)).toEqual(
      found.map(({ population }) => population).sort((a, b) => b - a),
    )
    expect(oneCity('Springfield')).toBeNull()
    expect(oneCity('Paris')?.country).toBe('FR')
  })
})

describe('places', () => {
  test.each([
    ['the middle of Riga', 56.9496, 24.1052, 'Riga', 'LV', 'Europe/Riga'],
    ['a part of Moscow', 55.83, 37.44, 'Moscow', 'RU', 'Europe/Moscow'],
    ['a suburb', 55.89, 37.43, 'Khimki', 'RU', 'Europe/Moscow'],
    ['a town beside', 56.968, 23.77, 'Jūrmala', 'LV', 'Europe/Riga'],
    ['beyond the date line', 65, 177.5, 'Anadyr', 'RU', 'Asia/Anadyr'],
  ])('%s', (_what, lat, lon, name, country, zone) => {
    const city = nearestCity(lat, lon)
    expect([city?.name, city?.country, zoneOf(lat, lon)]).toEqual([name, country, zone])
  })

  test.each(POINTS)('near a border: %d, %d', (lat, lon, country, name) => {
    const city = nearestCity(lat, lon)
    expect([city?.country, city?.name]).toEqual([country, name])
  })

  test.each([
    [0, -150],
    [90, 0],
    [-90, 180],
    [0, -180],
  ])('far from everything: %d, %d', (lat, lon) => {
    expect(nearestCity(lat, lon)).toBeNull()
    expect(IANAZone.isValidZone(zoneOf(lat, lon))).toBe(true)
  })

  test('the way over the ground', () => {
    expect(kilometres({ lat: 56.95, lon: 24.11 }, { lat: 54.69, lon: 25.28 })).toBeCloseTo(262, -1)
    expect(kilometres({ lat: 0, lon: 179.9 }, { lat: 0, lon: -179.9 })).toBeCloseTo(22, 0)
  })
})

test.each([
  ['LV', 'LV'],
  ['латвия', 'LV'],
  ['Кот-д’Ивуар', 'CI'],
  ['Czech Republic', 'CZ'],
  ['Беларусь', 'BY'],
  ['белоруссия', 'BY'],
  ['UK', 'GB'],
  ['zz', null],
  ['Soviet Union', null],
])('country %s is %s', (name, iso) => {
  expect(findCountry(name)).toBe(iso)
  if (iso !== null) {
    expect(findCountry(countryName(iso, 'en'))).toBe(iso)
    expect(findCountry(countryName(iso, 'ru'))).toBe(iso)
  }
})

describe('places of an admin', () => {
  let db: Db
  beforeEach(async () => {
    db = await temporaryDb()
  })

  test('are named once, listed by name and forgotten', () => {
    const shop = createPlace(db, { name: ' Магазин  на Тверской', lat: 55.76, lon: 37.6, createdBy: 1 }, 1)
    createPlace(db, { name: 'Café', lat: 1, lon: 1, createdBy: 1 }, 1)
    expect(() => createPlace(db, { name: 'CAFÉ', lat: 2, lon: 2, createdBy: 1 }, 1)).toThrow(/place_name_taken/)
    expect(findPlace(db, 'магазин НА тверской')).toEqual(shop)
    expect(listPlaces(db, { offset: 0, limit: 1 })).toMatchObject({ total: 2, places: [{ name: 'Café' }] })
    expect([deletePlace(db, shop.id), deletePlace(db, shop.id)]).toEqual([true, false])
  })

  test.each([
    [91, 0],
    [0, -181],
    [Number.NaN, 0],
  ])('need coordinates that exist: %d, %d', (lat, lon) => {
    expect(() => createPlace(db, { name: 'Nowhere', lat, lon, createdBy: 1 }, 1)).toThrow(/place_invalid/)
    expect(recordLocation(db, 1, { lat, lon }, 1)).toBeNull()
  })
})
