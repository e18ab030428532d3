import { expect, test } from 'vitest'
import { listSegments } from '../../src/segments/segment.js'
import { stageProduct } from '../support/product.js'

const walks = [
  {
    language: 'en',
    build: [
      'New segment',
      'From conditions',
      'Condition',
      'Person',
      'All ·',
      'Subscribed',
      'in 7 days',
      '← Conditions',
    ],
    typed: 'not received in 30 days',
    both: 'All of:\n1. subscribed in 7 days\n2. not received in 30 days',
    later: 'joined after',
    text: ['As text'],
    save: ['Save', 'Take this name'],
    saved: 'Subscribed in 7 days, not received in 30 days',
    write: 'Write them an offer',
  },
  {
    language: 'ru',
    build: ['Новый сегмент', 'Из условий', 'Условие', 'Человек', 'Все ·', 'Подписка', 'за 7 дней', '← Условия'],
    typed: 'не получено за 30 дней',
    both: 'Все из:\n1. подписка за 7 дней\n2. не получено за 30 дней',
    later: 'пришли позже',
    text: ['Текстом'],
    save: ['Сохранить', 'Взять это'],
    saved: 'Подписка за 7 дней, не получено за 30 дней',
    write: 'Написать им',
  },
] as const

test.each(walks)('a marketer puts a segment together by buttons and words, and writes to it: $language', async walk => {
  const s = await stageProduct({ people: 12, admin: { language: walk.language } })
  const ada = s.ada
  await ada.send('/segments')
  await ada.walk(...walk.build)
  await ada.send(walk.typed)
  expect(ada.text()).toContain(walk.both)
  expect(ada.text()).toContain(walk.later)
  await ada.walk(...walk.text)
  const card = ada.person.lastMessage()
  const { offset = 0, length = 0 } = card.entities?.find(({ type }) => type === 'code') ?? {}
  await ada.send((card.text ?? '').slice(offset, offset + length))
  expect(ada.text()).toContain(walk.both)
  await ada.walk(...walk.save)
  expect(listSegments(s.db(), { offset: 0, limit: 2 }).segments.map(({ name }) => name)).toEqual([walk.saved])
  await ada.walk(walk.write)
  expect(ada.text()).toContain(walk.saved.slice(0, 36))
})
