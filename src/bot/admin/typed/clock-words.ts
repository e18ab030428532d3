/** Days that have a name of their own, by how far ahead they are. */
export const dayWords: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['сегодня', 0],
  ['tomorrow', 1],
  ['tmrw', 1],
  ['завтра', 1],
  ['day after tomorrow', 2],
  ['the day after tomorrow', 2],
  ['послезавтра', 2],
])

const weekdays: readonly RegExp[] = [
  /^(mon|monday|пн|пон|понедельник)$/,
  /^(tue|tues|tuesday|вт|вторник)$/,
  /^(wed|weds|wednesday|ср|сред[ау])$/,
  /^(thu|thur|thurs|thursday|чт|четверг)$/,
  /^(fri|friday|пт|пятниц[ау])$/,
  /^(sat|saturday|сб|суббот[ау])$/,
  /^(sun|sunday|вс|воскресенье)$/,
]

const months: readonly RegExp[] = [
  /^(jan|january|янв|январ[ьяе])$/,
  /^(feb|february|фев|февр|феврал[ьяе])$/,
  /^(mar|march|мар|март[ае]?)$/,
  /^(apr|april|апр|апрел[ьяе])$/,
  /^(may|ма[йяе])$/,
  /^(jun|june|июн|июн[ьяе])$/,
  /^(jul|july|июл|июл[ьяе])$/,
  /^(aug|august|авг|август[ае]?)$/,
  /^(sep|sept|september|сен|сент|сентябр[ьяе])$/,
  /^(oct|october|окт|октябр[ьяе])$/,
  /^(nov|november|ноя|нояб|ноябр[ьяе])$/,
  /^(dec|december|дек|декабр[ьяе])$/,
]

/** The ISO number of a weekday, 1 for Monday; null for another word. */
export function weekdayOf(word: string): number | null {
  return weekdays.findIndex(name => name.test(word)) + 1 || null
}

/** The number of a month, 1 for January; null for another word. */
export function monthOf(word: string): number | null {
  return months.findIndex(name => name.test(word)) + 1 || null
}

/** Units in which people say how long something takes. */
export type Unit = 'minutes' | 'hours' | 'days' | 'weeks'

const units: readonly (readonly [Unit, RegExp])[] = [
  ['minutes', /^(m|min|mins|minutes?|м|мин|минут[уыа]?)$/],
  ['hours', /^(h|hr|hrs|hours?|ч|час|часа|часов)$/],
  ['days', /^(d|days?|д|дн|день|дня|дней|сут|сутки|суток)$/],
  ['weeks', /^(w|weeks?|нед|недел[юьия])$/],
]

/** The unit a word names; null for another word. */
export function unitOf(word: string): Unit | null {
  return units.find(([, name]) => name.test(word))?.[0] ?? null
}

/** What a number of units is written as when it is a word; null for another word. */
export function amountOf(word: string): number | null {
  if (/^\d{1,4}(\.\d{1,2})?$/.test(word)) return Number(word)
  if (/^(a|an|one|один|одну)$/.test(word)) return 1
  if (/^(half|half a|half an|пол)$/.test(word)) return 0.5
  if (/^(полтора|полторы)$/.test(word)) return 1.5
  return null
}

/** Parts of the day that settle which half a clock time means; the hours they can stand with, and what they add. */
export const dayParts: readonly { name: RegExp; hours: readonly [number, number]; add: number }[] = [
  { name: /^(am|утра|in the morning)$/, hours: [1, 11], add: 0 },
  { name: /^(am|ночи)$/, hours: [12, 12], add: -12 },
  { name: /^ночи$/, hours: [1, 4], add: 0 },
  { name: /^(pm|дня|in the afternoon)$/, hours: [12, 12], add: 0 },
  { name: /^(дня|in the afternoon)$/, hours: [1, 5], add: 12 },
  { name: /^(pm|вечера|in the evening|at night)$/, hours: [1, 11], add: 12 },
]
