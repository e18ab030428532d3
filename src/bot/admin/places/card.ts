import { nearestCity } from '../../../audience/geography.js'
import { listPlaces, type Place } from '../../../audience/place.js'
import { cityWords, keptName } from '../../../audience/town.js'
import type { Db } from '../../../db/open.js'
import { describeCriterion } from '../../../segments/describe.js'
import { createVocabulary } from '../../../segments/vocabulary.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { type Card, key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { pageRow } from '../page.js'
import { toGroup } from '../settings/addresses.js'
import { presses } from './addresses.js'

const SIZE = 8
const LABEL = 18
/** How far the example goes, km. */
const NEAR_KM = 25

/** All places by name, a page at a time. @param note what has just been done */
export function placesCard(db: Db, ctx: BotContext, wanted: number, note: Piece | null = null): Card {
  const { admin, placeCards: t } = texts(ctx.language)
  const { total } = listPlaces(db, { offset: 0, limit: 1 })
  const page = Math.max(0, Math.min(wanted, Math.ceil(total / SIZE) - 1))
  const { places } = listPlaces(db, { offset: page * SIZE, limit: SIZE })
  return {
    text: lines([
      ...(note === null ? [] : [note, '']),
      t.title(total),
      ...(total === 0 ? [] : ['', ...places.map(place => t.row(place.name, cityBy(place, ctx.language)))]),
    ]),
    keyboard: [
      ...pairs(places.map(({ id, name }) => key(shorten(name, LABEL), presses.open, { id }))),
      ...pageRow(presses.list, { page, size: SIZE, total }),
      [key(t.add, presses.add, {})],
      [toGroup(admin.back, 'shop')],
    ],
  }
}

/** One place, and how a condition names it. @param note what has just been done */
export function placeCard(db: Db, ctx: BotContext, place: Place, note: Piece | null = null): Card {
  const { admin, placeCards: t } = texts(ctx.language)
  const { id, name, lat, lon } = place
  const near = { leaf: 'near', km: NEAR_KM, place: { name, lat, lon } } as const
  const phrase = describeCriterion(near, ctx.language, createVocabulary(db))
  return {
    text: lines([...(note === null ? [] : [note, '']), t.card(name, cityBy(place, ctx.language), phrase)]),
    keyboard: [
      [
        { label: t.map, url: `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=14/${lat}/${lon}` },
        key(t.remove, presses.askRemove, { id }),
      ],
      [key(admin.back, presses.list, { page: 0 })],
    ],
  }
}

/** The town it is in or by; null far from every one. */
export function cityBy({ lat, lon }: { lat: number; lon: number }, language: Language): string | null {
  const city = nearestCity(lat, lon)
  return city === null ? null : cityWords(keptName(city), language)
}
