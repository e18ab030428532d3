import { expect, test } from 'vitest'
import type { AttributeType } from '../../../../src/audience/attribute/comparable.js'
import type { Question } from '../../../../src/audience/survey/question.js'
import { readMeaning } from '../../../../src/bot/subscriber/survey/unrelated.js'

const AT = Date.UTC(2026, 10, 29)

function asked(text: string, type: AttributeType, key = 'f9'): Question {
  const attribute = { id: 9, key, label: 'Field', group: 'behavioural' as const, type, options: null, purpose: null }
  return {
    id: 1,
    position: 1,
    attribute: { ...attribute, archivedAt: null },
    text,
    purpose: 'to know',
    options: [],
    atStart: false,
    skippable: true,
    archivedAt: null,
  }
}

const size = asked('Which size?', 'number')
const born = asked('When were you born?', 'date', 'birthday')
const city = asked('Which city?', 'text', 'city')
const country = asked('Which country?', 'text', 'country')
const hobby = asked('What do you do in your spare time?', 'text')
const delivery = asked('How do you like our delivery?', 'text')
const pastime = asked('Чем увлекаетесь?', 'text')

test.each<[Question, string, 'answer' | 'try' | 'message']>([
  // A number, a day, a country: what can be read is the answer, a short failed try gets a hint.
  [size, '42', 'answer'],
  [size, '41,5', 'answer'],
  [size, '42 eu', 'try'],
  [size, 'about 42', 'try'],
  [size, 'Where is my order 123?', 'message'],
  [size, 'Where is my order 123', 'message'],
  [size, 'hello', 'message'],
  [size, 'refund please', 'message'],
  [size, 'Где мой заказ 123?', 'message'],
  [size, '42?', 'message'],
  [born, '24.05.1990', 'answer'],
  [born, '24 мая 1990', 'answer'],
  [born, '31.02.1990', 'try'],
  [born, 'tomorrow maybe', 'message'],
  [born, 'Когда привезёте заказ 77', 'message'],
  [country, 'Латвия', 'answer'],
  [country, 'Narnia', 'try'],
  [country, 'привет', 'message'],
  [country, 'I want my money back now', 'message'],
  // A town: any short name may be one.
  [city, 'Riga', 'answer'],
  [city, 'нижний новгород', 'answer'],
  [city, 'Верхние Луки', 'answer'],
  [city, 'Where is my order 123?', 'message'],
  [city, 'заказ 123 не пришёл', 'message'],
  [city, 'I live near the big lake in the north', 'message'],
  [city, 'Здравствуйте!', 'message'],
  // Words of one's own: questions, requests, and what is wrong with an order go to people.
  [hobby, 'Long walks and old films, mostly.', 'answer'],
  [hobby, 'I have two dogs', 'answer'],
  [hobby, 'have two dogs and a cat', 'answer'],
  [hobby, 'ордер на квартиру и ремонт', 'answer'],
  [hobby, 'How do I return these boots', 'message'],
  [hobby, 'do you deliver to Ogre', 'message'],
  [hobby, 'My parcel has not arrived', 'message'],
  [hobby, 'order 123 is late', 'message'],
  [hobby, 'spasibo?', 'message'],
  [hobby, 'Спасибо!', 'message'],
  [pastime, 'мой заказ так и не доставили', 'message'],
  [pastime, 'Подскажите график работы', 'message'],
  [pastime, 'есть ли у вас размер 42', 'message'],
  [pastime, 'есть две собаки', 'answer'],
  [pastime, 'вышивкой и лыжами', 'answer'],
  // Unless that is what was asked.
  [delivery, 'my delivery was quick', 'answer'],
  [delivery, 'fast delivery and low prices', 'answer'],
  [delivery, 'my refund never came', 'message'],
])('%#: %o', (question, text, meant) =>
  expect([question.text, text, readMeaning(question, text, AT)]).toEqual([question.text, text, meant]),
)
