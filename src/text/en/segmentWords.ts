/**
 * Words of the segment language. The first of each is the one a condition is written with, where that word does not
 * change its form; the others are read too. Phrases are compared whatever their case.
 */
export const segmentWords = {
  and: ['and', '&', '&&'],
  or: ['or', '|', '||'],
  not: [
    ...['not', 'no', 'never', 'without', 'did not', "didn't", 'do not', "don't", 'does not', "doesn't"],
    ...['has not', "hasn't", 'have not', "haven't", 'is not', "isn't", 'are not', "aren't", 'has no', 'have no', '!'],
  ],
  /** Says nothing before a condition. */
  has: ['has', 'have', 'had', 'did', 'is', 'are', 'was', 'who', 'with'],
  allOf: ['All of', 'all', 'all of these', 'all of them', 'every one of'],
  anyOf: ['Any of', 'any', 'one of', 'at least one of', 'any of these', 'either'],
  noneOf: ['None of', 'none', 'none of these', 'neither', 'not any of'],
  notAllOf: ['Not all of', 'not all'],

  /** Those of the birthday's words after which a day itself is left out by "before" in any of its words. */
  born: ['born', 'was born', 'were born'],

  /** Of several messages of an offer. */
  message: ['message', 'version'],
  link: ['link', 'button'],
  topic: ['topic', 'on topic', 'about'],
  /** Says nothing before the name of an offer. */
  offer: ['offer', 'the offer', 'on'],
  product: ['of', 'product', 'on', 'item'],
  category: ['category', 'of category', 'in category', 'from category', 'on category'],
  forTotal: ['for', 'worth', 'with a total of', 'total'],
  km: ['km', 'kilometers', 'kilometres', 'kilometer', 'kilometre'],
  ofPlace: ['of', 'from', 'around', 'near'],
  percent: ['%', 'percent', 'per cent'],

  known: ['known', 'is known', 'are known', 'filled', 'is filled'],
  unknown: [
    'unknown',
    'is unknown',
    'are unknown',
    'not known',
    'is not known',
    'is not filled',
    'not filled',
    'empty',
  ],
  is: ['is', 'are', 'is one of', 'equals', 'was'],
  isNot: ['is not', "isn't", 'not', 'are not', "aren't", '!=', '≠', '<>', 'other than', 'except'],
  contains: ['contains', 'includes', 'has in it', 'with text'],
  containsNot: ['does not contain', "doesn't contain", 'without text'],
  yes: ['yes', 'true', '+'],
  no: ['no', 'false', '-'],

  over: ['over', 'more than', 'above', 'greater than', '>', 'older than', 'longer than'],
  under: ['under', 'less than', 'below', 'fewer than', '<', 'younger than'],
  atLeast: ['at least', 'not less than', 'no less than', 'no fewer than', '>=', '≥', 'minimum', 'min'],
  atMost: ['at most', 'not more than', 'no more than', 'up to', '<=', '≤', 'maximum', 'max'],
  exactly: ['exactly', '=', '==', 'equal to', 'just'],
  notExactly: ['not exactly', 'other than', '!=', '≠'],
  once: ['once', 'one time'],
  twice: ['twice', 'two times'],
  thrice: ['thrice', 'three times'],
  never: ['none', 'never', 'not once', 'not a single time', 'zero'],
  between: ['between'],
  /** Says nothing after a number of times. */
  times: ['times', 'time', 'messages', 'message', 'offers', 'orders', 'clicks', 'click', 'order'],

  in: ['in', 'in the last', 'in last', 'last', 'within', 'within the last', 'during', 'for', 'past', 'in the past'],
  inLast: ['in last', 'in the last', 'last', 'past', 'in the past', 'within the last'],
  inNext: [
    ...['in next', 'in the next', 'next', 'within the next', 'in the coming', 'coming', 'upcoming', 'within next'],
    ...['during the next', 'over the next'],
  ],
  today: ['today'],
  tomorrow: ['tomorrow'],
  thisWeek: ['this week', 'in this week', 'during this week'],
  thisMonth: ['this month', 'in this month', 'during this month'],
  yesterday: ['yesterday'],
  /** Before the name of a month or the number of a year. */
  duringNamed: ['in', 'during', 'for', 'throughout'],
  /** Says nothing after the number of a year. */
  calendarYear: ['year'],
  /** Says where somebody is, and nothing before a value that is known. */
  at: ['in', 'from', 'at', 'of'],
  ago: ['ago', 'back', 'before'],
  from: ['from', 'since', 'starting', 'starting from'],
  to: ['to', 'until', 'till', 'through', 'up to'],
  before: ['before', 'earlier than'],
  after: ['after', 'later than'],
  on: ['on'],
  hours: ['hours', 'hour', 'h', 'hrs', 'hr'],
  days: ['days', 'day', 'd'],
  weeks: ['weeks', 'week', 'w', 'wk'],
  months: ['months', 'month', 'mo'],
  years: ['years', 'year', 'y', 'yr', 'yrs'],
  /** Says nothing after a date. */
  yearWord: ['year'],
  january: ['January', 'Jan'],
  february: ['February', 'Feb'],
  march: ['March', 'Mar'],
  april: ['April', 'Apr'],
  may: ['May'],
  june: ['June', 'Jun'],
  july: ['July', 'Jul'],
  august: ['August', 'Aug'],
  september: ['September', 'Sep', 'Sept'],
  october: ['October', 'Oct'],
  november: ['November', 'Nov'],
  december: ['December', 'Dec'],

  active: ['can be reached', 'active', 'reachable'],
  paused: ['on pause', 'paused', 'pause'],
  unsubscribed: ['stopped offers', 'unsubscribed', 'stopped'],
  blocked: ['blocked the bot', 'blocked'],
  deactivated: ['account deleted', 'deleted', 'deleted account'],
  unknownStep: ['unknown'],
}

/** A meaning that words of the segment language have. */
export type WordKey = keyof typeof segmentWords
