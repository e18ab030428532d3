import { count, plural } from '../format.js'
import { b, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`
const orders = (value: number): string => `${n(value)} ${plural(value, 'en', ['order', 'orders'])}`

/** What came of everything that was sent, quarter by quarter. */
export const resultCards = {
  door: '📊 Results',
  title: (quarter: string, now: boolean): Rich =>
    rich`📊 ${b('Results')} · ${now ? `this quarter, ${quarter}` : quarter}`,
  nothing: 'Nothing of that in this quarter.',
  nothingYet: 'Nothing was sent in this quarter yet.',
  tooLong: 'Counting takes too long just now. Press “File”: it is made and comes here.',
  sent: (broadcasts: number, messages: number): string =>
    `${n(broadcasts)} ${plural(broadcasts, 'en', ['broadcast', 'broadcasts'])}, ${n(messages)} ${plural(messages, 'en', ['message', 'messages'])}`,
  left: (stopped: string, blocked: string): string => `Stopped ${stopped} per 10,000 · blocked ${blocked} per 1,000`,
  noOrders: 'Orders are not known yet, so what came after them is not either.',
  noneAfter: 'Came after them: no order yet.',
  after: (all: number, sums: string, share: string | null): Rich =>
    rich`${b('Came after them:')} ${orders(all)}, ${sums}${share === null ? '' : ` (${share} of all orders)`}`,
  because: (what: string): Rich => rich`${b('Because of all of them:')} ${what}`,
  becauseOfEach: (what: string, broadcasts: number): Rich =>
    rich`${b('Because of them:')} ${what}\nOn average over ${n(broadcasts)} ${plural(broadcasts, 'en', ['broadcast', 'broadcasts'])} with a control group.`,
  knownOn: (day: string): string => `known on ${day}`,
  /** Over the picture, which has no emoji. */
  drawnTitle: (quarter: string): string => `Results · ${quarter}`,
  drawn: 'Orders after each broadcast',
  best: (name: string, all: number, stopped: number): string =>
    `Best: “${name}”, ${orders(all)}, ${n(stopped)} stopped`,
  worst: (name: string, stopped: number, of: string): string => `Worst: “${name}”, ${n(stopped)} of ${of} stopped`,
  whichQuarter: b('📊 Which quarter?'),
  nowKey: (name: string): string => `${name}, so far`,
  before: (name: string): string => `‹ ${name}`,
  next: (name: string): string => `${name} ›`,
  keys: {
    broadcasts: '📣 By broadcast',
    segments: '👥 By segment',
    replies: '💬 Replies',
    quarters: '🗓 Quarter ▸',
    tables: '🗂 As CSV',
  },
  listTitle: (what: string, quarter: string, total: number): Rich =>
    rich`${b(what)} · ${quarter}${total === 0 ? '' : ` · ${n(total)}`}`,
  row: (number: number, name: string, facts: readonly string[]): Rich =>
    rich`${number}. ${b(name)} · ${facts.join(' · ')}`,
  broadcasts: (all: number): string => `${n(all)} ${plural(all, 'en', ['broadcast', 'broadcasts'])}`,
  delivered: (delivered: number): string => `delivered ${n(delivered)}`,
  clicked: (share: string): string => `clicked ${share}`,
  orders: (all: number, bought: number, sums: string): string => `${orders(all)} of ${people(bought)}, ${sums}`,
  stopped: (stopped: number): string => `stopped ${n(stopped)}`,
  replied: (replied: number, share: string): string => `${people(replied)} (${share})`,
  repliedFew: (replied: number): string => `replied ${n(replied)}`,
  file: 'results',
  /** Names of sheets, and of the tables where they are files. */
  sheets: {
    quarter: 'Quarter',
    broadcasts: 'By broadcast',
    segments: 'By segment',
    sources: 'By source',
    orders: 'Orders after it',
  },
}
