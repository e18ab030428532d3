/** A piece of the border of a side, between two points, or the part of it that lies in one band of latitude. */
export type Edge = { side: string; lat1: number; lon1: number; lat2: number; lon2: number }

/** Degrees of latitude in a band: borders are looked at in the band of a point only. */
const BAND = 0.5

/** The band that a latitude lies in. */
export function bandOf(lat: number): number {
  return Math.floor(lat / BAND)
}

/**
 * On whose side of the borders a point lies: the side whose border is crossed an odd number of times on the way east.
 * @param edges all of the point's band
 * @returns null on the high sea
 */
export function sideOf(edges: readonly Edge[], lat: number, lon: number): string | null {
  const inside = new Set<string>()
  for (const { side, lat1, lon1, lat2, lon2 } of edges) {
    if (lat1 <= lat === lat2 <= lat) continue
    if (lon1 + ((lat - lat1) * (lon2 - lon1)) / (lat2 - lat1) <= lon) continue
    if (!inside.delete(side)) inside.add(side)
  }
  return inside.values().next().value ?? null
}
