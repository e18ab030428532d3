import fc from 'fast-check'
import type { Near } from '../../../../src/segments/kinds/more/near.js'
import { NOBODY, near } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { RIGA } from '../../eight.js'
import { isNear } from '../../reading/person.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Near>('near', {
  table: [
    [
      'within 25 km',
      near(25, RIGA.lat, RIGA.lon),
      'ann',
      'within 25 km of "a place" (56.9496, 24.1052)',
      'в радиусе 25 км от "a place" (56.9496, 24.1052)',
    ],
    [
      'within 300 km',
      near(300, RIGA.lat, RIGA.lon),
      'ann cat',
      'within 300 km of "a place" (56.9496, 24.1052)',
      'в радиусе 300 км от "a place" (56.9496, 24.1052)',
    ],
    [
      'not within 300 km',
      { not: near(300, RIGA.lat, RIGA.lon) },
      'bob dan eve finn gus hana',
      'not within 300 km of "a place" (56.9496, 24.1052) (or unknown)',
      'не в радиусе 300 км от "a place" (56.9496, 24.1052) (или неизвестно)',
    ],
    [
      'across the date line, from the west',
      near(25, 10, 180),
      'finn gus',
      'within 25 km of "a place" (10, 180)',
      'в радиусе 25 км от "a place" (10, 180)',
    ],
    [
      'across the date line, from the east',
      near(25, 10, -180),
      'finn gus',
      'within 25 km of "a place" (10, -180)',
      'в радиусе 25 км от "a place" (10, -180)',
    ],
    [
      'not across the date line',
      near(12, 10, 179.9),
      'finn',
      'within 12 km of "a place" (10, 179.9)',
      'в радиусе 12 км от "a place" (10, 179.9)',
    ],
    [
      'around the pole',
      near(20, 90, 0),
      'eve',
      'within 20 km of "a place" (90, 0)',
      'в радиусе 20 км от "a place" (90, 0)',
    ],
    [
      'across the pole',
      near(20, 89.95, -170),
      'eve',
      'within 20 km of "a place" (89.95, -170)',
      'в радиусе 20 км от "a place" (89.95, -170)',
    ],
    [
      'not far enough across the pole',
      near(15, 89.95, -170),
      NOBODY,
      'within 15 km of "a place" (89.95, -170)',
      'в радиусе 15 км от "a place" (89.95, -170)',
    ],
    [
      'around the whole earth',
      near(20_000, RIGA.lat, RIGA.lon),
      'ann cat eve finn gus',
      'within 20000 km of "a place" (56.9496, 24.1052)',
      'в радиусе 20000 км от "a place" (56.9496, 24.1052)',
    ],
  ],
  holds: isNear,
  asked: fc.record({
    ...{ leaf: fc.constant('near' as const), km: fc.constantFrom(1, 12, 25, 300, 5_000, 19_000) },
    place: fc.record({
      name: fc.constant('x'),
      lat: fc.constantFrom(...small.LATITUDES),
      lon: fc.constantFrom(...small.LONGITUDES),
    }),
  }),
  weight: 2,
  any: wide.leafOf('near', fc.record({ km: fc.double({ min: 0.001, max: 20_000, noNaN: true }), place: wide.place })),
})
