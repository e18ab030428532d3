import { count, plural } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const orders = (value: number): string => `${n(value)} ${plural(value, 'en', ['order', 'orders'])}`
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
type Growth = { came: number; moved: number; stopped: number; blocked: number }
const growth = ({ came, moved, stopped, blocked }: Growth): string =>
  [
    `${n(came)} came`,
    ...(moved === 0 ? [] : [`${n(moved)} moved in`]),
    `${n(stopped)} stopped offers`,
    `${n(blocked)} blocked the bot`,
  ].join(' · ')

/** What a week came to, for owners. */
export const summaryCards = {
  title: (span: string): Rich => rich`🗓 ${b('Weekly summary')} · ${span}`,
  growth: (week: Growth): Rich => rich`${b('Growth:')} ${growth(week)}`,
  weekBefore: (week: Growth): string => `The week before: ${growth(week)}`,
  sent: (messages: number): Rich =>
    rich`${b('Sent:')} ${n(messages)} ${plural(messages, 'en', ['message', 'messages'])}`,
  sentBlocked: (messages: number, per1000: string): Rich =>
    rich`${b('Sent:')} ${n(messages)} messages · blocks per 1,000: ${per1000}`,
  asleep: (value: number, share: string, more: number): Rich =>
    rich`${b('Asleep:')} ${n(value)}, ${share} of those who can be reached${
      more === 0
        ? ', as many as a week before'
        : `, ${n(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than a week before`
    }`,
  nobodyLeftOut: 'Nobody was left out for having had enough messages.',
  leftOut: (value: number, silenced: number): Rich =>
    rich`${b('Left out, had enough messages:')} ${people(value)}${silenced === 0 ? ', all of whom got something else' : `, of whom ${n(silenced)} got nothing that week`}`,
  noOrders: 'What paid is not known: no orders are known yet.',
  nothingPaid: 'No orders came after messages.',
  paid: rich`${b('What paid:')} orders of the week that came after it`,
  paidBy: (name: string, campaign: boolean, value: number, sums: string): string =>
    `• ${campaign ? '🔁 ' : ''}“${name}”: ${orders(value)}, ${sums}`,
  others: (value: string): string => `… and after ${value} more`,
  notAll: 'Some figures take too long to count just now. Open this again later.',
  comes: 'It comes to you every Monday at 9:00.',
  doesNot: 'It does not come by itself.',
  switchedOn: '🔔 It comes to you every Monday at 9:00.',
  switchedOff: '🔕 It no longer comes. You find it here.',
  leftOutOf: (span: string): string => `Left out, had enough, ${span}`,
  keys: {
    before: '‹ Week before',
    next: 'Week after ›',
    leftOut: (value: number): string => `👥 Left out · ${n(value)}`,
    on: '🔔 Send it to me',
    off: '🔕 Stop sending it',
  },
}
