import { count, plural } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')

/** The calendar of what is to go out. */
export const calendarCards = {
  door: '🗓 Calendar',
  title: (week: number, days: string): Rich => (week === 0 ? rich`🗓 ${b('This week')} · ${days}` : rich`🗓 ${b(days)}`),
  nothing: 'Nothing is planned.',
  tooLong: 'Counting this takes too long right now. The file has it all.',
  day: (day: string): Rich => rich`\n${b(day)}`,
  emptyDay: (day: string): Rich => rich`\n${b(day)} · —`,
  broadcast: (time: string, name: string, people: number, both: number, rests: boolean) =>
    `${time} ${name} → ${n(people)}${both === 0 ? '' : ` (${n(both)} in both)`}${rests ? ' · ⏸ on hold' : ''}`,
  run: (time: string, name: string, both: number) => `${time} 🔁 ${name}${both === 0 ? '' : ` (${n(both)} in both)`}`,
  /** `people` are on their way to it; `expected` are not yet, but will be as things go. */
  message: (name: string, place: number, people: number, expected: number, both: number) =>
    `▶️ ${name}, message ${place} → ${
      people === 0
        ? `about ${n(expected)} expected`
        : `${n(people)} on their way${expected === 0 ? '' : `, about ${n(expected)} more expected`}`
    }${both === 0 ? '' : ` (${n(both)} in both)`}`,
  /** The name of a reminder ends with its bell. */
  reminder: (name: string, people: number, both: number) =>
    `${name} → at most ${n(people)}${both === 0 ? '' : ` (${n(both)} in both)`}`,
  aboutReminder: (people: number) => `At most ${n(people)}: whoever has not pressed, answered or ordered by then.`,
  messageName: (name: string, place: number) => `${name}, message ${place}`,
  aboutMessage: (people: number, expected: number) =>
    `${n(people)} on their way to it, about ${n(expected)} more expected.`,
  more: (others: number) => `and ${n(others)} more`,
  beyond: (day: string, people: number, most: number) =>
    `⚠️ ${day}: ${n(people)} would get more than ${n(most)} that day. They get the first ${n(most)} and are left out of the rest.`,
  notMet: 'Who would get two of a day was not counted: that takes too long right now.',
  monthTitle: (month: string): Rich => rich`🗓 ${b(month)}`,
  monthDay: (day: number, names: readonly string[], others: number) =>
    `${day}: ${names.join(' · ')}${others > 0 ? ` +${n(others)}` : ''}`,
  moreDays: (days: number) => `and ${n(days)} more ${plural(days, 'en', ['day', 'days'])}`,
  about: (people: number) => `${n(people)} ${plural(people, 'en', ['person', 'people'])} when it was approved`,
  aboutRun: 'Goes again and again; who gets it is decided when it begins.',
  fileName: 'Calendar',
  keys: {
    before: '‹ Week',
    after: 'Week ›',
    month: '🖼 Month',
    monthBefore: '‹ Month',
    monthAfter: 'Month ›',
    file: '📅 .ics file',
    offer: '➕ New offer',
  },
}
