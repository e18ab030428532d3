/**
 * Words of the segment language. The first of each is the one a condition is written with, where that word does not
 * change its form; the others are read too. Phrases are compared whatever their case.
 */
export const segmentWords = {
  and: ['and', '&', '&&'],
  or: ['or', '|', '||'],
  not: [
    ...['not', 'no', 'never', 'without', 'but not', 'did not', "didn't", 'do not', "don't", 'does not', "doesn't"],
    ...['has not', "hasn't", 'have not', "haven't", 'is not', "isn't", 'are not', "aren't", 'has no', 'have no', '!'],
    ...['without a', 'without an', 'without any', 'without the', 'no one', 'outside', 'outside of'],
  ],
  /** Joins like *and*, and leaves out what follows. */
  except: ['except', 'except for', 'excluding', 'apart from', 'minus', 'other than', 'not counting', 'but without'],
  /** Joins like *and*. */
  but: ['but', 'but also', 'yet', 'while', 'as well as', 'plus'],
  /** Who is spoken of: says nothing before a condition that has no subject, nor behind it. */
  people: [
    ...[
      'people',
      'customers',
      'clients',
      'subscribers',
      'users',
      'buyers',
      'shoppers',
      'members',
      'contacts',
      'readers',
    ],
    ...[
      'those',
      'those who',
      'people who',
      'customers who',
      'subscribers who',
      'users who',
      'clients who',
      'that',
      'which',
    ],
    ...[
      'everyone who',
      'all who',
      'anyone who',
      'ones',
      'folks',
      'the ones',
      'the ones who',
      'all those who',
      'person',
    ],
    ...['all the people who', 'all people who', 'all customers who', 'whoever', 'whose', 'they', 'where', 'customer'],
  ],
  /** Before a place where people live. */
  livesIn: [
    ...['from', 'in', 'live in', 'lives in', 'living in', 'based in', 'located in', 'residents of', 'resident in'],
    ...['who live in', 'who are from', 'that live in', 'are from', 'is from', 'are in', 'is in'],
  ],
  /** Says nothing where what happened has an object. */
  anything: ['anything', 'something', 'any', 'at all', 'in total', 'total', 'overall', 'altogether', 'ever'],
  /** The offer that was named before. */
  it: [
    'it',
    'that',
    'this',
    'this one',
    'that one',
    'it yet',
    'in it',
    'on it',
    'any link in it',
    'a link in it',
    'this offer',
    'that offer',
  ],
  repeatBuyers: [
    'repeat buyers',
    'repeat customers',
    'returning customers',
    'returning buyers',
    'regular customers',
    'regular buyers',
  ],
  oneTimeBuyers: [
    'one-time buyers',
    'one-time customers',
    'one time buyers',
    'one time customers',
    'single-order customers',
  ],
  newcomers: ['new subscribers', 'new', 'new customers', 'new people', 'newcomers', 'new contacts'],
  /** Before the name of a segment. */
  memberOf: ['in', 'from', 'in the', 'among', 'of', 'part of', 'members of', 'belong to', 'belongs to'],
  /** Before the name of a source or a channel. */
  cameFrom: [
    ...['from', 'came from', 'came through', 'came via', 'via', 'through', 'came by', 'joined from', 'joined via'],
    ...['joined through', 'subscribed from', 'subscribed via', 'subscribed through', 'come from', 'who came from'],
  ],
  /** Before a language. */
  speaks: ['speaks', 'speak', 'speaking', 'who speak', 'talk'],
  /** Behind a language. */
  speakers: ['speakers', 'speaking', 'speaker', 'speaking people', 'speaking customers', 'speaking subscribers'],
  /** Says nothing before the day that comes round. */
  coming: ['coming up', 'is coming up', 'is', 'comes up', 'falls', 'is coming', 'happens', 'comes'],
  /** Behind a number it is an age. */
  yearsOld: [
    ...['years old', 'year old', 'year olds', 'years of age', 'y.o.', 'yo', 'y/o', 'year-olds', 'year-old', 'yrs old'],
    ...['years', 'yr old', 'age', 'yrs'],
  ],
  older: ['older than', 'over the age of', 'above the age of'],
  younger: ['younger than', 'under the age of', 'below the age of'],
  noOlder: ['no older than', 'not older than', 'not over the age of'],
  noYounger: ['no younger than', 'not younger than', 'not under the age of'],
  /** Before an age that somebody reaches on a birthday. */
  turning: ['turning', 'turns', 'turn', 'will turn', 'who turn', 'are turning', 'is turning', 'turned'],
  /** Says nothing before a condition. */
  has: [
    'has a',
    'has an',
    'have a',
    'with a',
    'with an',
    'has',
    'have',
    'had',
    'did',
    'is',
    'are',
    'was',
    'who',
    'with',
  ],
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
  offer: [
    ...[
      'offer',
      'the offer',
      'on',
      'the',
      'a link in',
      'any link in',
      'link in',
      'a link from',
      'links in',
      'on a link in',
    ],
    ...['on the link in', 'on any link in', 'in', 'from', 'any link from', 'the link in', 'on the'],
  ],
  /** What an offer is called, before its name or behind it. */
  offerNoun: ['offer', 'campaign', 'broadcast', 'mailing', 'newsletter', 'message', 'email', 'promo'],
  product: ['of', 'product', 'on', 'item'],
  category: ['category', 'of category', 'in category', 'from category', 'on category'],
  priceOver: ['for more than', 'for over', 'worth more than', 'worth over', 'totalling over'],
  priceUnder: ['for less than', 'for under', 'worth less than', 'worth under'],
  forTotal: ['for', 'worth', 'with a total of', 'total'],
  km: ['km', 'kilometers', 'kilometres', 'kilometer', 'kilometre'],
  ofPlace: ['of', 'from', 'around', 'near', 'to'],
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
    'missing',
    'is missing',
    'are missing',
    'not set',
  ],
  is: ['is', 'are', 'is either', 'either', 'are either', 'is one of', 'one of', 'is any of', 'any of', 'equals', 'was'],
  isNot: ['is not', "isn't", 'not', 'are not', "aren't", '!=', '≠', '<>', 'other than', 'except'],
  contains: ['contains', 'contain', 'containing', 'includes', 'include', 'including', 'has in it', 'with text'],
  startsWith: ['starts with', 'start with', 'begins with', 'begin with', 'beginning with'],
  endsWith: ['ends with', 'end with', 'ends in', 'ending with', 'ending in'],
  containsNot: ['does not contain', "doesn't contain", 'without text'],
  yes: ['yes', 'true', '+'],
  no: ['no', 'false', '-'],

  over: ['over', 'more than', 'above', 'greater than', '>', 'older than', 'longer than'],
  under: ['under', 'less than', 'below', 'fewer than', '<', 'younger than'],
  atLeast: ['at least', 'not less than', 'no less than', 'no fewer than', '>=', '≥', 'minimum', 'min'],
  atMost: ['at most', 'not more than', 'no more than', 'up to', '<=', '≤', 'maximum', 'max'],
  exactly: ['exactly', '=', '==', 'equal to', 'just', 'only'],
  notExactly: ['not exactly', 'other than', '!=', '≠'],
  once: ['once', 'one time'],
  twice: ['twice', 'two times'],
  thrice: ['thrice', 'three times'],
  never: ['none', 'never', 'not once', 'not a single time', 'zero', 'nothing'],
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
  /** Before a stretch of the calendar. */
  thisOne: ['this', 'in this', 'during this', 'the current', 'in the current', 'current', 'so far this', 'within this'],
  lastOne: ['last', 'previous', 'the previous', 'in the previous', 'during the previous', 'during last'],
  calendarDay: ['day'],
  calendarWeek: ['week', 'calendar week'],
  calendarMonth: ['month', 'calendar month'],
  calendarQuarter: ['quarter', 'calendar quarter'],
  calendarYearAlone: ['year', 'calendar year'],
  /** Before the name of a month or the number of a year. */
  duringNamed: ['in', 'during', 'for', 'throughout'],
  /** Says nothing after the number of a year. */
  calendarYear: ['year'],
  /** Says nothing before a decade. */
  article: ['the'],
  /** Behind a number that it makes the least, or the most. */
  orMore: [
    'or more',
    'and more',
    'or over',
    'and over',
    'or higher',
    'and higher',
    'or above',
    'and above',
    'or older',
    'plus',
  ],
  orLess: [
    'or less',
    'and less',
    'or fewer',
    'and fewer',
    'or under',
    'and under',
    'or lower',
    'or below',
    'or younger',
    'and younger',
  ],
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
