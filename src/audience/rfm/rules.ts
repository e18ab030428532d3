import { z } from 'zod'

const step = z.int().min(0).max(1_000_000_000_000)
const stepsSchema = z
  .tuple([step, step, step, step])
  .refine(steps => steps.every((bound, i) => i === 0 || bound > (steps[i - 1] ?? 0)), 'each step is more than the last')

const cutSchema = z.union([z.literal('shares'), z.strictObject({ steps: stepsSchema })])

/** Four bounds that rise: a value up to the first is in the first fifth, up to the second in the second, and so on. */
export type Steps = z.infer<typeof stepsSchema>

/** How a measure is cut into five: at the 20/40/60/80th percentiles, or at bounds that the admin set. */
export type Cut = z.infer<typeof cutSchema>

/** Where a measure is cut: four values that do not fall. */
export type CutPoints = readonly [number, number, number, number]

/** Where all three measures are cut: days, orders, minor units. */
export type Cuts = { recency: CutPoints; frequency: CutPoints; money: CutPoints }

/** The longest window, months. */
export const LONGEST_WINDOW = 60

export const rfmRulesSchema = z.strictObject({
  windowMonths: z.int().min(1).max(LONGEST_WINDOW),
  recency: cutSchema,
  frequency: cutSchema,
  money: cutSchema,
})

/**
 * How customers are scored: over which window (calendar months), and where each measure is cut. Steps are days for
 * recency, orders for frequency, minor units of the reporting currency for money.
 */
export type RfmRules = z.infer<typeof rfmRulesSchema>

/** What is cut, in the order of the letters. */
export const MEASURES = ['recency', 'frequency', 'money'] as const
export type Measure = (typeof MEASURES)[number]

/** What holds until an admin decides: where most buy once, percentiles would call two orders the best. */
export const usualRules: RfmRules = {
  windowMonths: 12,
  recency: 'shares',
  frequency: { steps: [1, 2, 3, 5] },
  money: 'shares',
}

/** By what the scores are counted: the rules, the reporting currency (ISO), the zone whose calendar days count. */
export type RfmTerms = { rules: RfmRules; currency: string; zone: string }
