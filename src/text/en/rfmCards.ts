import { count, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const n = (value: number) => count(value, 'en')
const customers = (value: number) => `${n(value)} ${plural(value, 'en', ['customer', 'customers'])}`
const months = (value: number) => `${value} ${plural(value, 'en', ['month', 'months'])}`

/** How customers are grouped by their orders. */
export const rfmCards = {
  title: (): Rich => rich`📊 ${b('RFM groups')}`,
  window: (value: number, currency: string): Rich =>
    rich`Orders of the last ${b(months(value))}, money in ${b(currency)}.`,
  counted: (moment: string, value: number): string =>
    `Counted ${moment}: ${value === 0 ? 'nobody has bought' : customers(value)}.`,
  notCounted: 'Not counted yet. Wait a moment, then press 🔄.',
  outdated: '⏳ Counted by earlier rules; anew in a moment.',
  otherCurrency: (value: number, currency: string): string =>
    `${n(value)} ${plural(value, 'en', ['order', 'orders'])} in other currencies: counted as orders, left out of money in ${currency}.`,
  measures: {
    recency: 'Days since the last order',
    frequency: 'Number of orders',
    money: 'Money less refunds',
  },
  shares: 'by shares',
  steps: 'by steps',
  /** Where a measure is cut, the best fifth first or last as it reads. */
  cutLine: (measure: string, how: string, points: string): Rich => rich`${b(measure)} (${how}): cut at ${points}`,
  days: (value: string): string => value,
  group: (name: string, all: number, linked: number): Rich =>
    rich`${b(name)} · ${n(all)}${linked === all ? '' : linked === 0 ? ' (none in the bot)' : ` (in the bot ${n(linked)})`}`,
  people: (name: string, value: number): Rich => rich`${b(name)} · ${n(value)} in the bot`,
  keys: {
    window: '🗓 Window',
    recency: '⏳ Recency',
    frequency: '🔁 Frequency',
    money: '💰 Money',
    movement: '🔀 In a month',
    segments: '← Segments',
    settings: '← Settings',
    shares: 'By shares',
  },
  windowAsked: (value: number): Rich =>
    lines([
      b('Window'),
      '',
      rich`Orders of the last ${b(months(value))} count. Who bought only before that is in “Bought earlier”.`,
      '',
      'Tap, or write a number of months.',
    ]),
  months,
  windowUnreadable: (most: number): string => `Write a number of months from 1 to ${most}.`,
  measureAsked: (measure: string, now: string, points: string | null): Rich =>
    lines([
      b(measure),
      '',
      rich`Now: ${b(now)}${points === null ? '' : `, cut at ${points}`}.`,
      'By shares, each fifth of the customers gets its own score; equal values always get equal scores.',
      '',
      rich`Or set your own steps: four rising numbers, each the last value of its step. For example ${code('1, 2, 3, 5')} means 1, 2, 3, 4–5, 6 and more.`,
    ]),
  units: {
    recency: 'Days.',
    frequency: 'Orders.',
    money: (currency: string): string => `Amounts in ${currency}.`,
  },
  stepsUnreadable: 'I need four rising numbers, like 10, 20, 50, 100. Write them separated by commas or spaces.',
  movement: (from: string, to: string): Rich => rich`🔀 ${b('Who changed groups')} · ${from} → ${to}`,
  move: (from: string, to: string, value: number): string => `${from} → ${to}: ${n(value)}`,
  stayed: (value: number): string => `Stayed where they were: ${customers(value)}.`,
  nobodyMoved: 'Nobody moved.',
  more: (value: number): string => `… and ${n(value)} more by rarer routes.`,
  movementHelp: 'Both days are recalculated from the orders, by today’s rules.',
}
