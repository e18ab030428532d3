import type { calendarCards as en } from '../en/calendarCards.js'
import { count, plural } from '../format.js'
import { b, rich } from '../rich.js'

const n = (value: number) => count(value, 'ru')

/** The calendar of what is to go out. */
export const calendarCards: typeof en = {
  door: '🗓 Календарь',
  title: (week, days) => (week === 0 ? rich`🗓 ${b('Эта неделя')} · ${days}` : rich`🗓 ${b(days)}`),
  nothing: 'Ничего не запланировано.',
  tooLong: 'Сейчас это считается слишком долго. В файле есть всё.',
  day: day => rich`\n${b(day)}`,
  emptyDay: day => rich`\n${b(day)} · —`,
  broadcast: (time, name, people, both, rests) =>
    `${time} ${name} → ${n(people)}${both === 0 ? '' : ` (${n(both)} в обеих)`}${rests ? ' · ⏸ на паузе' : ''}`,
  run: (time, name, both) => `${time} 🔁 ${name}${both === 0 ? '' : ` (${n(both)} в обеих)`}`,
  message: (name, place, people, expected, both) =>
    `▶️ ${name}, сообщение ${place} → ${
      people === 0
        ? `ожидается около ${n(expected)}`
        : `в пути ${n(people)}${expected === 0 ? '' : `, ожидается ещё около ${n(expected)}`}`
    }${both === 0 ? '' : ` (${n(both)} в обеих)`}`,
  reminder: (name, people, both) => `${name} → не больше ${n(people)}${both === 0 ? '' : ` (${n(both)} в обеих)`}`,
  aboutReminder: people => `Не больше ${n(people)}: кто к тому времени не нажмёт, не ответит и не закажет.`,
  messageName: (name, place) => `${name}, сообщение ${place}`,
  aboutMessage: (people, expected) => `В пути к нему ${n(people)}, ожидается ещё около ${n(expected)}.`,
  more: others => `и ещё ${n(others)}`,
  beyond: (day, people, most) =>
    `⚠️ ${day}: ${n(people)} ${plural(people, 'ru', ['человек получил бы', 'человека получили бы', 'человек получили бы'])} больше ${n(most)} за день. Придут первые ${n(most)}, остальные мы пропустим.`,
  notMet: 'Кто получит сразу две за день, не посчитано: сейчас это слишком долго.',
  monthTitle: month => rich`🗓 ${b(month)}`,
  monthDay: (day, names, others) => `${day}: ${names.join(' · ')}${others > 0 ? ` +${n(others)}` : ''}`,
  moreDays: days => `и ещё ${n(days)} ${plural(days, 'ru', ['день', 'дня', 'дней'])}`,
  about: people => `${n(people)} ${plural(people, 'ru', ['человек', 'человека', 'человек'])} на момент утверждения`,
  aboutRun: 'Повторяется сама; кто получит, решается в момент начала.',
  fileName: 'Календарь',
  keys: {
    before: '‹ Неделя',
    after: 'Неделя ›',
    month: '🖼 Месяц',
    monthBefore: '‹ Месяц',
    monthAfter: 'Месяц ›',
    file: '📅 В календарь',
    offer: '➕ Новая',
  },
}
