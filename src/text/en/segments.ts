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

const span = (n: number, unit: Unit) => `${n} ${plural(n, 'en', units[unit])}`

export const segments = {
  /** Words of the segment language that a value must not be taken for. */
  keywords: ['and', 'or', 'not', 'in', 'from', 'to', 'over', 'under', 'link', 'at', 'all', 'any', 'none'],
  and: 'and',
  or: 'or',
  allOf: 'All of:',
  anyOf: 'Any of:',
  noneOf: 'None of:',
  notAllOf: 'Not all of:',
  not: (phrase: string) => `not ${phrase}`,
  /** After a *not* that also holds people of whom the fact is not known. */
  orUnknown: (phrase: string) => `${phrase} (or unknown)`,

  everyone: 'everyone',
  nobody: 'nobody',
  language: (values: string) => `language: ${values}`,
  premium: (yes: boolean) => `premium: ${yes ? 'yes' : 'no'}`,
  source: (values: string) => `source: ${values}`,
  subscribed: 'subscribed',

  /** `some`: once or more; `times`: before a number; `none` and `noneOf` (before an offer): not once. */
  received: { some: 'received', times: 'received', none: 'not received', noneOf: 'not received' },
  seen: { some: 'seen', times: 'seen', none: 'not seen', noneOf: 'not seen' },
  seenCertain: {
    some: 'seen for certain',
    times: 'seen for certain',
    none: 'not seen for certain',
    noneOf: 'not seen for certain',
  },
  clicked: { some: 'clicked', times: 'clicked', none: 'no clicks', noneOf: 'no clicks on' },
  link: (number: number, label: string | null) => (label === null ? `link ${number}` : `link ${number} ${label}`),
  atLeast: (n: number) => `${n}+`,
  atMost: (n: number) => `at most ${n}`,

  inLast: (n: number, unit: Unit) => `in ${span(n, unit)}`,
  ago: (which: 'over' | 'under', n: number, unit: Unit) => `${which} ${span(n, unit)} ago`,
  /** Days as YYYY-MM-DD; both ends are included. */
  between: (from: string | null, to: string | null) =>
    [from === null ? [] : `from ${from}`, to === null ? [] : `to ${to}`].flat().join(' '),

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
    asleep: 'Asleep',
  },
}
