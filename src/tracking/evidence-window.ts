import type { offers } from '../db/schema/index.js'

type Goal = (typeof offers.$inferSelect)['goal']

/**
 * How long after it a sign counts for an order, in days, where the offer says nothing else: the last click, and the last
 * time that the message was seen for certain.
 */
export function usualEvidenceDays(goal: Goal): { click: number; seen: number } {
  return { click: goal === 'bring_back' ? 14 : 7, seen: 2 }
}

/** SQL: the same of an offer's row under this alias, in ms. */
export const evidenceSql = (offer: string) => ({
  click: `(coalesce(${offer}.click_days, iif(${offer}.goal = 'bring_back', 14, 7)) * 86400000)`,
  seen: `(coalesce(${offer}.seen_days, 2) * 86400000)`,
})
