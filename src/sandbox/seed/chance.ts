/** Chance that falls the same way for the same seed: two runs fill two databases alike. */
export type Chance = {
  /** A number in [0, 1). */
  share(): number
  /** A whole number in [0, below). */
  below(below: number): number
  /** True in `share` of the cases. */
  in(share: number): boolean
  /** A place in a list whose first ones come up most, as cities and products do: the n-th about 1/n as often. */
  favourite(of: number): number
}

/** Opens the chance of a seed (any whole number); mulberry32, whose 2³² states are enough for a crowd. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    share,
    below: below => Math.floor(share() * below),
    in: part => share() < part,
    favourite: of => Math.min(of - 1, Math.floor((of + 1) ** share()) - 1),
  }
}
