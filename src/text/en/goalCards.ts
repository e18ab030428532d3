import { count, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

/** The one goal of the shop, and what is missing for it. */
export const goalCards = {
  door: '🎯 Goal',
  asked: lines([b('🎯 What should get better?'), 'One goal for the shop; offers keep their own.']),
  kinds: {
    subscribe: '🔗 More subscribe',
    firstOrder: '🛒 First order',
    secondOrder: '🔁 Second order',
    bringBack: '💤 Bring back',
    ladder: '🪜 Up the ladder',
    orders: '📱 Know orders',
    leave: '🚫 Fewer leave',
  },
  /** What is counted, always over the newest 30 days. */
  counts: {
    subscribe: 'How many of 100 who open a counted link press Start.',
    firstOrder: 'Of 100 customers in the CRM without an order, how many place one.',
    secondOrder: 'How many of 100 who had ordered once order again.',
    bringBack: 'How many of 100 who showed no sign of life for 60 days see, click, reply or answer.',
    ladder: 'How many of 100 whose step is known stand higher than 30 days ago.',
    orders: 'Of 100 who can be reached, of how many the orders are known.',
    leave: 'How many of 100 who could be reached 30 days ago stopped offers, blocked the bot or are gone.',
  },
  sentence: {
    subscribe: (target: string) => `${target} of 100 subscribe`,
    firstOrder: (target: string) => `${target} of 100 order for the first time`,
    secondOrder: (target: string) => `${target} of 100 order again`,
    bringBack: (target: string) => `${target} of 100 come back`,
    ladder: (target: string) => `${target} of 100 move up the ladder`,
    orders: (target: string) => `Orders known of ${target} of 100`,
    leave: (target: string) => `At most ${target} of 100 leave`,
  },
  short: {
    subscribe: 'Subscribed',
    firstOrder: 'First order',
    secondOrder: 'Ordered again',
    bringBack: 'Came back',
    ladder: 'Moved up',
    orders: 'Orders known',
    leave: 'Left',
  },
  menu: (what: string, now: string | null, goal: string, day: string, state: 'open' | 'reached' | 'over'): string =>
    `${state === 'reached' ? '✅' : '🎯'} ${what}: ${now === null ? 'not known yet' : `${now} of 100`}, goal ${goal} ${state === 'over' ? `was for ${day}` : `by ${day}`}`,
  wanted: (now: string | null, example: string): Rich =>
    lines([
      now === null
        ? 'How it stands is not known yet: fewer than 30 people to judge by.'
        : rich`Now ${b(`${now} of 100`)}, over 30 days.`,
      rich`To what, until when? Choose, or send your own, like ${code(example)}.`,
    ]),
  choice: (target: string, day: string): string => `${target} by ${day}`,
  unread: 'I need a number out of 100 and a day, like 35 by 31 Jan.',
  outOf100: 'It is a number out of 100: from 0.1 to 100.',
  already: (now: string): string => `It stands at ${now} of 100 already. Aim for something better.`,
  set: '✅ This is the goal now.',
  title: (sentence: string, day: string, now: string | null): Rich =>
    rich`🎯 ${b(`${sentence} by ${day}`)} · ${now === null ? 'now: not known yet' : `now ${now}`}`,
  reached: '✅ Reached. Time for the next one?',
  over: (day: string): string => `⏰ ${day} has passed. Set a new goal, or go on without one.`,
  stage: (number: number, name: string, mark: string, words: string): string =>
    `${number} ${name} ${mark}${words === '' ? '' : ` ${words}`}`,
  stages: { goal: 'Goal', who: 'Who', data: 'Data', analysis: 'Analysis', offer: 'Offer' },

  who: {
    bySource: 'by source',
    noSources: 'no source made yet',
    people: (value: number | null): string => (value === null ? 'too many to count just now' : people(value)),
  },
  data: {
    visits: (counted: number, all: number): string => `opened links of ${n(counted)} of ${n(all)} sources`,
    orders: (share: string): string => `orders known of ${share} of 100`,
    signs: 'signs of life from offers',
    noSigns: 'no offer was sent yet, so nobody could show any',
    steps: (value: number): string => `the step of ${people(value)} is known`,
    customers: (value: number): string => `${n(value)} ${plural(value, 'en', ['customer', 'customers'])} from the CRM`,
  },
  analysis: {
    worst: (name: string, of100: string): string => `worst is ${name} (${of100})`,
    fewOpened: 'no source was opened by 30 people',
    rfm: (day: string): string => `RFM groups of ${day}`,
    noRfm: 'no RFM groups yet: orders are missing',
    reports: 'what the last offers brought',
    noReports: 'no report yet',
    steps: 'who moved in 30 days',
    numbers: (value: number): string => `${people(value)} gave a number that no order has`,
  },
  offer: {
    ownWelcome: (name: string): string => `${name} has a welcome of its own`,
    usualWelcome: (name: string): string => `the welcome of ${name} is the usual one`,
    noLink: 'make a link first',
    sent: (name: string): string => `“${name}”`,
    none: 'none with this goal in 30 days',
    capped: 'limits on how often',
    notCapped: 'no limit on how often',
  },
  /** What a segment of its people is called. */
  segment: {
    firstOrder: 'No order yet',
    secondOrder: 'One order',
    bringBack: 'To bring back',
    ladder: 'Below the top step',
    orders: 'Orders not known',
    leave: 'Cooling down',
  },

  keys: {
    change: '✏️ Another goal',
    drop: '🚫 No goal',
    menu: '← Menu',
    sources: '🔗 Sources',
    add: '➕ New link',
    welcome: '👋 Its welcome',
    worst: '🔎 The worst one',
    write: '✍️ Write to them',
    orders: '🛒 Orders',
    offer: '✍️ New offer',
    topics: '🏷 Topics',
    rfm: '⭐ RFM',
    ladder: '🪜 Ladder',
    reports: '📊 Reports',
    often: '🔔 How often',
  },
}
