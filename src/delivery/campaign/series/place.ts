import type { Series } from '../campaign.js'

/**
 * Which message of a series people count it as: where a series begins with a subscription, the welcome that everybody gets
 * at once is the first, though it is none of its own.
 * @param position of one of its own messages, from 1
 */
export function placeOf({ entry }: Pick<Series, 'entry'>, position: number): number {
  return position + welcomes({ entry })
}

/** How many messages stand before its own: 1 where the welcome does, else 0. */
export function welcomes({ entry }: Pick<Series, 'entry'>): 0 | 1 {
  return entry.on.kind === 'subscribed' ? 1 : 0
}
