/**
 * Steps of Ben Hunt's ladder: 1 no problem, 2 has the problem, 3 knows solutions, 4 knows our product, 5 ready to buy.
 * Without evidence a person stands on none of them: that is unknown, never the first step.
 */
export const RUNGS = [1, 2, 3, 4, 5] as const

/** A step of the ladder. */
export type Rung = (typeof RUNGS)[number]

/** Names that an admin gave the steps, the first first; null where the usual name stands. */
export type RungNames = readonly [string | null, string | null, string | null, string | null, string | null]

/** Is this number a step of the ladder? */
export function isRung(n: number): n is Rung {
  return n >= 1 && n <= 5 && Number.isInteger(n)
}
