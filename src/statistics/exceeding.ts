/** Fewer cases than that say nothing. */
export const FEWEST_CASES = 5
/** Rates of so many times the limit are weighed against the limit itself: mostly those that matter among few people. */
const RATES = [
  { times: 1.1, weight: 0.05 },
  { times: 1.25, weight: 0.1 },
  { times: 1.5, weight: 0.3 },
  { times: 2, weight: 0.3 },
  { times: 3, weight: 0.15 },
  { times: 5, weight: 0.1 },
] as const
/** That much more likely it must be. */
const EVIDENCE = 5

/**
 * Whether so many people of so many are surely more than the limit, also for one who looks all the time: the mixture of
 * likelihood ratios of `RATES` against the limit is a martingale, so that it reaches 5 at any time in at most one of five
 * series that stand exactly at the limit (Ville 1939; Robbins 1970; ADR 30), and practically never below it.
 * @param limit people of 1,000
 */
export function exceeds(count: number, people: number, limit: number): boolean {
  return count >= FEWEST_CASES && count > (people * limit) / 1_000 && evidence(count, people, limit / 1_000) > EVIDENCE
}

function evidence(count: number, people: number, limit: number): number {
  const ratio = (times: number) =>
    Math.exp(count * Math.log(times) + (people - count) * (Math.log1p(-times * limit) - Math.log1p(-limit)))
  return RATES.reduce((sum, { times, weight }) => sum + (times * limit < 1 ? weight * ratio(times) : 0), 0)
}
