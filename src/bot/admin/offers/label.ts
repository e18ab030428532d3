import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Key, pairs } from '../../card.js'

const SHORT = 18
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** A name somebody gave, so that one written from right to left does not turn the line around it. */
export function shownName(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}

/** What stands before a ticked thing: its place in the order, from 1; 0 for one that is not ticked. */
export function tick(place: number): string {
  if (place === 0) return '☐'
  return place < 10 ? `${place}\ufe0f\u20e3` : `${place}.`
}

/** A label with a name and how many people it stands for; null when that is not known. */
export function sizedLabel(mark: string, name: string, size: string | null): string {
  return size === null ? `${mark} ${shorten(name, 40)}` : `${mark} ${shorten(name, 32)} · ${size}`
}

/** Two by two where all labels are short, else one under another. */
export function rowsOf(keys: Key[]): Key[][] {
  return keys.every(({ label }) => label.length <= SHORT) ? pairs(keys) : keys.map(one => [one])
}

/** A list of names for a line of text: "Loyal, Asleep and 3 more" when there are many. */
export function nameList(names: readonly string[], language: Language): string {
  const shown = names.slice(0, 5).map(name => shownName(shorten(name, 40)))
  const more = names.length - shown.length
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} ${texts(language).offerCards.more(more)}`
}

/** The first of many: by default as many as a keyboard holds beside the other buttons. */
export function capped<T>(items: readonly T[], most = 90): T[] {
  return items.slice(0, most)
}
