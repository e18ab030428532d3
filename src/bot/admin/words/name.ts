import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** A name somebody gave, so that one written from right to left does not turn the line around it. */
export function shownName(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}

/** A list of names for a line of text: "Loyal, Asleep and 3 more" when there are many. */
export function nameList(names: readonly string[], language: Language): string {
  const shown = names.slice(0, 5).map(name => shownName(shorten(name, 40)))
  const more = names.length - shown.length
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} ${texts(language).offerCards.more(more)}`
}
