import { count } from '../format.js'
import { b, code, lines, type Piece, type Rich, rich } from '../rich.js'

/** One person: what is known of them, and what can be done. */
export const personCards = {
  door: '👤 People',
  asked: (): Rich =>
    lines([
      b('👤 Whom shall I look up?'),
      'Send a name or a part of it, @name, id, phone, a contact card, or forward a message of theirs.',
    ]),
  unreadable: 'I cannot tell whom you mean. Send a name, @name, id, phone, a contact card, or a forwarded message.',
  hidden: 'Telegram hides who wrote this message. Send their @name, id or a contact card instead.',
  unknown: 'They never pressed Start in this bot, so nothing is known of them.',
  nobody: (words: string): Rich => rich`🔎 I found nobody for ${b(words)}. Try another part of the name.`,
  found: (words: string, total: number): Rich => rich`🔎 ${b(words)} · ${count(total, 'en')}`,

  title: (name: string, username: string | null): Rich =>
    rich`👤 ${b(name)}${username === null ? '' : ` · @${username}`}`,
  id: (id: number): Rich => rich`id ${code(id)}`,
  active: '🟢 Can be reached',
  paused: (until: string): string => `⏸ On pause until ${until}`,
  unsubscribed: (since: string): string => `⛔ Stopped offers ${since}`,
  blocked: (since: string): string => `🚫 Blocked the bot ${since}`,
  deactivated: (since: string): string => `🚫 Account deleted, known since ${since}`,
  consent: (since: string, version: string | null): string =>
    `Agreed ${since}${version === null ? '' : `, words ${version}`}`,
  source: (first: string | null, last: string | null): string =>
    `Came by ${first ?? 'no link'}${last === null || last === first ? '' : `, last by ${last}`}`,
  language: (tag: string | null, premium: boolean): string =>
    `Language ${tag ?? 'unknown'}${premium ? ' · Premium' : ''}`,
  phone: (number: string): string => `Phone ${number}`,
  zone: (zone: string): string => `Time zone ${zone}`,
  step: (name: string, why: string | null): string => `🪜 ${name}${why === null ? '' : `: ${why}`}`,
  because: {
    answer: (topic: string) => `answered about “${topic}”`,
    click: (topic: string) => `clicked on “${topic}”`,
    clicks: (topic: string) => `clicked twice on “${topic}”`,
    order: 'has ordered',
    override: (reason: string) => `set by the team: ${reason}`,
  },
  rfm: (scores: string, group: string): string => `⭐ ${scores} · ${group}`,
  rfmBecause: (day: string, orders: number, money: string): string =>
    `last order ${day} · ${count(orders, 'en')} in the window · ${money}`,

  keys: { fields: '🧾 Fields', messages: '📨 Messages', orders: '🛒 Orders', segments: '👥 Segments' },
  fields: (name: string): Rich => rich`🧾 ${b(name)}: fields`,
  noFields: 'No field is known yet.',
  field: (name: string, value: string, from: string, at: string): Rich => rich`${b(name)}: ${value}\n${from} · ${at}`,
  claim: (value: string, from: string, at: string): string => `   otherwise: ${value} · ${from} · ${at}`,
  messages: (name: string): Rich => rich`📨 ${b(name)}: messages`,
  noMessages: 'No message was meant for them yet.',
  message: (offer: string, what: string, at: string): Rich => rich`${b(offer)}\n${what} · ${at}`,
  states: {
    queued: 'waiting',
    sending: 'on its way',
    sent: 'delivered',
    failed: 'not delivered',
    uncertain: 'no answer from Telegram',
    skipped: 'left out',
  },
  takenBack: 'taken back',
  orders: (name: string): Rich => rich`🛒 ${b(name)}: orders`,
  noOrders: 'No order is known. They may not be linked to a customer.',
  order: (money: string, at: string, notes: readonly string[]): Rich =>
    rich`${b(money)} · ${at}${notes.map(note => ` · ${note}`).join('')}`,
  cancelled: 'cancelled',
  refunded: (money: string): string => `refunded ${money}`,
  otherCurrency: 'another currency, not in sums',
  line: (product: string, quantity: number): string => `   ${product} × ${count(quantity, 'en')}`,
  segments: (name: string, total: number): Rich => rich`👥 ${b(name)}: in ${count(total, 'en')} of your segments`,

  pause: '⏸ Pause 30 days',
  stop: '⛔ Stop offers',
  stopYes: '⛔ Yes, stop',
  stopAsked: (name: string): Rich =>
    lines([rich`Stop offers to ${b(name)}?`, 'They are not told. Only they themselves can ask for offers again.']),
  onlyThemselves: 'Only they themselves can ask for offers again, in their /settings or by Start.',
  testerOn: '🧪 Make a test person',
  testerOff: '🧪 No test person',
  testersFull: 'There are as many test people as there may be. Take one away in Settings first.',
  done: {
    paused: '✅ On pause for 30 days. They are not told.',
    unpaused: 'Nothing changed: they stopped, or their pause is as long already.',
    stopped: '✅ Stopped. They are not told.',
    tester: '✅ They get tests now.',
    noTester: '✅ They get no tests any more.',
  } satisfies Record<string, Piece>,
}
