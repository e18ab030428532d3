import { IANAZone } from 'luxon'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  cityName,
  countryAt,
  countryName,
  findCities,
  findCountry,
  kilometres,
  nearestCity,
  oneCity,
  zoneOf,
} from '../../src/audience/geography.js'
import { recordLocation } from '../../src/audience/location.js'
import { createPlace, deletePlace, findPlace, listPlaces } from '../../src/audience/place.js'
import type { Db } from '../../src/db/open.js'
import { temporaryDb } from '../support/db.js'

/** Towns of Russia in Russian, by people, that no alias names: they are found by how they sound. */
const BY_SOUND =
  'Новосибирск Екатеринбург Казань Челябинск Самара Омск Уфа Красноярск Воронеж Пермь Волгоград Краснодар Саратов Тюмень Ижевск Барнаул Ульяновск Иркутск Хабаровск Ярославль Владивосток Махачкала Томск Оренбург Кемерово Новокузнецк Рязань Астрахань Пенза Липецк Киров Чебоксары Тула Калининград Курск Ставрополь Улан-Удэ Тверь Магнитогорск Сочи Иваново Брянск Белгород Сургут Владимир Чита Калуга Смоленск Волжский Курган Вологда Череповец Саранск Тамбов Мурманск Якутск Владикавказ Стерлитамак Кострома Петрозаводск Таганрог Нижневартовск Новороссийск Братск Дзержинск Шахты Нижнекамск Орск Ангарск Сыктывкар Балашиха Химки Подольск Мытищи Люберцы Энгельс Бийск Псков Рыбинск Прокопьевск Армавир Балаково Северодвинск Абакан Норильск Уссурийск Сызрань Волгодонск Новочеркасск Каменск-Уральский Златоуст Электросталь Салават Миасс Керчь Копейск Находка Рубцовск Майкоп Березники Коломна Одинцово Домодедово Пятигорск Кисловодск Обнинск Новомосковск Серпухов Дербент Назрань Раменское Муром Кызыл Елец Гатчина Выборг Геленджик Анапа Ессентуки'.split(
    ' ',
  )

describe('towns', () => {
  test.each([
    ['Рига', 'Riga', 'LV'],
    ['riga', 'Riga', 'LV'],
    ['Москва', 'Moscow', 'RU'],
    ['г. Москва', 'Moscow', 'RU'],
    ['Санкт-Петербург', 'Saint Petersburg', 'RU'],
    ['питер', 'Saint Petersburg', 'RU'],
    ['Орёл', 'Orël', 'RU'],
    ['Набережные Челны', 'Naberezhnyye Chelny', 'RU'],
    ['köln', 'Köln', 'DE'],
    ['Koln', 'Köln', 'DE'],
    ['Мюнхен', 'Munich', 'DE'],
    ['нью–йорк', 'New York City', 'US'],
    ['Kiev', 'Kyiv', 'UA'],
    ['Улан-Батор', 'Ulan Bator', 'MN'],
  ])('%s is %s', (written, name, country) => {
    expect(oneCity(written)).toMatchObject({ name, country })
    expect(cityName(written)).toBe(name)
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
    ['a suburb', 55.89, 37.43, 'Moscow', 'RU', 'Europe/Moscow'],
    ['a town beside', 56.968, 23.77, 'Jūrmala', 'LV', 'Europe/Riga'],
    ['beyond the date line', 65, 177.5, 'Anadyr', 'RU', 'Asia/Anadyr'],
  ])('%s', (_what, lat, lon, name, country, zone) => {
    expect([nearestCity(lat, lon)?.name, countryAt(lat, lon), zoneOf(lat, lon)]).toEqual([name, country, zone])
  })

  test.each([
    [0, -150],
    [90, 0],
    [-90, 180],
    [0, -180],
  ])('far from everything: %d, %d', (lat, lon) => {
    expect([nearestCity(lat, lon), countryAt(lat, lon)]).toEqual([null, null])
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
