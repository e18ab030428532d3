import { borders } from '@rapideditor/country-coder'
import { z } from 'zod'
import { bandOf, type Edge, sideOf } from './border.js'

/** Edges by their band. */
export type Borders = ReadonlyMap<number, readonly Edge[]>

const shape = z.object({
  properties: z.object({ id: z.string(), iso1A2: z.string().optional(), groups: z.array(z.string()) }),
  geometry: z.object({ coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))) }).nullable(),
})
/** Two letters that are no country's. */
const UNIONS = new Set(['EU', 'UN'])
/** GeoNames' points are so far off at the most, degrees (3 km). */
const SLIP = 0.027

/** The borders of the world. A side goes by its ISO code, or by that of the country it belongs to. */
export function readBorders(): Borders {
  const bands = new Map<number, Edge[]>()
  for (const feature of borders.features) {
    const { properties, geometry } = shape.parse(feature)
    const { id, iso1A2, groups } = properties
    const side = iso1A2 ?? groups.find(group => /^[A-Z]{2}$/.test(group) && !UNIONS.has(group)) ?? id
    for (const ring of geometry?.coordinates.flat() ?? []) {
      for (const [i, [lon1, lat1]] of ring.entries()) {
        const [lon2, lat2] = ring[i + 1] ?? ring[0] ?? [lon1, lat1]
        const [first, last] = [bandOf(Math.min(lat1, lat2)), bandOf(Math.max(lat1, lat2))]
        for (let band = first; band <= last; band++) {
          const edges = bands.get(band) ?? []
          bands.set(band, edges)
          edges.push({ side, lat1, lon1, lat2, lon2 })
        }
      }
    }
  }
  return bands
}

/** The side of a town: its own country's also where its point lies just across the border. */
export function sideOfTown(borders: Borders, town: { country: string; lat: number; lon: number }): string | null {
  const at = (lat: number, lon: number) => sideOf(borders.get(bandOf(lat)) ?? [], lat, lon)
  const { country, lat, lon } = town
  const side = at(lat, lon)
  if (side === country) return side
  const around = [-1, -0.5, 0, 0.5, 1].flatMap(dy => [-1, -0.5, 0, 0.5, 1].map(dx => [dy * SLIP, dx * SLIP] as const))
  return around.some(([dy, dx]) => at(lat + dy, lon + dx / Math.cos((lat * Math.PI) / 180)) === country)
    ? country
    : side
}
