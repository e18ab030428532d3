import { count } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')

/** A broadcast’s own pace: so many messages an hour, where a shop could not keep up with more. */
export const paceCards = {
  key: '🐢 Per hour',
  row: 'Pace',
  line: (perHour: number): string => `🐢 At most ${n(perHour)} an hour.`,
  words: (perHour: number | null): string =>
    perHour === null ? 'as fast as possible' : `at most ${n(perHour)} an hour`,
  asked: (name: string): Rich =>
    rich`🐢 How many people an hour may ${b(name)} reach at most? A limit helps where your shop or your team could not keep up with everybody at once. Tap, or type a number.`,
  now: (words: string): Rich => rich`Now: ${b(words)}.`,
  choice: (perHour: number): string => `${n(perHour)} an hour`,
  noLimit: '🚀 No limit',
  unread: (least: number, most: number): string =>
    `I need a whole number of messages an hour from ${n(least)} to ${n(most)}, such as 1000.`,
}
