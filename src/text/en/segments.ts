import { plural } from '../format.js'

/** "60 days" after "in": the number with its unit. */
const units = {
  hours: ['hour', 'hours'],
  days: ['day', 'days'],
  weeks: ['week', 'weeks'],
  months: ['month', 'months'],
  years: ['year', 'years'],
}

type Unit = keyof typeof units
type Span = { n: number; unit: Unit }

const span = (n: number, unit: Unit) => `${n} ${plural(n, 'en', units[unit])}`

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

const dayOfYear = (day: string) => `${Number(day.slice(3))} ${MONTHS[Number(day.slice(0, 2)) - 1]}`

/** How conditions are written; `segmentWords` has the words they are read by. */
export const segments = {
  and: 'and',
  or: 'or',
  ever: 'ever',
  allOf: 'All of:',
  anyOf: 'Any of:',
  noneOf: 'None of:',
  notAllOf: 'Not all of:',
  not: (phrase: string) => `not ${phrase}`,
  /** After a *not* that also holds people of whom the fact is not known. */
  orUnknown: (phrase: string) => `${phrase} (or unknown)`,

  is: (subject: string, values: string) => `${subject}: ${values}`,
  isNot: (subject: string, values: string) => `${subject} is not ${values}`,
  contains: (subject: string, value: string) => `${subject} contains ${value}`,
  startsWith: (subject: string, value: string) => `${subject} starts with ${value}`,
  endsWith: (subject: string, value: string) => `${subject} ends with ${value}`,
  known: (subject: string, known: boolean) => `${subject} ${known ? 'known' : 'unknown'}`,
  yes: 'yes',
  no: 'no',
  /** What can be asked: a word for a fact, before its values. */
  subjects: {
    city: 'city',
    country: 'country',
    birthday: 'birthday',
  },
  status: {
    active: 'can be reached',
    paused: 'on pause',
    unsubscribed: 'stopped offers',
    blocked: 'blocked the bot',
    deactivated: 'account deleted',
  },

  product: {
    some: (name: string) => name,
    times: (name: string) => `of ${name}`,
    none: (name: string) => `of ${name}`,
    spent: (name: string) => `on ${name}`,
  },
  category: (name: string) => `category ${name}`,
  things: { product: 'product', category: 'category' },
  forTotal: (amount: string) => `for ${amount}`,
  random: (share: string) => `random ${share}%`,
  somePeople: (n: number) => `${n} ${plural(n, 'en', ['person', 'people'])}`,
  randomPeople: (n: number) => `random ${n} ${plural(n, 'en', ['person', 'people'])}`,

  atLeast: (n: number) => `${n}+`,
  atMost: (n: number) => `at most ${n}`,
  exactly: (n: number) => `exactly ${n}`,
  notExactly: (n: number) => `not exactly ${n}`,
  times: (from: number, to: number) => between(from, to),
  notTimes: (from: number, to: number) => `not ${between(from, to)}`,
  /** A number or an amount against a limit. */
  compare: {
    over: (value: string) => `over ${value}`,
    under: (value: string) => `under ${value}`,
    atLeast: (value: string) => `at least ${value}`,
    atMost: (value: string) => `at most ${value}`,
    exactly: (value: string) => `exactly ${value}`,
  },

  /** A stretch of the calendar: this one, and the one before. */
  calendar: {
    day: ['today', 'yesterday'],
    week: ['this week', 'last week'],
    month: ['this month', 'last month'],
    quarter: ['this quarter', 'last quarter'],
    year: ['this year', 'last year'],
  },
  inLast: (n: number, unit: Unit) => `in ${span(n, unit)}`,
  ago: (which: 'over' | 'under', n: number, unit: Unit) => `${which} ${span(n, unit)} ago`,
  /** Longer ago than the first, and not so long as the second. */
  agoBetween: (older: Span, younger: Span) =>
    `between ${older.unit === younger.unit ? older.n : span(older.n, older.unit)} and ${span(younger.n, younger.unit)} ago`,
  /** Days as YYYY-MM-DD; both ends are included. */
  between: (from: string | null, to: string | null) =>
    [from === null ? [] : `from ${from}`, to === null ? [] : `to ${to}`].flat().join(' '),
  /** A date that lies in the last N units; `in` alone could be taken for the next ones. */
  dayInLast: (n: number, unit: Unit) => `in last ${span(n, unit)}`,
  bornInLast: (n: number, unit: Unit) => `born in last ${span(n, unit)}`,
  born: (window: string) => `born ${window}`,
  bornYesterday: 'born the previous day',
  anniversary: (days: number) => (days === 0 ? 'today' : `in next ${span(days, 'days')}`),
  anniversaryLast: (days: number) => `in last ${span(days, 'days')}`,
  anniversaryAgo: (days: number) => (days === 1 ? 'yesterday' : `${span(days, 'days')} ago`),
  anniversaryMonth: (month: number) => `in ${MONTHS[month - 1]}`,
  /** Days as MM-DD. */
  anniversaryDays: (from: string, to: string) =>
    from === to ? `on ${dayOfYear(from)}` : `from ${dayOfYear(from)} to ${dayOfYear(to)}`,
  anniversaryAhead: (days: number) => `in exactly ${span(days, 'days')}`,
  anniversaryNamed: {
    ...{ tomorrow: 'tomorrow', week: 'this week', month: 'this month' },
    ...{ next_week: 'next week', next_month: 'next month', last_week: 'last week', last_month: 'last month' },
  },

  /** Names of ready-made segments. */
  ready: {
    everyone: 'Everyone',
    new: 'New this week',
    source: (source: string) => `Source: ${source}`,
    language: (language: string) => `Language: ${language}`,
    clicked_last: (offer: string) => `Clicked “${offer}”`,
    seen_last: (offer: string) => `Saw “${offer}”`,
    not_seen_last: (offer: string) => `Did not see “${offer}”`,
    not_clicked_last: (offer: string) => `Did not click “${offer}”`,
    birthday: 'Birthday this week',
    rung: (name: string) => `Step: ${name}`,
  },

  /** What to do with ready-made segments: one line each. RFM groups have theirs in `labels`. */
  advice: {
    everyone: 'Only for news that concerns everybody.',
    new: 'Welcome them: who you are, what they get, one easy first step.',
    birthday: 'Congratulate them, with a present for a few days.',
    clicked_last: 'They were interested: answer doubts, remind them before it ends.',
    seen_last: 'They read it: say it shorter or from another side.',
    not_seen_last: 'Send it again at another hour, with other first words.',
    not_clicked_last: 'Try another reason, or another picture.',
    source: 'Speak of what that link promised them.',
    language: 'Write in their language.',
    engagement: {
      engaged: 'Show new things first to those who answer.',
      cooling: 'Write a little less often, with what they liked before.',
      asleep: 'One good reason to come back; ask what they need now.',
      long_asleep: 'One last strong offer, then leave them out.',
      never: 'Check that the first message says what they get.',
    },
    rungs: {
      0: 'Ask a question of the survey, or link topics to learn more.',
      1: 'Tell stories of the problem; do not sell yet.',
      2: 'Show that the problem can be solved, and how.',
      3: 'Compare the ways, and show yours.',
      4: 'Proof, answers to doubts, an easy start.',
      5: 'A plain offer with a date and a button to buy.',
    },
  },
}

/** Numbers that might as well be an amount say that they are times. */
function between(from: number, to: number): string {
  return to > 100 ? `${from}–${to} times` : `${from}–${to}`
}
