import { nearestCity } from '../../../audience/place/geography.js'
import { cityWords, keptName } from '../../../audience/place/town.js'
import { deletePlace, findPlaceById } from '../../../audience/place.js'
import { describeCriterion } from '../../../segments/describe.js'
import { checkUnused } from '../../../segments/reference.js'
import { createVocabulary } from '../../../segments/vocabulary.js'
import type { Language } from '../../../text/format.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { deed, type Entry, type Go, go, saying, screen } from '../../screen.js'
import { places } from './addresses.js'

/** How far the example goes, km. */
const NEAR_KM = 25

/** One place, how a condition names it, and the way to remove it. */
export const onePlaces: Entry[] = [
  screen(places.open, ({ db, language, t: { admin, placeCards: t } }, { id }) => {
    const place = findPlaceById(db, id)
    if (place === null) return go(places.list, { page: 0 })
    const { name, lat, lon } = place
    const near = { leaf: 'near', km: NEAR_KM, place: { name, lat, lon } } as const
    return {
      text: t.card(name, cityBy(place, language), describeCriterion(near, language, createVocabulary(db))),
      keyboard: [
        [
          { label: t.map, url: `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=14/${lat}/${lon}` },
          key(t.remove, places.askRemove, { id }),
        ],
        [key(admin.back, places.list, { page: 0 })],
      ],
    }
  }),

  screen(places.askRemove, (here, { id }) => {
    const { admin, placeCards: t } = here.t
    const place = findPlaceById(here.db, id)
    if (place === null) return gone(here)
    checkUnused(here.db, { kind: 'place', name: place.name })
    return {
      text: t.removeAsked(place.name),
      keyboard: [[key(admin.back, places.open, { id }), key(t.removeYes, places.remove, { id })]],
    }
  }),

  deed(places.remove, (here, { id }) => {
    const place = findPlaceById(here.db, id)
    if (place === null) return gone(here)
    checkUnused(here.db, { kind: 'place', name: place.name })
    deletePlace(here.db, id)
    return go(places.list, { page: 0 }, here.t.placeCards.removed(place.name))
  }),
]

function gone({ t }: Here): Go {
  return saying(go(places.list, { page: 0 }), t.placeCards.gone)
}

/** The town it is in or by; null far from every one. */
export function cityBy({ lat, lon }: { lat: number; lon: number }, language: Language): string | null {
  const city = nearestCity(lat, lon)
  return city === null ? null : cityWords(keptName(city), language)
}
