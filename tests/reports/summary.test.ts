import { describe, expect, test } from 'vitest'
import { linksText, messagesText } from '../../src/reports/breakdown.js'
import type { MessageReport, Report } from '../../src/reports/metrics.js'
import { reportText } from '../../src/reports/summary.js'
import type { Rich } from '../../src/text/rich.js'
import { AT } from './fixture.js'

const LATER = AT + 2 * 3_600_000

const message = (variantId: number, names: (string | null)[], delivered: number): MessageReport => ({
  variantId,
  version: null,
  names,
  delivered,
  seen: { certain: 110, probably: 12 },
  clicked: 44,
  replied: 3,
  stopped: 2,
  paused: 1,
  blocked: 1,
})

const report: Report = {
  polls: [],
  broadcastId: 7,
  generation: 0,
  name: 'Autumn boots −20 %',
  goal: 'sell',
  kind: 'marketing',
  windowDays: null,
  state: 'finished',
  zone: 'Europe/Moscow',
  ownClock: null,
  startedAt: AT,
  finishedAt: AT + 300_000,
  planned: 7_581,
  delivered: 7_271,
  heldOut: 0,
  notDelivered: [
    { reason: 'blocked', people: 15 },
    { reason: 'deactivated', people: 3 },
  ],
  leftOut: [
    { reason: 'left_out', people: 179 },
    { reason: 'unsubscribed', people: 80 },
    { reason: 'paused', people: 30 },
  ],
  noAnswer: 3,
  waiting: 0,
  notSent: 0,
  takenBack: 0,
  rise: null,
  contacts: null,
  seen: { certain: 1_388, probably: 356 },
  clicked: 661,
  replied: 12,
  stopped: 22,
  stoppedBecause: [
    { reason: 'too_many', people: 12 },
    { reason: 'bought', people: 3 },
  ],
  paused: 4,
  blocked: 15,
  openings: { human: 800, machine: 40, unsure: 2 },
  messages: [message(71, ['Champions', 'Loyal'], 366), message(72, [null], 6_905)],
  links: [
    {
      variantId: 71,
      number: 1,
      label: 'Choose boots',
      url: 'https://shop.ru/boots',
      tracked: true,
      people: 44,
      openings: 61,
      targets: [],
    },
    {
      variantId: 72,
      number: 1,
      label: 'Choose boots',
      url: 'https://shop.ru/boots',
      tracked: true,
      people: 1,
      openings: 1,
      targets: [],
    },
  ],
}

const bold = ({ text, entities }: Rich) =>
  entities.filter(entity => entity.type === 'bold').map(({ offset, length }) => text.slice(offset, offset + length))
// The no-break spaces of Russian numbers, made visible as plain ones.
const plain = ({ text }: Rich) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('the report in words', () => {
  test('tells that it went by everyone’s own clock', () => {
    const own = { ...report, ownClock: AT }
    expect(plain(reportText(own, 'en', LATER))).toContain('🌍 Tue 24 Nov, 10:00 by everyone’s own clock.')
    expect(plain(reportText(own, 'ru', LATER))).toContain('10:00 по часам каждого.')
    expect(plain(reportText(report, 'en', LATER))).not.toContain('own clock')
  })

  test('in English', () => {
    const text = reportText(report, 'en', LATER)
    expect(plain(text)).toBe(`📊 Autumn boots −20 %
Finished Tue 24 Nov, 10:05 Moscow · preliminary until Tue 1 Dec, 10:05 Moscow
Goal: Sell · judged by people who clicked
🎯 Clicked 9.1 % (661 people)
Orders are not known yet, so what it sold is not either.

Delivered 7,271 of 7,292 (99.7 %)
Not delivered 18: blocked the bot 15 · account deleted 3
No answer from Telegram 3: they may have it or not
Left out 289: in a segment left out 179 · stopped offers 80 · on pause 30

Seen for certain ≥ 19.0 % (1,388) · probably 356 more (4.9 %)
Replied 0.2 % (12 people)
Not counted as clicks: robots opened links 40 times, 2 openings are doubtful
Stopped offers 22 (0.3 %) · paused offers 4 · blocked the bot 15 (2.1 per 1,000)
Stopped 22: too many 12 · bought already 3 · did not say why 7

Delivered: Telegram took the message. Shares are of delivered. Telegram never says who saw it; for certain are those who clicked, pressed, replied or reacted. As of Tue 24 Nov, 12:00 Moscow.`)
    expect(bold(text)).toEqual(['Autumn boots −20 %', 'Clicked 9.1 % (661 people)', 'Delivered 7,271 of 7,292'])
  })

  test('says in one line that nobody did anything yet, while it still counts', () => {
    const silent = {
      ...report,
      seen: { certain: 0, probably: 0 },
      clicked: 0,
      replied: 0,
      stopped: 0,
      stoppedBecause: [],
      paused: 0,
      blocked: 0,
    }
    const early = plain(reportText({ ...silent, openings: { human: 0, machine: 0, unsure: 0 } }, 'en', LATER))
    expect(early).toContain('\n\nNobody has shown yet that they saw it, clicked or replied.\n\n')
    expect(early).not.toContain(' 0 %')
    expect(plain(reportText({ ...silent, blocked: 3 }, 'en', LATER))).toContain('blocked the bot 3')
    const over = plain(reportText(silent, 'en', AT + 30 * 86_400_000))
    expect(over).toContain('🎯 Nobody clicked')
    expect(over).not.toContain('Nobody has shown')
  })

  test('in Russian', () => {
    expect(plain(reportText(report, 'ru', LATER))).toBe(`📊 Autumn boots −20 %
Завершена вт 24 ноября, 10:05 Москва · предварительно до вт 1 декабря, 10:05 Москва
Цель: Продать · смотрим, сколько человек перешло по ссылке
🎯 Перешли 9,1 % (661 человек)
Покупки пока неизвестны, поэтому неизвестно и сколько продала рассылка.

Доставлено 7 271 из 7 292 (99,7 %)
Не доставлено 18: заблокировали бота 15 · аккаунт удалён 3
Нет ответа от Telegram 3: могли получить, могли и нет
Пропущено 289: в исключённом сегменте 179 · отписались 80 · на паузе 30

Точно видели ≥ 19,0 % (1 388) · вероятно, ещё 356 (4,9 %)
Ответили 0,2 % (12 человек)
За переходы не считаем: роботы открыли ссылки 40 раз, 2 сомнительных открытия
Отписались 22 (0,3 %) · на паузе 4 · заблокировали 15 (2,1 на 1000)
Отписались 22: слишком часто 12 · уже купили 3 · не сказали почему 7

Доставлено — значит, Telegram принял сообщение. Доли — от доставленных. Telegram не сообщает, кто увидел; «точно» — те, кто перешёл, нажал, ответил или поставил реакцию. Данные на вт 24 ноября, 12:00 Москва.`)
  })

  test.each([
    ['inform', '🎯 Seen for certain ≥ 19.0 % (1,388) · probably 356 more (4.9 %)'],
    ['sell', '🎯 Clicked 9.1 % (661 people)'],
    ['bring_back', '🎯 Clicked 9.1 % (661 people)'],
    ['collect', '🎯 Replied 0.2 % (12 people)'],
  ] as const)('with the goal %s the figure it is judged by stands first, and only there', (goal, first) => {
    const lines = reportText({ ...report, goal }, 'en', LATER).text.split('\n')
    expect(lines[3]).toBe(first)
    expect(lines.filter(line => line.includes(first.slice(3)))).toHaveLength(1)
  })

  test('while it runs it is preliminary, and says how many wait', () => {
    const { text } = reportText({ ...report, state: 'running', finishedAt: null, waiting: 100 }, 'en', AT)
    expect(text).toContain('Preliminary: not everything is sent yet')
    expect(text).toContain('Waiting 100')
    expect(text).not.toContain('Finished')
  })

  test('when its window has closed it says so, and what is usual stands beside the figures', () => {
    const usual = { seen: 0.15, clicked: 0.06, replied: 0, ordered: 0.01, stopped: 0.002, blocked: 0.001 }
    const beside = { usual, paid: null, currency: 'EUR' }
    const { text } = reportText(report, 'en', AT + 8 * 86_400_000, beside)
    expect(text).toContain('Finished Tue 24 Nov, 10:05 Moscow · counted until 1 Dec 2026')
    expect(text).toContain('🎯 Clicked 9.1 % (661 people; usual 6.0 %)')
    expect(text).toContain('Seen for certain ≥ 19.0 % (1,388; usual 15.0 %) · probably 356 more')
    expect(text).toContain('Replied 0.2 % (12 people; usual 0 %)')
    expect(text).toContain('Stopped offers 22 (0.3 %; usual 0.2 %)')
    expect(text).toContain('blocked the bot 15 (2.1 per 1,000; usual 1.0)')
    expect(reportText({ ...report, state: 'running', finishedAt: null }, 'ru', AT, beside).text).not.toContain('обычно')
  })

  test('says how many messages were taken back', () => {
    expect(reportText({ ...report, takenBack: 31 }, 'en', LATER).text).toContain('Taken back 31: deleted from')
  })

  test('a repaired link is split into before and after', () => {
    const targets = [
      { since: 0, url: 'https://shop.ru/boots', tracked: true, people: 40, openings: 50 },
      { since: LATER, url: 'https://shop.ru/boots-2026', tracked: true, people: 5, openings: 11 },
    ]
    const repaired = report.links.slice(0, 1).map(link => ({ ...link, url: 'https://shop.ru/boots-2026', targets }))
    expect(plain(linksText(report, repaired, 'en', LATER))).toContain(`1 Choose boots → shop.ru/boots-2026
44 people · 61 times
   since Tue 24 Nov, 12:00 Moscow → shop.ru/boots-2026: 5 people · 11 times
   until Tue 24 Nov, 12:00 Moscow → shop.ru/boots: 40 people · 50 times`)
  })

  test('one that was ended by hand says how many it did not reach', () => {
    const { text } = reportText({ ...report, state: 'cancelled', notSent: 4_172 }, 'en', LATER)
    expect(text).toContain('Ended by hand Tue 24 Nov, 10:05 Moscow')
    expect(text).toContain('Not sent, because it was ended: 4,172')
  })

  test('one that reached nobody has no shares', () => {
    const nothing = { ...report, planned: 289, delivered: 0, notDelivered: [], noAnswer: 0 }
    const { text } = reportText(nothing, 'en', LATER)
    expect(text).toContain('Nothing was sent.')
    expect(text).not.toContain('Clicked')
  })

  test('by message', () => {
    expect(plain(messagesText(report, report.messages, 'en'))).toBe(`📊 Autumn boots −20 % · by message

Champions, Loyal · delivered 366
seen for certain ≥ 30.0 % · clicked 12.0 % · replied 3
stopped 2 · paused 1 · blocked 1

Everyone else · delivered 6,905
seen for certain ≥ 1.5 % · clicked 0.6 % · replied 3
stopped 2 · paused 1 · blocked 1`)
    expect(messagesText(report, report.messages, 'ru').text).toContain('Все остальные · доставлено')
  })

  test('by link', () => {
    expect(plain(linksText(report, report.links, 'en', LATER))).toBe(`📊 Autumn boots −20 % · by link

Champions, Loyal

1 Choose boots → shop.ru/boots
44 people · 61 times

Everyone else

1 Choose boots → shop.ru/boots
1 person · 1 time`)
    const alone = { ...report, messages: [message(71, [null], 366)] }
    expect(linksText(alone, report.links, 'ru', LATER).text).toBe(`📊 Autumn boots −20 % · по ссылкам

1 Choose boots → shop.ru/boots
44 человека · 61 раз`)
  })

  test.each([
    ['en', '1 Our channel → t.me/boots\nopens in Telegram itself; its presses are not counted'],
    ['ru', '1 Our channel → t.me/boots\nоткрывается в самом Telegram, нажатия не считаются'],
  ] as const)('a link into Telegram that is not tracked says so instead of figures (%s)', (language, expected) => {
    const channel = { label: 'Our channel', url: 'https://t.me/boots', tracked: false, people: 0, openings: 0 }
    const links = report.links.slice(0, 1).map(link => ({ ...link, ...channel }))
    const { text } = linksText({ ...report, messages: [message(71, [null], 366)] }, links, language, LATER)
    expect(text.endsWith(expected), text).toBe(true)
  })
})
