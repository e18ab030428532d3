import { describe, expect, test } from 'vitest'
import { progressCard } from '../../../../src/bot/admin/broadcasts/card.js'
import { keyboardOf } from '../../../../src/bot/admin/broadcasts/keys.js'
import type { ProgressView } from '../../../../src/bot/admin/broadcasts/progress-view.js'
import { resumeKeys } from '../../../../src/bot/admin/broadcasts/repair/menu.js'
import { createSpeed } from '../../../../src/bot/lanes/speed.js'
import type { Broadcast, StateCounts } from '../../../../src/delivery/broadcast.js'
import type { Language } from '../../../../src/text/format.js'
import { texts } from '../../../../src/text/index.js'
import { ADMIN, AT } from '../../../reports/fixture.js'

const HALFWAY: StateCounts = {
  queued: 4_150,
  sending: 22,
  sent: 3_098,
  failed: 20,
  uncertain: 2,
  skipped: 289,
  held_out: 0,
}
const DONE: StateCounts = { queued: 0, sending: 0, sent: 7_271, failed: 18, uncertain: 3, skipped: 289, held_out: 0 }
const NOTHING: StateCounts = { queued: 0, sending: 0, sent: 0, failed: 0, uncertain: 0, skipped: 0, held_out: 0 }

type Change = Partial<Omit<ProgressView, 'broadcast'>> & { broadcast?: Partial<Broadcast> }

function view(change: Change): ProgressView {
  return {
    counts: HALFWAY,
    face: 'progress',
    speed: 28.7,
    pace: 29,
    rest: null,
    outage: 'closed',
    waitsForLinks: false,
    refused: 0,
    leftOut: [
      { reason: 'unsubscribed', people: 200 },
      { reason: 'cap', people: 80 },
      { reason: 'too_late', people: 9 },
    ],
    marks: { seen: 0, clicked: 0, stopped: 0, blocked: 0 },
    waitsUntil: null,
    trials: [],
    endsAt: null,
    start: null,
    at: AT + 120_000,
    ...change,
    broadcast: {
      nudges: null,
      id: 7,
      offerId: 7,
      offerName: 'Autumn boots −20 %',
      offerGeneration: 0,
      generation: 0,
      state: 'running',
      pauseReason: null,
      pauseError: null,
      shownAudience: 7_292,
      zone: 'Europe/Moscow',
      startsAt: AT,
      ownClock: null,
      notLaterThan: null,
      urgent: false,
      careful: false,
      control: 0,
      campaignId: null,
      standing: false,
      perHour: null,
      interestId: null,
      survey: false,
      codes: false,
      blockLimit: 15,
      stopLimit: 20,
      marketing: true,
      readable: true,
      evaluatedAt: AT,
      startedAt: AT,
      finishedAt: null,
      reportedAt: null,
      createdBy: ADMIN,
      createdAt: AT,
      parts: [],
      leftOut: [],
      ...change.broadcast,
    },
  }
}

/** The whole card as text, its buttons in brackets. */
function drawn(change: Change, language: Language): string {
  const card = progressCard(view(change), language)
  const rows = card.keyboard.map(row => row.map(button => `[${button.label}]`).join(' '))
  return [card.text.text, ...rows].join('\n').replace(/[\u00a0\u202f]/g, ' ')
}

const paused = (
  pauseReason: Broadcast['pauseReason'],
  pauseError: string | null = null,
  startedAt: number | null = AT,
) => ({ state: 'paused', pauseReason, pauseError, startedAt }) as const

describe('the card of a broadcast', () => {
  test.each<[string, Change, string, string]>([
    [
      'running',
      {},
      `📣 Autumn boots −20 %
▓▓▓▓░░░░░░ 42 % · 3,120 of 7,292
29/s · about 3 min left

Delivered 3,098 · not delivered 20 · no answer from Telegram 2
Waiting 4,172
Left out 289: stopped offers 200 · had enough messages already 80 · too late to send 9
[⏸ Pause] [🔧 Fix]
[📊 So far] [⛔ Stop]
[← Broadcasts]`,
      `📣 Autumn boots −20 %
▓▓▓▓░░░░░░ 42 % · 3 120 из 7 292
29/с · осталось около 3 мин

Доставлено 3 098 · не доставлено 20 · нет ответа от Telegram 2
Ждут отправки 4 172
Пропущено 289: отписались 200 · уже получили достаточно сообщений 80 · слишком поздно 9
[⏸ Пауза] [🔧 Исправить]
[📊 Результаты] [⛔ Стоп]
[← Рассылки]`,
    ],
    [
      'that carries a message of a series, which decides when it rests',
      {
        broadcast: { standing: true, campaignId: 3 },
        counts: { ...NOTHING, sent: 410, skipped: 3 },
        leftOut: [
          { reason: 'late', people: 2 },
          { reason: 'only_if', people: 1 },
        ],
        marks: { seen: 0, clicked: 12, stopped: 0, blocked: 0 },
      },
      `📣 Autumn boots −20 %
clicked 12

Delivered 410
Left out 3: over three days late 2 · not meant for them 1
[📊 So far] [🔧 Fix]
[← Back]`,
      `📣 Autumn boots −20 %
перешли 12

Доставлено 410
Пропущено 3: опоздание больше трёх дней 2 · не подошли под условие 1
[📊 Результаты] [🔧 Исправить]
[← Назад]`,
    ],
    [
      'by everyone’s own clock, between two zones',
      {
        broadcast: { ownClock: { at: AT + 3_600_000, zone: 'Europe/Moscow' } },
        waitsUntil: AT + 3_600_000,
        endsAt: AT + 7_200_000,
      },
      `📣 Autumn boots −20 %
▓▓▓▓░░░░░░ 42 % · 3,120 of 7,292
🌍 Tue 24 Nov, 11:00 by everyone’s own clock.
🕙 The next get it Tue 24 Nov, 11:00 Moscow

Delivered 3,098 · not delivered 20 · no answer from Telegram 2
Waiting 4,172
Left out 289: stopped offers 200 · had enough messages already 80 · too late to send 9
[⏸ Pause] [🔧 Fix]
[📊 So far] [⛔ Stop]
[← Broadcasts]`,
      `📣 Autumn boots −20 %
▓▓▓▓░░░░░░ 42 % · 3 120 из 7 292
🌍 вт 24 ноября, 11:00 по часам каждого.
🕙 Следующие получат вт 24 ноября, 11:00 Москва

Доставлено 3 098 · не доставлено 20 · нет ответа от Telegram 2
Ждут отправки 4 172
Пропущено 289: отписались 200 · уже получили достаточно сообщений 80 · слишком поздно 9
[⏸ Пауза] [🔧 Исправить]
[📊 Результаты] [⛔ Стоп]
[← Рассылки]`,
    ],
    [
      'waiting for its time',
      { broadcast: { state: 'scheduled', startsAt: AT + 86_400_000, startedAt: null }, counts: NOTHING },
      `📣 Autumn boots −20 %
🕙 Starts Wed 25 Nov, 10:00 Moscow
7,292 people when it was approved. Who exactly is decided when it starts.
I remind you at 09:45.
[✏️ Change] [👁 Test]
[⏭ Send now] [✖️ Cancel]
[← Broadcasts]`,
      `📣 Autumn boots −20 %
🕙 Начнётся ср 25 ноября, 10:00 Москва
При утверждении — 7 292 человека. Кто именно, решится в момент начала.
Напомню в 09:45.
[✏️ Изменить] [👁 Тест]
[⏭ Сейчас] [✖️ Отменить]
[← Рассылки]`,
    ],
    [
      'finished',
      { broadcast: { state: 'finished', finishedAt: AT + 252_000 }, counts: DONE },
      `📣 Autumn boots −20 %
✅ Finished Tue 24 Nov, 10:04 Moscow, in 5 min
▓▓▓▓▓▓▓▓▓▓ 100 % · 7,292 of 7,292

Delivered 7,271 · not delivered 18 · no answer from Telegram 3
Left out 289: stopped offers 200 · had enough messages already 80 · too late to send 9
[📊 Report]
[← Broadcasts]`,
      `📣 Autumn boots −20 %
✅ Завершена вт 24 ноября, 10:04 Москва, за 5 мин
▓▓▓▓▓▓▓▓▓▓ 100 % · 7 292 из 7 292

Доставлено 7 271 · не доставлено 18 · нет ответа от Telegram 3
Пропущено 289: отписались 200 · уже получили достаточно сообщений 80 · слишком поздно 9
[📊 Отчёт]
[← Рассылки]`,
    ],
    [
      'stopped',
      { broadcast: paused('admin'), face: 'stop' },
      `📣 Autumn boots −20 %
⛔ Stopped at 3,120 of 7,292
4,172 people are waiting and get nothing unless you resume.
[▶️ Go on]
[🗑 End it for good]`,
      `📣 Autumn boots −20 %
⛔ Остановлена на 3 120 из 7 292
Ждут: 4 172 человека. Они ничего не получат, пока вы не продолжите.
[▶️ Продолжить]
[🗑 Насовсем]`,
    ],
    [
      'about to be ended for good',
      { broadcast: paused('admin'), face: 'end' },
      `🗑 End Autumn boots −20 % for good?
4,172 people will not get it. The 3,098 people who got it keep it. This cannot be undone.
[← Back]
[🗑 Yes, end it]`,
      `🗑 Остановить «Autumn boots −20 %» насовсем?
Уже не получат: 4 172 человека. У тех, кому доставлено (3 098), сообщение останется. Отменить это нельзя.
[← Назад]
[🗑 Да, насовсем]`,
    ],
  ])('%s', (_, change, en, ru) => {
    expect(drawn(change, 'en')).toBe(en)
    expect(drawn(change, 'ru')).toBe(ru)
  })

  test.each<[string, Change, string, string]>([
    [
      'Telegram asks for a rest',
      { rest: { until: AT + 125_000, for: 34_000 } },
      '⏳ Telegram asked to wait 34 s, until 10:02:05',
      '⏳ Telegram попросил подождать 34 с, до 10:02:05',
    ],
    ['a rest that is over', { rest: { until: AT + 119_000, for: 34_000 } }, '29/s · about', '29/с · осталось'],
    ['an outage', { outage: 'open' }, '🔌 Telegram is not answering. Nothing is lost', '🔌 Telegram не отвечает.'],
    ['nobody heard', { outage: 'unheard' }, '👂 I cannot hear your subscribers', '👂 Сейчас бот не слышит подписчиков'],
    ['after an outage', { outage: 'careful' }, '🔌 Telegram answers again.', '🔌 Telegram снова отвечает.'],
    ['no speed measured yet', { speed: null }, '\nabout 3 min left\n', '\nосталось около 3 мин\n'],
    ['standing still', { speed: 0 }, '0/s · about 3 min left', '0/с · осталось около 3 мин'],
    ['slow', { speed: 1.26 }, '1.3/s · about 56 min left', '1,3/с · осталось около 56 мин'],
    [
      'in quiet hours',
      { waitsUntil: AT + 23 * 3_600_000 },
      '🌙 Quiet hours: it goes on Wed 25 Nov, 09:00 Moscow',
      '🌙 Тихие часы: продолжим ср 25 ноября, 09:00 Москва',
    ],
    [
      'with what people did so far',
      { marks: { seen: 212, clicked: 96, stopped: 4, blocked: 2 } },
      'Seen for certain 212 · clicked 96 · stopped 4 · blocked 2',
      'Точно видели 212 · перешли 96 · отписались 4 · заблокировали 2',
    ],
    [
      'with an end, and before others',
      { broadcast: { notLaterThan: AT + 11 * 3_600_000, urgent: true } },
      '⏱ Not later than Tue 24 Nov, 21:00 Moscow · ⚡ Urgent, goes before others',
      '⏱ Не позже вт 24 ноября, 21:00 Москва · ⚡ Срочная, идёт раньше других',
    ],
    ['being repaired', { broadcast: paused('fix') }, 'Paused for a fix.\n▓▓▓▓', 'На паузе: исправляем.\n▓▓▓▓'],
    ['being planned', { broadcast: { state: 'planning', startedAt: null } }, '⏳ Finding out', '⏳ Определяем'],
    ['paused', { broadcast: paused('admin') }, '⏸ Paused\n▓▓▓▓', '⏸ На паузе\n▓▓▓▓'],
    [
      'paused with answers on their way',
      { broadcast: paused('admin') },
      'Waiting for Telegram’s answer about the last 22',
      'Ждём ответа Telegram о последних: 22',
    ],
    [
      'put off before its time',
      { broadcast: { ...paused('admin', null, null), startsAt: AT + 86_400_000 } },
      'If you go on, it starts Wed 25 Nov, 10:00 Moscow.',
      'Если продолжить, начнётся ср 25 ноября, 10:00 Москва.',
    ],
    [
      'put off until its time passed',
      { broadcast: paused('admin', null, null) },
      'It was scheduled for Tue 24 Nov, 10:00 Moscow. If you go on, it starts at once.',
      'Начало было назначено на вт 24 ноября, 10:00 Москва.',
    ],
    [
      'late',
      { broadcast: paused('late', null, null) },
      '⏸ It should have started Tue 24 Nov, 10:00 Moscow, but this program was not running then.',
      '⏸ Должна была начаться вт 24 ноября, 10:00 Москва',
    ],
    [
      'nobody found',
      { broadcast: { ...paused('audience', '0', null), shownAudience: 300 } },
      '⏸ It found nobody, so nothing was sent. 300 people when it was approved.',
      '⏸ Никого не нашлось, ничего не отправлено. При утверждении — 300 человек.',
    ],
    [
      'too many found',
      { broadcast: { ...paused('audience', '900', null), shownAudience: 300 } },
      '⏸ It found 900 people, more than twice the 300 when it was approved.',
      '⏸ Нашлось 900 человек — в два с лишним раза больше, чем при утверждении (300).',
    ],
    [
      'refused by Telegram',
      { broadcast: paused('content', '400 Bad Request: wrong file identifier'), refused: 20 },
      'five people in a row:\n400 Bad Request: wrong file identifier\nRefused to 20 people; they wait again if you go on.',
      'пять человек подряд:\n400 Bad Request: wrong file identifier\nНе принято: 20 человек.',
    ],
    [
      'without a token',
      { broadcast: paused('unauthorized', '401 Unauthorized') },
      'Telegram no longer accepts the bot’s token:\n401 Unauthorized\nPut the new one into BOT_TOKEN',
      'Telegram больше не принимает токен бота:\n401 Unauthorized',
    ],
    [
      'ended by hand',
      { broadcast: { state: 'cancelled', finishedAt: AT } },
      '✖️ Ended for good\n▓▓▓▓░░░░░░ 42 % · 3,120 of 7,292\nWaiting for Telegram’s answer about the last 22\n\nDelivered 3,098 · not delivered 20 · no answer from Telegram 2\nNot sent 4,172\nLeft out 289: stopped offers',
      '✖️ Остановлена насовсем\n',
    ],
    [
      'ended before it began',
      { broadcast: { state: 'cancelled', startedAt: null, finishedAt: AT }, counts: NOTHING },
      '✖️ Ended for good before it began. Nobody got it.',
      '✖️ Остановлена насовсем до начала. Её никто не получил.',
    ],
    [
      'stopped before it began',
      { broadcast: paused('admin', null, null), face: 'stop', counts: NOTHING },
      '⛔ Stopped: it will not start. Nobody got it.',
      '⛔ Остановлена: сама не начнётся. Её никто не получил.',
    ],
  ])('%s', (_, change, en, ru) => {
    expect(drawn(change, 'en')).toContain(en)
    expect(drawn(change, 'ru')).toContain(ru)
  })

  test.each<[Change, string]>([
    [{ broadcast: paused('admin') }, '[▶️ Resume] [🔧 Fix]'],
    [{ broadcast: paused('late', null, null) }, '[▶️ Start now] [🔧 Fix]'],
    [{ broadcast: paused('audience', '900', null) }, '[▶️ Send to 900] [🔧 Fix]'],
    [{ broadcast: paused('audience', '0', null) }, '[▶️ Try again] [🔧 Fix]'],
    [{ broadcast: paused('admin', null, null) }, '[▶️ Go on] [🔧 Fix]'],
  ])('a pause says what going on means: %#', (change, row) => {
    expect(drawn(change, 'en').split('\n')).toContain(row)
  })

  test.each([
    [{ state: 'scheduled', startsAt: AT + 86_400_000 }, '[✏️ Change] [👁 Test]'],
    [{ state: 'paused', pauseReason: 'change', startsAt: AT + 86_400_000 }, '[✏️ Go on] [↩️ As it was]'],
    [{ state: 'scheduled', startsAt: AT }, '[⏸ Pause] [⛔ Stop]'],
    [{ state: 'planning' }, '[⏸ Pause] [⛔ Stop]'],
  ] as const)('what is about to begin can be paused: %#', (broadcast, row) => {
    const change = { broadcast: { ...broadcast, startedAt: null }, counts: NOTHING }
    expect(drawn(change, 'en').split('\n')).toContain(row)
  })

  test('the bar is full only when everybody is done', () => {
    const counts = { ...NOTHING, sent: 9_999, sending: 1 }
    expect(drawn({ counts }, 'en')).toContain('▓▓▓▓▓▓▓▓▓░ 99 % · 9,999 of 10,000')
    expect(drawn({ counts: NOTHING }, 'en')).not.toMatch(/[▓░]/)
  })
})

test('reminders that halted may be stopped; a message of a series goes on, or ends with it', () => {
  const stops = (nudges: number | null) => {
    const halted = { standing: true, campaignId: 3, nudges, state: 'paused', pauseReason: 'alarm' } as const
    return keyboardOf(view({ broadcast: halted }).broadcast, AT, 'en')
      .flat()
      .some(({ label }) => label === texts('en').delivery.buttons.stop)
  }
  expect([stops(7), stops(null)]).toEqual([true, false])
})

test.each([
  [{ state: 'paused', pauseReason: 'admin' }, ['▶️ Resume']],
  [{ state: 'paused', pauseReason: 'fix' }, []],
  [{ state: 'running' }, []],
] as const)('under what was repaired stands Resume where it was paused by hand: %#', (broadcast, labels) => {
  expect(resumeKeys(view({ broadcast }).broadcast, 'en').map(({ label }) => label)).toEqual(labels)
})

describe('the speed', () => {
  test('is that of the last ten seconds', () => {
    const speed = createSpeed()
    speed.add(0, 0)
    expect(speed.perSecond()).toBeNull()
    speed.add(30, 1_000)
    expect(speed.perSecond()).toBeNull()
    speed.add(90, 3_000)
    expect(speed.perSecond()).toBe(30)
    for (let at = 6_000; at <= 30_000; at += 3_000) speed.add(90, at)
    expect(speed.perSecond()).toBe(0)
  })

  test('begins anew when people wait again, and after a pause', () => {
    const speed = createSpeed()
    speed.add(100, 0)
    speed.add(200, 5_000)
    speed.add(150, 6_000)
    expect(speed.perSecond()).toBeNull()
    speed.add(180, 9_000)
    expect(speed.perSecond()).toBe(10)
    speed.reset()
    expect(speed.perSecond()).toBeNull()
  })
})
