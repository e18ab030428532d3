/** How many people have something, of those of whom it is known. */
export type Part = { having: number; known: number }

/** What is counted of a segment (`inside`) and of everybody else (`outside`). */
export type Split = { inside: Part; outside: Part }

/** The risk that anything at all is called special although nothing is: 1 %. */
export const FAMILY_ERROR = 0.01

/**
 * How likely so large a difference, or a larger one, would be if the segment were drawn by lot: Fisher's exact test,
 * both sides (twice the smaller tail of the hypergeometric distribution, 1 at most). It is exact for any counts, small
 * ones too, and its sums are short: the terms of a tail fall off as soon as they leave the middle.
 */
export function chanceOf({ inside, outside }: Split): number {
  const drawn = inside.known
  const all = drawn + outside.known
  const having = inside.having + outside.having
  if (drawn === 0 || drawn === all || having === 0 || having === all) return 1
  const first = Math.exp(
    lnChoose(having, inside.having) + lnChoose(all - having, drawn - inside.having) - lnChoose(all, drawn),
  )
  const up = inside.having * all >= drawn * having
  let sum = first
  let term = first
  for (let x = inside.having; ; x += up ? 1 : -1) {
    term *= up
      ? ((having - x) * (drawn - x)) / ((x + 1) * (all - having - drawn + x + 1))
      : (x * (all - having - drawn + x)) / ((having - x + 1) * (drawn - x + 1))
    sum += term
    if (term <= sum * 1e-16) return Math.min(1, 2 * sum)
  }
}

/**
 * Which of many comparisons are surely no chance, so that the risk of naming even one that is chance stays under 1 %,
 * however the comparisons hang together (Holm 1979, "A simple sequentially rejective multiple test procedure"): the
 * smallest chance of m is held against 1 % / m, the next against 1 % / (m − 1), and so on up to the first that fails.
 */
export function findSure<T extends { chance: number }>(compared: readonly T[]): T[] {
  const sorted = [...compared].sort((a, b) => a.chance - b.chance)
  const end = sorted.findIndex(({ chance }, i) => chance > FAMILY_ERROR / (sorted.length - i))
  return end === -1 ? sorted : sorted.slice(0, end)
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

function lnChoose(n: number, k: number): number {
  return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k)
}

const EXACT = 256
const small: number[] = [0]
for (let n = 1; n < EXACT; n++) small.push((small[n - 1] ?? 0) + Math.log(n))

/** Exact sums for small numbers, Stirling's series for others: its first term left out is below 1e-15 there. */
function lnFactorial(n: number): number {
  const known = small[n]
  if (known !== undefined) return known
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3)
}
