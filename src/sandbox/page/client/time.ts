import type { PageLanguage, Words } from './words.js'

/** Times as the page shows them, in the browser's zone. Arguments are seconds since 1970, as messages carry them. */
export type Times = {
  /** "10:05". */
  clock(at: number): string
  /** "Today", "Yesterday", "24 November", with the year when it is another one. */
  day(at: number): string
  /** The same for all times of one day. */
  dayKey(at: number): string
  /** "10:05" for today, else "24 Nov". */
  brief(at: number): string
}

export function createTimes(language: PageLanguage, words: Words): Times {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB'
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const keyOf = (date: Date) => `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`

  const dayName = (at: number): string => {
    const date = new Date(at * 1_000)
    const now = new Date()
    if (keyOf(date) === keyOf(now)) return words.today
    const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
    if (keyOf(date) === keyOf(before)) return words.yesterday
    return (date.getFullYear() === now.getFullYear() ? day : dayOfYear).format(date)
  }

  return {
    clock: at => clock.format(at * 1_000),
    day: dayName,
    dayKey: at => keyOf(new Date(at * 1_000)),
    brief(at) {
      const date = new Date(at * 1_000)
      return keyOf(date) === keyOf(new Date()) ? clock.format(date) : short.format(date)
    },
  }
}
