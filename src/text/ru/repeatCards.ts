import type { repeatCards as en } from '../en/repeatCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')
const days = (value: number) => `${n(value)} ${plural(value, 'ru', ['день', 'дня', 'дней'])}`
const runs = (value: number) => `${n(value)} ${plural(value, 'ru', ['раз', 'раза', 'раз'])}`
/** «5 отправок», in the genitive. */
const sendings = (value: number) => `${n(value)} ${plural(value, 'ru', ['отправки', 'отправок', 'отправок'])}`
const people = (value: number) => `${n(value)} ${plural(value, 'ru', ['человек', 'человека', 'человек'])}`

const names = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс']
const full = ['понедельникам', 'вторникам', 'средам', 'четвергам', 'пятницам', 'субботам', 'воскресеньям']
const all = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} и ${words.at(-1) ?? ''}`

/** Рассылка, которая повторяется. */
export const repeatCards: typeof en = {
  daily: (time, clock) => `каждый день в ${at(time, clock)}`,
  weekly: (week, time, clock) => {
    const which =
      week.length === 7
        ? 'каждый день'
        : week.join() === '1,2,3,4,5'
          ? 'по будням'
          : `по ${all(week.map(day => (week.length > 2 ? names : full)[day - 1] ?? ''))}`
    return `${which} в ${at(time, clock)}`
  },
  monthly: (day, time, clock) =>
    `${day === 31 ? 'в последний день каждого месяца' : `${day}-го числа каждого месяца`} в ${at(time, clock)}`,
  shorter: 'В коротком месяце — в его последний день.',

  to: {
    everybody: 'всем, кто подходит',
    new: 'только тем, кто её не получал',
    every: value => (value === 1 ? 'каждому не чаще раза в день' : `каждому не чаще раза в ${days(value)}`),
  },
  ends: {
    never: 'никогда',
    after: value => `после ${sendings(value)}`,
    on: date => `после ${date}`,
  },

  title: name => rich`🔁 «${b(name)}» · повторяется`,
  whenRow: words => `1 Когда — ${words}`,
  toRow: words => `2 Кому каждый раз — ${words}`,
  endsRow: words => `3 Закончится — ${words}`,
  next: moments => `Ближайшие: ${moments}`,
  noneLeft: '⚠️ Она закончится раньше, чем выйдет в первый раз.',
  cardRow: words => `5 Когда — 🔁 ${words}`,
  chosen: words => rich`Выбрано: 🔁 ${b(words)}.`,

  rhythmAsked: rich`🗓 Как часто отправлять? Нажмите или напишите: ${b('пн чт 10:00')}, ${b('каждый день 9:00')}, ${b('1-го числа в 12:00')}.`,
  now: words => rich`Сейчас: ${b(words)}.`,
  rhythmUnread:
    'Могу отправлять каждый день, по дням недели или в день месяца. Напишите, например: «пн чт 10:00», «каждый день 9:00» или «1-го числа в 12:00».',
  lastDayStays: 'Хотя бы один день недели должен остаться.',
  dayNames: ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'],
  monthAsked: 'В какой день месяца? Нажмите или напишите число от 1 до 31.',
  monthUnread: 'Нужно число месяца от 1 до 31.',
  hourAsked: clock => `🕙 Во сколько, по часам: ${clock}? Нажмите или напишите, например 10:30.`,
  hourAskedOwn: '🕙 Во сколько, по часам каждого? Нажмите или напишите, например 10:30.',
  hourUnread: 'Нужно время, например 10:30.',
  eachAsked: '👥 Кому отправлять каждый раз? Нажмите или напишите число дней.',
  eachMeans: {
    everybody: rich`${b('Всем')}: всем, кто в этот момент в сегментах.`,
    new: rich`${b('Только новым')}: кто в сегментах и ещё не получал.`,
    every: rich`${b('Раз в … дней')}: кто в сегментах и столько дней не получал.`,
  },
  eachUnread: most => `Нужно число дней от 1 до ${n(most)}, например 7.`,
  endsAsked: '🏁 Когда закончить? Нажмите или напишите, сколько раз отправить (10), или последний день (24 мая).',
  endsLeap: year =>
    `Ближайшее 29 февраля — в ${year} году. Если имеется в виду оно, пришлите с годом, или другой день.`,
  endsUnread: 'Нужно число раз, например 10, или последний день, например 24 мая.',

  checkTitle: name => rich`📋 ${b('Проверка перед запуском')}: «${b(name)}»`,
  changeTitle: name => rich`📋 ${b('Со следующего раза')}: «${b(name)}»`,
  goes: (rhythm, to, ends) => `🔁 Выходит ${rhythm}: ${to}. Закончится: ${ends}.`,
  wouldGet: size =>
    rich`= ${b(`${plural(size, 'ru', ['получил', 'получили', 'получили'])} бы сейчас ${people(size)}`)}`,
  nobodyNow: 'Сейчас в ней никого. Это не помеха: каждый раз её получат те, кто подойдёт к этому времени.',
  policy:
    'Кто именно получит, решается каждый раз. Если вовремя начать не вышло, отправлю в течение 3 часов; позже — пропущу и скажу вам.',

  since: (mark, name, day) => rich`${mark} «${b(name)}» · с ${day}`,
  marks: { draft: '📝', running: '▶️', paused: '⏸', ended: '⏹', discarded: '🗑' },
  whomRow: words => rich`👥 ${words}`,
  runningRow: words => `🔁 ${words}`,
  toLine: words => `Каждый раз: ${words}`,
  endsLine: words => `Закончится: ${words}`,
  sent: (value, last) =>
    value === 0 ? 'Пока не выходила.' : `Вышла ${runs(value)}${last === null ? '' : `, последний — ${last}`}.`,
  left: (missed, paused) =>
    [missed === 0 ? null : `Пропущено: ${n(missed)}.`, paused === 0 ? null : `Не отправлено из-за паузы: ${n(paused)}.`]
      .filter(words => words !== null)
      .join(' '),
  nextFive: moments => `Ближайшие: ${moments}.`,
  lastOne: 'Идёт последняя отправка.',
  waitsFor: '⏸ Одна из отправок стоит. Пока её не продолжат или не закончат, следующая не начнётся.',
  pausedSince: moment => `⏸ С ${moment} её никто не получает.`,
  pausedAlone: '⏸ Её никто не получает.',
  overSince: moment => `Закончена: ${moment}.`,
  halts: {
    segment: '⚠️ Сегмент, которому она идёт, удалён. Выберите других людей в «Изменить» и продолжите.',
    unreadable: '⚠️ Условия, по которым она идёт, не читаются. Выберите людей в «Изменить» заново и продолжите.',
    restored: '⚠️ База восстановлена из копии, и кто получил её с тех пор, неизвестно. Решите, продолжать ли.',
    alarm: '⚠️ Из-за неё уходит слишком много людей.',
    content: '⚠️ Telegram не принял её текст.',
    token: '⚠️ Telegram не принял токен бота.',
    over: '🏁 Закончена: прошёл последний раз.',
  },
  paused: '⏸ На паузе: никто её не получает.',
  resumed: next => (next === null ? '▶️ Продолжается.' : `▶️ Продолжается. Ближайшая: ${next}.`),
  started: next => `✅ Запущена. Первая: ${next}.`,
  changed: next => (next === null ? '✅ Изменено.' : `✅ Со следующего раза: ${next}.`),
  messageChanged: '✅ Со следующего раза уйдёт новое.',
  changeAsked: name =>
    rich`✏️ Что изменить в «${b(name)}»? Всё действует со следующего раза; то, что люди уже получили, останется.`,
  changeOpen: 'Сообщение открыто для изменений. Пока вы их не одобрите, уходит прежнее.',
  askEnd: name => rich`⏹ Завершить «${b(name)}»? Её больше никто не получит, и запустить её снова нельзя.`,
  askEndNow: 'Одна отправка ещё идёт: она тоже закончится.',
  ended: '⏹ Завершена.',
  goesOnce: 'Уйдёт один раз.',

  runsTitle: name => rich`📋 Отправки «${b(name)}»`,
  run: (moment, words) => `${moment} · ${words}`,
  got: size => `${plural(size, 'ru', ['получил', 'получили', 'получили'])} ${people(size)}`,
  nobodyGot: 'никого не было',
  going: 'отправляется',
  outcomes: { missed: 'пропущена', paused: 'не отправлена', ended: 'остановлена' },
  noRuns: 'Пока не выходила.',

  told: {
    missed: (name, moment) =>
      rich`🔁 «${b(name)}» не вышла ${moment}: бот не работал, а через три часа было уже поздно.`,
    several: (name, size, first, last) =>
      rich`🔁 «${b(name)}» не вышла ${runs(size)}, с ${first} по ${last}: бот не работал.`,
    next: moment => `Следующая — ${moment}.`,
  },

  keys: {
    again: '🔁 Повторять',
    rhythm: '🗓 Когда',
    each: '👥 Кому',
    ends: '🏁 Конец',
    once: '1️⃣ Один раз',
    check: '📋 Проверить',
    card: '← Карточка',
    back: '← Назад',
    everyDay: 'Каждый день',
    weekdays: 'Пн–пт',
    month: '🗓 Раз в месяц',
    hour: time => `🕙 ${time}`,
    own: 'Часы каждого',
    firstDay: '1-го числа',
    middle: '15-го числа',
    lastDay: 'Последний день',
    everybody: 'Всем',
    new: 'Только новым',
    every: value => `Раз в ${days(value)}`,
    never: '♾ Никогда',
    after: value => `После ${sendings(value)}`,
    start: '✅ Запустить',
    apply: '✅ Со следующего',
    pause: '⏸ Пауза',
    resume: '▶️ Продолжить',
    change: '✏️ Изменить',
    message: '✉️ Текст и люди',
    runs: '📋 Отправки',
    ofRun: '🔁 Все отправки',
    end: '⏹ Завершить',
    reallyEnd: '⏹ Да, завершить',
    open: '🔁 Открыть',
  },
}

function at(time: string, clock: string | null): string {
  return `${time} ${clock === null ? 'по часам каждого' : `(${clock})`}`
}
