import { count, money, plural } from '../format.js'
import { b, code, lines, type Rich, rich } from '../rich.js'

const n = (value: number): string => count(value, 'en')
const people = (value: number): string => `${n(value)} ${plural(value, 'en', ['person', 'people'])}`

/** Sources: links by which people come, and what becomes of them. */
export const sourceCards = {
  door: '🔗 Sources',
  title: (days: number): Rich => rich`🔗 ${b('Sources')} · last ${days} days`,
  none: 'No link of your own yet. Make one for each advertisement, blogger or poster, and see which of them brings people who stay.',
  together: (of100: string, week: string | null, goal: string | null): Rich => {
    const wanted = goal === null ? '' : ` (goal ${goal})`
    return week === null
      ? rich`Of 100 who opened a link, ${b(`${of100} subscribed`)}${wanted}`
      : rich`Of 100 who opened a link, ${b(`${of100} subscribed`)}${wanted}, ${week} still are after 7 days`
  },
  row: (at: number, name: string, facts: string): Rich => rich`${at} ${b(name)} · ${facts}`,
  opened: (visits: number): string => `${n(visits)} opened`,
  notCounted: 'not counted',
  subscribed: (started: number, of100: string | null): string =>
    `${n(started)} subscribed${of100 === null ? '' : ` (${of100} of 100)`}`,
  stayed: (stay: number, of: number | null): string =>
    of === null ? `${n(stay)} after 7 days` : `${n(stay)} of ${n(of)} after 7 days`,
  weekOn: (day: string): string => `after 7 days: known on ${day}`,
  each: (amount: number, currency: string): string => `${money(amount, currency, 'en')} a subscriber`,
  eachBuyer: (amount: number, currency: string): string => `${money(amount, currency, 'en')} a buyer`,
  bought: (bought: number): string => `${n(bought)} bought`,
  cost: (amount: number, currency: string): string => money(amount, currency, 'en'),
  free: 'free',
  strays: (all: number, names: string[], more: boolean): Rich =>
    rich`⚠️ ${all === 1 ? '1 came' : `${n(all)} came`} by names nobody made: ${names.join(', ')}${more ? ' …' : ''}`,
  tooLong: 'Counting takes too long just now. Open this again in a minute.',

  made: (name: string, facts: string): Rich => rich`✅ ${b(name)}${facts}`,
  one: (name: string, facts: string): Rich => rich`🔗 ${b(name)} · ${facts}`,
  since: (day: string): string => `since ${day}`,
  alsoCalled: (names: string): string => `Also by: ${names}`,
  openedLine: (visits: number, robots: number): string =>
    `Opened ${people(visits)}${robots === 0 ? '' : ` · robots left out ${n(robots)}`}`,
  openedNone: (robots: number): string =>
    `Nobody has opened the counted address yet${robots === 0 ? '' : ` · robots left out ${n(robots)}`}`,
  startedLine: (started: number, share: { of100: string; low: number; high: number } | null): Rich =>
    share === null
      ? rich`→ pressed Start ${b(n(started))}`
      : rich`→ pressed Start ${b(n(started))} · ${share.of100} of 100 (between ${share.low} and ${share.high})`,
  moreStarted:
    'More people pressed Start than opened the counted address: the link straight to the bot is used too, so there is no share.',
  stayLine: (week: string, month: string): string => `→ subscribed after 7 days ${week} · after 30 days ${month}`,
  stayOf: (stay: number, of: number | null): string => (of === null ? n(stay) : `${n(stay)} of ${n(of)}`),
  knownOn: (day: string): string => `known on ${day}`,
  unknown: '—',
  clickedLine: (clicked: number): string => `→ clicked an offer ${n(clicked)}`,
  boughtLine: (bought: number, money: string, known: number): string =>
    `→ bought ${n(bought)}${money === '' ? '' : `, ${money}`} · orders known of ${n(known)}`,
  lost: {
    start: (lost: number): Rich => rich`Where they are lost: ${b('at the page in front of Start')}: ${people(lost)}`,
    week: (lost: number): Rich => rich`Where they are lost: ${b('in the first week')}: ${people(lost)}`,
  },
  addresses: (counted: string, straight: string): Rich =>
    lines([rich`For advertising (counts visits): ${code(counted)}`, rich`Straight to the bot: ${code(straight)}`]),

  asked: (cost: string): Rich =>
    lines([
      b('What is the link for?'),
      'Send the channel, a name and what it costs; the cost may be left out.',
      rich`For example: ${code(`VK, spring, ${cost}`)}`,
    ]),
  noName: 'I need a name with Latin letters or digits in it, like vk_spring.',
  costAsked: (name: string, now: string | null, like: string): Rich =>
    lines([
      rich`💰 What does ${b(name)} cost in all?`,
      now === null ? null : `Now: ${now}`,
      rich`Send the whole amount, like ${code(like)}; 0 if it is free.`,
    ]),
  costUnread: (like: string): string => `I need an amount, like ${like}.`,
  renameAsked: (name: string): Rich =>
    lines([
      rich`🏷 What should ${b(name)} be called?`,
      'Links that are out there already keep working and are counted here.',
    ]),
  channelAsked: (name: string, now: string | null): Rich =>
    lines([
      rich`📡 Through which channel do people of ${b(name)} come?`,
      now === null ? null : `Now: ${now}`,
      'Send it in a word, like VK or Radio. Segments can use it.',
    ]),
  channelLong: (limit: number): string => `A channel has at most ${limit} characters.`,
  mergeAsked: (name: string): Rich => rich`🔀 ${b(name)} becomes part of another source. Of which one?`,
  mergeNone: 'There is no other source yet.',
  mergeSure: (from: string, into: string): Rich =>
    lines([
      rich`${b(from)} becomes part of ${b(into)}?`,
      rich`Links with ${from} keep working; everyone who came or comes by them counts for ${into}. Visits and costs are added up and stay together.`,
    ]),
  namesAsked: (name: string, others: number): Rich =>
    others === 0
      ? rich`${b(name)} has no other names.`
      : rich`Other names that mean ${b(name)}. Tap one that does not belong here: whoever came by it no longer counts here.`,
  parted: (payload: string): Rich =>
    rich`✅ ${b(payload)} is a name of its own again; you find it under 🧹 Tidy names.`,
  merged: (from: string, into: string): Rich => rich`✅ ${b(from)} is part of ${b(into)} now.`,
  helps: {
    start: lines([
      b('💡 What helps before Start'),
      '• Say first what the advertisement promised: the bot’s name, picture and description are all that people see.',
      '• One link and one button. Every choice loses somebody.',
      '• Ask nothing before the gift: no phone, no survey.',
      '• Open the link on your own phone, from where they come.',
    ]),
    week: lines([
      b('💡 What helps in the first week'),
      '• A welcome of their own: give at once what this link promised.',
      '• Say in it how often you write, and keep to that.',
      '• The first offer should be about what they came for.',
      '• Look at who stops: an advertisement that promises too much brings people who leave.',
    ]),
  },
  peopleOf: (name: string): string => `Source ${name}`,

  tidyTitle: (names: number, all: number): Rich =>
    names === 0
      ? lines([b('🧹 Tidy names'), '', '✅ Everybody came by a link that is in the list.'])
      : lines([
          b('🧹 Tidy names'),
          '',
          names === 1
            ? `A name that nobody made: ${people(all)} came by it. What does it belong to?`
            : `${n(names)} names that nobody made: ${people(all)} came by them. What does each belong to?`,
        ]),
  strayKey: (payload: string, came: number): string => `${payload} · ${n(came)}`,
  strayAsked: (payload: string): Rich =>
    lines([rich`Where does ${b(payload)} belong?`, 'Whoever came or comes by it counts there.']),
  joined: (payload: string, name: string): Rich => rich`✅ ${b(payload)} counts for ${b(name)}.`,
  stray: (payload: string): Rich => rich`✅ ${b(payload)} is a source of its own now.`,

  qrCaption: (name: string, address: string): Rich => rich`▦ ${b(name)} · ${address}`,
  file: 'sources',
  fileColumns: {
    name: 'source',
    channel: 'channel',
    since: 'since',
    cost: 'cost',
    currency: 'currency',
    visits: 'opened',
    robots: 'robots',
    started: 'pressed Start',
    weekOf: 'known after 7 days',
    week: 'subscribed after 7 days',
    monthOf: 'known after 30 days',
    month: 'subscribed after 30 days',
    clicked: 'clicked an offer',
    known: 'orders known of',
    bought: 'bought',
    orders: 'orders',
    revenue: 'revenue',
    revenueCurrency: 'currency of revenue',
    buyerCost: 'cost per buyer',
    address: 'address',
    names: 'also by',
  },

  keys: {
    add: '➕ New link',
    tidy: '🧹 Tidy names',
    file: '📄 File',
    menu: '← Menu',
    goal: '🎯 Goal',
    copy: '📋 Copy',
    qr: '▦ QR picture',
    welcome: '👋 Own welcome',
    cost: '💰 Cost',
    noCost: '🚫 Not known',
    rename: '🏷 Rename',
    channel: '📡 Channel',
    merge: '🔀 Merge',
    names: '🧷 Other names',
    mergeYes: '🔀 Yes, merge',
    who: '👥 These people',
    write: '✍️ Write to them',
    helps: '💡 What helps',
    own: '➕ Its own source',
    list: '← Sources',
    close: '✖️ Close',
  },
}
