import { DAY } from '../clock.js'
import type { offers } from '../db/schema/index.js'

type Goal = (typeof offers.$inferSelect)['goal']

/** The most days between evidence and the order that it counts for. */
export const MOST_EVIDENCE_DAYS = 90

/** Days within which a click, and a time that the message was surely seen, speak for an order that comes after. */
export type EvidenceDays = { click: number; seen: number }

const BRING_BACK: EvidenceDays = { click: 14, seen: 2 }
const OTHERS: EvidenceDays = { click: 7, seen: 2 }

/** What is usual, where an offer says nothing else. */
export function usualEvidenceDays(goal: Goal): EvidenceDays {
  return goal === 'bring_back' ? BRING_BACK : OTHERS
}

/** SQL: what holds for an offer's row under this alias, ms. */
export function evidenceSql(offer: string): Record<keyof EvidenceDays, string> {
  const days = (column: string, which: keyof EvidenceDays) =>
    `(coalesce(${offer}.${column}, iif(${offer}.goal = 'bring_back', ${BRING_BACK[which]}, ${OTHERS[which]})) * ${DAY})`
  return { click: days('click_days', 'click'), seen: days('seen_days', 'seen') }
}
