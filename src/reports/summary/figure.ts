import type { Goal } from '../metrics/window.js'

/** What an offer can be judged by. */
export type Figure = 'seen' | 'clicked' | 'replied' | 'shared' | 'ordered'

/** The figure that an offer with this goal is judged by. @param ordersKnown any order is; else who clicked has to do */
export function judgedBy(goal: Goal, ordersKnown: boolean): Figure {
  if (ordersKnown && isToSell(goal)) return 'ordered'
  if (goal === 'inform') return 'seen'
  if (goal === 'know_orders') return 'shared'
  return goal === 'collect' ? 'replied' : 'clicked'
}

/** True for offers that are to bring orders. */
export function isToSell(goal: Goal): boolean {
  return goal === 'sell' || goal === 'bring_back'
}
