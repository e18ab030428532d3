import { count, plural } from '../format.js'

const n = (value: number) => count(value, 'en')
const days = (value: number) => `${n(value)} ${plural(value, 'en', ['day', 'days'])}`
const hours = (value: number) => `${n(value)} ${plural(value, 'en', ['hour', 'hours'])}`
const minutes = (value: number) => `${n(value)} ${plural(value, 'en', ['minute', 'minutes'])}`

/** What brings people into a series and out of it, and how long its messages wait, in words. */
export const campaignTerms = {
  starts: {
    subscribed: 'subscribed',
    subscribedBy: (sources: string): string => `subscribed by ${sources}`,
    first: 'the first order',
    any: 'any order',
    enters: (segment: string): string => `comes into “${segment}”`,
    leaves: (segment: string): string => `goes out of “${segment}”`,
    event: (name: string): string => `the shop reports “${name}”`,
  },
  /** @param before true: that many days ahead of it. */
  date: (field: string, value: number): string =>
    value === 0 ? `the day of “${field}”` : `${days(Math.abs(value))} ${value < 0 ? 'before' : 'after'} “${field}”`,
  birthdayAt: (value: number): string =>
    value === 0 ? 'their birthday' : `${days(Math.abs(value))} ${value < 0 ? 'before' : 'after'} their birthday`,
  yearly: 'every year',
  onlyOnce: 'that one time',
  again: {
    once: 'once a person',
    each: 'each time',
    after: (value: number): string => `a person at most every ${days(value)}`,
  },
  notMovedIn: 'not for those moved in',
  movedInToo: 'also for those moved in',
  ends: {
    ordered: 'ordered',
    clicked: 'opened a link',
    replied: 'answered',
    left: 'is out of the segment',
  },
  /** Who stops offers is always out. */
  stopped: 'stopped offers',
  or: (all: string, last: string): string => (all === '' ? last : `${all}, or ${last}`),
  waits: {
    atOnce: 'at once',
    minutes: (value: number): string => `after ${minutes(value)}`,
    hours: (value: number): string => `after ${hours(value)}`,
    sameDay: 'the same day',
    days: (value: number): string => `after ${days(value)}`,
    at: (time: string): string => `${time} by their clock`,
    sameHour: 'at the same hour',
  },
  days,
  hours,
}
