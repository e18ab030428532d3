import { count, plural } from '../format.js'
import { b, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')

/** Order messages that the shop's systems send to one person at a time. */
export const serviceCards = {
  title: rich`📦 ${b('Order messages')}`,
  what: 'Your shop’s systems send these to one person at a time, such as “your order is on its way”: at once, at any hour, also to those who stopped offers. They count in no broadcast and towards nobody’s limit.',
  none: 'None in the last 7 days.',
  how: (address: string): string =>
    `Make a key under API keys, and let your shop send to ${address}/crm/messages. For an order message to many people, make an offer.`,
  paused: (since: string, by: string | null): string =>
    `⏸ Paused since ${since}${by === null ? '' : ` by ${by}`}. What comes in waits, and after a day it is dropped.`,
  pausedBecause: {
    unauthorized: (since: string): string =>
      `⏸ Telegram has refused the bot’s token since ${since}. What comes in waits, and after a day it is dropped.`,
    unwritten: (since: string): string =>
      `⏸ Since ${since} the results cannot be saved, so nothing is sent. Look into the log, then let them go on.`,
  },
  today: 'Today',
  week: '7 days',
  row: (span: string, asked: number, delivered: number): Rich =>
    rich`${b(span)}: ${n(asked)} asked for, ${n(delivered)} delivered`,
  seen: (confirmed: number, inferred: number): string =>
    `Of these, seen for certain: ${n(confirmed)}, probably: ${n(inferred)}`,
  waiting: (value: number): string => `${n(value)} ${plural(value, 'en', ['waits', 'wait'])} to be sent`,
  uncertain: (value: number): string =>
    `${n(value)} without Telegram’s answer: they may have come, and are not sent again`,
  lost: (facts: string): string => `Not delivered: ${facts}`,
  reasons: {
    late: 'a day late',
    erased: 'forgotten meanwhile',
    blocked: 'bot blocked',
    deactivated: 'account gone',
    unknown_chat: 'no such chat',
    content: 'text refused by Telegram',
    limited: 'too much for this chat',
  },
  refused: (facts: string): string => `Not taken: ${facts}`,
  refusals: {
    unknown: 'person unknown',
    unreachable: 'bot blocked',
    too_many: 'over 20 a day for one person',
    other_words: 'other words under one id',
    invalid: 'wrong request',
  },
  fact: (words: string, value: number): string => `${words} ${n(value)}`,
  last: (total: number): Rich => lines([rich`📦 ${b('Order messages')} · last 7 days: ${n(total)}`]),
  line: (number: number, who: string, words: string | null, state: string, when: string): Rich =>
    rich`${n(number)} ${b(who)}${words === null ? '' : ` · “${words}”`} · ${state} · ${when}`,
  states: {
    queued: 'waits',
    sending: 'on its way',
    sent: 'delivered',
    failed: 'not delivered',
    uncertain: 'no answer',
    skipped: 'not sent',
  },
  seenState: { confirmed: 'seen', inferred: 'probably seen' },
  pausedNow: 'Order messages are paused. New ones wait for a day.',
  resumedNow: 'Order messages go out again.',
  keys: { last: '📋 Last ones', pause: '⏸ Pause all', resume: '▶️ Go on', menu: '‹ Menu' },
}
