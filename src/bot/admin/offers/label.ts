import { shorten } from '../../../text/format.js'

/** What stands before a ticked thing: its place in the order, from 1; 0 for one that is not ticked. */
export function tick(place: number): string {
  if (place === 0) return '☐'
  return place < 10 ? `${place}\ufe0f\u20e3` : `${place}.`
}

/** A label with a name and how many people it stands for; null when that is not known. */
export function sizedLabel(mark: string, name: string, size: string | null): string {
  return size === null ? `${mark} ${shorten(name, 40)}` : `${mark} ${shorten(name, 32)} · ${size}`
}

/** The first of many: by default as many as a keyboard holds beside the other buttons. */
export function capped<T>(items: readonly T[], most = 90): T[] {
  return items.slice(0, most)
}
