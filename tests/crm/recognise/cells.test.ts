import { expect, test } from 'vitest'
import { readPhones } from '../../../src/audience/phone.js'
import { amountIn, currencyOfHeader, isInMinor, toMinor } from '../../../src/crm/recognise/cell/amount.js'
import { splitName } from '../../../src/crm/recognise/cell/personal-name.js'
import { bare } from '../../../src/crm/recognise/cell.js'
import { headerWords } from '../../../src/crm/recognise/column/header.js'
import { contraryOf, orderWord, standingOf } from '../../../src/crm/recognise/column/statuses.js'
import { orderIdOf } from '../../../src/crm/recognise/row/document.js'
import { splitTags } from '../../../src/crm/recognise/row/fields.js'
import { readLineItems } from '../../../src/crm/recognise/row/line-items.js'
import { readTelegramId } from '../../../src/crm/recognise/row/person.js'

test.each([
  [' Anna ', 'Anna'],
  ["'+79160000001", '+79160000001'],
  ['="79160000001"', '79160000001'],
  ["'quoted'", "'quoted'"],
  ['-- пусто --', ''],
  ['NULL', ''],
  ['—', ''],
  ['#Н/Д', ''],
  ['\u200b \u00a0', ''],
  ['0', '0'],
])('%j is %j', (cell, text) => expect(bare(cell)).toBe(text))

test.each<[string, '.' | ',' | null, number | null, string | null]>([
  ['₽3,870.50', null, 3870.5, 'RUB'],
  ['9 170,00 ?', null, 9170, null],
  ['1 234,50 руб.', null, 1234.5, 'RUB'],
  ['৳2,999', null, 2999, 'BDT'],
  ['1.234,50', null, 1234.5, null],
  ['1.234', '.', 1.234, null],
  ['1.234', ',', 1234, null],
  ['1,234', ',', 1.234, null],
  ['1,234', '.', 1234, null],
  ['(12.50)', null, -12.5, null],
  ['-12,50 €', null, -12.5, 'EUR'],
  ['12,-', null, 12, null],
  ['82.7500000000', null, 82.75, null],
  ['1200 тг', null, 1200, 'KZT'],
  ['EUR 12', null, 12, 'EUR'],
  ["1'234.50 CHF", null, 1234.5, 'CHF'],
  ['сто', null, null, null],
  ['7,99E+10', null, null, null],
  ['2026-03-01', null, null, null],
])('%j (%s) is %s %s', (cell, sign, value, currency) => {
  const read = amountIn(cell, sign)
  expect([read?.value ?? null, read?.currency ?? null]).toEqual([value, currency])
})

test('amounts of programs are rounded to what their currency has', () => {
  expect([toMinor(12.345, 'EUR'), toMinor(12.5, 'JPY'), toMinor(1.2345, 'KWD'), toMinor(1e18, 'EUR')]).toEqual([
    1235,
    13,
    1235,
    null,
  ])
})

test.each([
  ['Сумма, руб.', 'RUB'],
  ['Стоимость, RUB', 'RUB'],
  ['Бюджет ₸', 'KZT'],
  ['Total (USD)', 'USD'],
  ['total_rub', 'RUB'],
  ['all_sales_rub', 'RUB'],
  ['group_all', null],
  ['ALL orders', null],
  ['Top', null],
  ['Сумма', null],
])('the header %j names %s', (header, currency) => expect(currencyOfHeader(header)).toBe(currency))

test.each([
  ['Сумма, коп.', true],
  ['Сумма (в копейках)', true],
  ['amount_kopecks', true],
  ['total_cents', true],
  ['amountMinor', true],
  ['Сумма, руб.', false],
  ['Копия чека', false],
  ['Percent', false],
  ['Minority', false],
])('the header %j counts hundredths: %s', (header, is) => expect(isInMinor(header)).toBe(is))

test.each([
  ['billingPerson.phone', 'billing person phone'],
  ['№ док.', 'number док'],
  ['E-mail', 'email'],
  ['Teléfono móvil', 'telefono movil'],
  ['Имя / Фамилия', 'имя фамилия'],
  ['ID заказа', 'id заказа'],
  ['Order #', 'order number'],
  ['MEMBER_RATING', 'member rating'],
])('the words of %j are %j', (header, words) => expect(headerWords(header).join(' ')).toBe(words))

test.each([
  ['+79464442283, +74956661200', ['+79464442283', '+74956661200']],
  ['+74956661200; 8 946 444-22-83', ['+79464442283', '+74956661200']],
  ['8 (946) 444-22-83 (Анна)', ['+79464442283']],
  ['9464442283', ['+79464442283']],
  ['8-946-444-22-83 доб. 12', ['+79464442283']],
  ['+7 946 444-22-83 или +371 20000000', ['+79464442283', '+37120000000']],
  ['7,99912E+10', []],
  ['01.02.2026', []],
])('the phones of %j are %j', (cell, numbers) =>
  expect(readPhones(cell, 'RU').map(({ number }) => number)).toEqual(numbers),
)

test.each([
  ['US', '(303) 555-0163', '+13035550163'],
  ['GB', '07457 600592', '+447457600592'],
  ['DE', '0151 23456789', '+4915123456789'],
  ['UA', '0501234567', '+380501234567'],
  ['BY', '80291234567', '+375291234567'],
  ['US', '79160000001', '+79160000001'],
  ['DE', '79160000001', '+79160000001'],
  ['CA', '5144445555', '+15144445555'],
  ['XX', '9160000001', undefined],
  ['__proto__', '9160000001', undefined],
])('in %s %s is %s', (country, cell, number) => expect(readPhones(cell, country)[0]?.number).toBe(number))

test.each([
  ['Удодов Игорь', 'Игорь', 'Удодов'],
  ['Веретенников Тимур Андреевич', 'Тимур', 'Веретенников'],
  ['Тимур Андреевич Веретенников', 'Тимур', 'Веретенников'],
  ['Полина Мятлева', 'Полина', 'Мятлева'],
  ['Лев Толстой', 'Лев', 'Толстой'],
  ['Doe, John', 'John', 'Doe'],
  ['Mabel Smith-Vale', 'Mabel', 'Smith-Vale'],
  ['Жанна 🌷', 'Жанна', '🌷'],
  ['Анна', 'Анна', null],
  ['', null, null],
])('%j is %s %s', (full, first, last) => expect(splitName(full)).toEqual({ first, last }))

test.each([
  ['Сделка успешна', 'paid'],
  ['Закрыто и не реализовано', 'cancelled'],
  ['Первичный контакт', 'pending'],
  ['Частично оплачен', 'partly'],
  ['Не оплачен', 'pending'],
  ['wc-completed', 'paid'],
  ['✅ Оплачено', 'paid'],
  ['requires_payment_method', 'pending'],
  ['partially_refunded', 'paid'],
  ['return-done', 'refunded'],
  ['Storniert', 'cancelled'],
  ['Not Attending', 'cancelled'],
  ['Клиент пришёл', 'paid'],
  ['Клиент не пришел', 'cancelled'],
  ['Заказ отменён', 'cancelled'],
  ['Оплата не прошла', 'cancelled'],
  ['Payment failed', 'cancelled'],
  ['Payment was received', 'paid'],
  ['Customer cancelled', 'cancelled'],
  ['Zahlung ausstehend', 'pending'],
  ['En attente du paiement', 'pending'],
  ['Awaiting shipment', 'paid'],
  ['Awaiting payment', 'pending'],
  ['Denied', 'cancelled'],
  ['Вернула', 'refunded'],
  ['Ждём', 'pending'],
  ['Продажа', 'paid'],
  ['Fully refunded', 'refunded'],
  ['Возвращен частично', 'paid'],
  ['Opłacone', 'paid'],
  ['Nieopłacone', 'pending'],
  ['Відправлено', 'paid'],
  ['Entregue', 'paid'],
  ['+', 'paid'],
  ['❌', 'pending'],
  ['Клиент', null],
  ['Ready for pickup', null],
  ['В работе', null],
  ['zhdem-valyu', null],
  ['Входящие', null],
  ['Płatność zaakceptowana', 'paid'],
  ['Oczekiwanie na płatność przelewem', 'pending'],
  ['Do zapłaty', 'pending'],
  ['no_show', 'cancelled'],
  ['Closed Won (Sales Pipeline)', 'paid'],
  ['Erreur de paiement', 'cancelled'],
  ['Boleto Impresso', 'pending'],
  ['Не вручен', 'cancelled'],
])('the status %j is %s', (word, meaning) => expect(orderWord(word)).toBe(meaning))

test.each([
  ['Статус', 'Активен', 'active'],
  ['Статус', 'Отписан', 'stopped'],
  ['Статус', 'Не активен', 'stopped'],
  ['Status', 'unsubscribed', 'stopped'],
  ['Status', 'Blocked', 'blocked'],
  ['Подписан', 'нет', 'stopped'],
  ['Is blocked', 'true', 'blocked'],
  ['Is blocked', '0', 'active'],
  ['Дата отписки', '01.02.2026', 'stopped'],
  ['Unsubscribed', 'no', 'active'],
  ['Статус', 'лид', null],
])('%s: %s is %s', (header, word, standing) => expect(standingOf(word, contraryOf(header))).toBe(standing))

test.each([
  [
    'Набор «Три горы»; подарочный x 1 ≡ 3150\nПиала x 2 ≡ 420.50',
    [
      ['Набор «Три горы»; подарочный', 1, 3150],
      ['Пиала', 2, 420.5],
    ],
  ],
  [
    '2× Пиала, 1× Мёд липовый, 350 г',
    [
      ['Пиала', 2, null],
      ['Мёд липовый, 350 г', 1, null],
    ],
  ],
  [
    'Мёд, 350 г (3 шт.), Чай (1 шт.)',
    [
      ['Мёд, 350 г', 3, null],
      ['Чай', 1, null],
    ],
  ],
  ['[{"name":"Soap","quantity":2,"price":8.75,"sku":"S"}]', [['Soap', 2, 8.75]]],
  [
    'Product ID: 1, Product Qty: 2, Product SKU: S, Product Name: Soap Bar, Cedar | Product ID: 2, Product Qty: 1, Product SKU: B, Product Name: Box',
    [
      ['Soap Bar, Cedar', 2, null],
      ['Box', 1, null],
    ],
  ],
  ['[{"offer":{"name":"Чай","externalId":"T"},"quantity":1,"initialPrice":690}]', [['Чай', 1, 690]]],
  ['[broken', [['[broken', 1, null]]],
  ['', []],
])('in %j are %j', (cell, items) =>
  expect(readLineItems(cell).map(({ product, quantity, price }) => [product, quantity, price])).toEqual(items),
)

test.each([
  ['Реализация товаров ТЧ00-000120 от 30.10.2026', 'ТЧ00-000120'],
  ['Заказ покупателя № 12 от 30.10.2026 10:00:00', '12'],
  ['1001.0', '1001'],
  ['#1001', '#1001'],
  ['А-00412', 'А-00412'],
  ['', null],
])('the number in %j is %s', (written, id) => expect(orderIdOf(written)).toBe(id))

test.each<[string, number | null]>([
  ['4718641803', 4718641803],
  ['4718641803.0', 4718641803],
  ['tg://user?id=4718641803', 4718641803],
  ['-1001234567890', null],
  ['4,71864E+09', null],
  ['wa79160000001', null],
  ['0', null],
])('the id in %j is %s', (text, id) => expect(readTelegramId(text)).toBe(id))

test.each([
  ['vip;осень', ['vip', 'осень']],
  ['"VIP","Blog"', ['VIP', 'Blog']],
  ['["a","b"]', ['a', 'b']],
  ['[{"id":1,"name":"a"}]', ['a']],
  ['опт, чай, опт', ['опт', 'чай']],
])('the tags of %j are %j', (text, tags) => expect(splitTags(text)).toEqual(tags))
