/** When something happened: stretches of time, days, months and seasons. */
export const time = {
  in: [
    ...['in', 'in the last', 'in last', 'last', 'within', 'within the last', 'during', 'for', 'past', 'in the past'],
    ...['over the last', 'over the past', 'over last', 'in these last', 'these last', 'this past', 'the last'],
    ...['the past', 'throughout the last', 'in the latest', 'in past', 'during the last', 'during the past'],
    ...['for the last', 'for the past', 'in the course of', 'in the previous', 'across the last', 'inside the last'],
    ...['within the past', 'for at least the last', 'as of the last', 'previous', 'recent', 'most recent'],
  ],
  inLast: [
    ...['in last', 'in the last', 'last', 'past', 'in the past', 'within the last', 'over the last', 'over the past'],
    ...['during the last', 'during the past', 'the last', 'the past', 'this past', 'within the past', 'these last'],
  ],
  inNext: [
    ...['in next', 'in the next', 'next', 'within the next', 'in the coming', 'coming', 'upcoming', 'within next'],
    ...['during the next', 'over the next', 'over the coming', 'the next', 'in the upcoming', 'within the coming'],
    ...['during the coming', 'for the next', 'in coming', 'the coming'],
  ],
  today: ['today', 'right now today', 'this day', 'today only'],
  tomorrow: ['tomorrow'],
  thisWeek: [
    ...['this week', 'in this week', 'during this week', 'within this week', 'the current week', 'current week'],
    ...['this calendar week', 'in the current week', 'sometime this week'],
  ],
  thisMonth: [
    ...['this month', 'in this month', 'during this month', 'within this month', 'the current month', 'current month'],
    ...['this calendar month', 'in the current month', 'later this month', 'sometime this month'],
  ],
  yesterday: ['yesterday'],
  /** Before a stretch of the calendar. */
  thisOne: [
    ...['this', 'in this', 'during this', 'the current', 'in the current', 'current', 'so far this', 'within this'],
    ...['the present', 'in the present', 'since the start of the', 'since the beginning of the'],
    ...['since the start of this', 'since the beginning of this', 'earlier this', 'so far in this'],
    ...['from the start of this', 'the ongoing', 'later this'],
  ],
  /** Before a week or a month of the calendar that comes. */
  nextOne: ['next', 'during next', 'nxt'],
  lastOne: [
    ...['last', 'previous', 'the previous', 'in the previous', 'during the previous', 'during last'],
    ...['the last calendar', 'last calendar', 'the prior', 'prior', 'over the previous', 'in the preceding'],
  ],
  calendarDay: ['day'],
  calendarWeek: ['week', 'calendar week', 'wk'],
  calendarMonth: ['month', 'calendar month', 'mth'],
  calendarQuarter: ['quarter', 'calendar quarter', 'quarters'],
  calendarYearAlone: ['year', 'calendar year', 'yr'],
  /** Before the name of a month or the number of a year. */
  duringNamed: [
    ...['in', 'during', 'for', 'throughout', 'in the month of', 'during the month of', 'all through', 'within', 'over'],
  ],
  /** Says nothing after the number of a year. */
  calendarYear: ['year'],
  /** Says nothing before a decade. */
  article: ['the', 'a', 'an', 'some', 'our', 'their', 'these', 'those'],
  /** Behind a number that it makes the least, or the most. */
  orMore: [
    ...['or more', 'and more', 'or over', 'and over', 'or higher', 'and higher', 'or above', 'and above', 'or older'],
    ...['plus', 'or greater', 'and greater', 'and up', 'or up', 'upwards', 'and upwards', 'and beyond', 'or better'],
    ...['or later', 'and more than that', 'and older', 'and bigger', 'or bigger', 'and larger', 'or larger', 'onwards'],
    ...['and better', 'and higher up', 'or upwards', 'and onwards', 'or beyond', 'or longer', 'and longer'],
  ],
  orLess: [
    ...['or less', 'and less', 'or fewer', 'and fewer', 'or under', 'and under', 'or lower', 'or below', 'or younger'],
    ...['and younger', 'and lower', 'and below', 'or smaller', 'and down', 'or down', 'max', 'tops', 'at most'],
    ...['at the most', 'or earlier', 'and smaller', 'or worse', 'and worse', 'or shorter', 'and fewer'],
  ],
  /** Says where somebody is, and nothing before a value that is known. */
  at: ['in', 'from', 'at', 'of'],
  /** A stretch of time that nobody says the length of. */
  longTime: [
    ...['in a long time', 'for a long time', 'for long', 'in ages', 'for ages', 'in a while', 'for a while'],
    ...['long ago', 'lately', 'recently', 'a long time', 'for some time', 'in recent times'],
  ],
  ago: ['ago', 'back', 'before', 'earlier', 'prior'],
  from: [
    ...['from', 'since', 'starting', 'starting from', 'as of', 'since the', 'from the', 'beginning', 'beginning on'],
    ...['beginning with', 'starting on', 'starting with', 'ever since', 'after and including', 'on or after'],
    ...['from around', 'since the start of', 'since the beginning of', 'from the start of', 'from the beginning of'],
  ],
  to: [
    ...['to', 'until', 'till', 'through', 'up to', 'thru', 'ending', 'ending on', 'until the', 'till the', 'up until'],
    ...['on or before', 'up through', 'through to', 'to the', 'until the end of', 'till the end of', 'to the end of'],
    ...['up to the end of', 'through the end of'],
  ],
  before: ['before', 'earlier than', 'prior to', 'before the', 'ahead of', 'earlier then'],
  after: ['after', 'later than', 'after the', 'later then'],
  on: ['on', 'on the', 'dated', 'as at'],
  hours: ['hours', 'hour', 'h', 'hrs', 'hr', "hour's", "hours'"],
  days: ['days', 'day', 'd', 'calendar days', 'full days', 'straight days'],
  weeks: ['weeks', 'week', 'w', 'wk', 'wks', 'full weeks', 'calendar weeks'],
  months: ['months', 'month', 'mo', 'mos', 'mths', 'mth', 'full months', 'calendar months'],
  years: ['years', 'year', 'y', 'yr', 'yrs', 'full years', 'calendar years'],
  /** Says nothing after a date. */
  yearWord: ['year'],
  /** Seasons of the calendar. */
  spring: ['spring'],
  /** Seasons of the calendar. */
  summer: ['summer'],
  /** Seasons of the calendar. */
  autumn: ['autumn', 'fall'],
  /** Seasons of the calendar. */
  winter: ['winter'],
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
}
