import { fisher } from '../../statistics/fisher.js'

/** How many people have something, of those of whom it is known. */
export type Part = { having: number; known: number }

/** What is counted of a segment (`inside`) and of everybody else (`outside`). */
export type Split = { inside: Part; outside: Part }

/** The risk that anything at all is called special although nothing is: 1 %. */
export const FAMILY_ERROR = 0.01

/** How likely so large a difference would be if the segment were drawn by lot (see `fisher`). */
export function chanceOf({ inside, outside }: Split): number {
  return fisher({ n: inside.having, of: inside.known }, { n: outside.having, of: outside.known })
}

/**
 * How far the shares surely lie apart: the least that the difference of arcsines (Cohen's h, "Statistical Power
 * Analysis" 1988, ch. 6: h = 2·asin√p₁ − 2·asin√p₂) still is at the edge of its interval, whose half-width is
 * z·√(1/n₁ + 1/n₂). Percent alone would put "98 % here, 93 % there" and chance findings among a dozen people first;
 * odds would put "0.2 % against 0.01 %" first, which no offer lives on. The arcsine treats both ends alike and has the
 * same error everywhere; few people make the interval wide and the rest small. z covers all `comparisons` at once, by
 * the bound on the normal tail 2·Φ(−z) ≤ exp(−z²/2).
 * @returns 0 to π; below 0 when the interval holds no difference
 */
export function distanceOf({ inside, outside }: Split, comparisons: number): number {
  const angle = ({ having, known }: Part) => 2 * Math.asin(Math.sqrt(having / known))
  const z = Math.sqrt(2 * Math.log(Math.max(1, comparisons) / FAMILY_ERROR))
  return Math.abs(angle(inside) - angle(outside)) - z * Math.sqrt(1 / inside.known + 1 / outside.known)
}
