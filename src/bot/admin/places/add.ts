import type { Message } from 'grammy/types'
import { isPlace } from '../../../audience/place/geography.js'
import { type City, citiesWritten, cityWords, oneCity, whereWords } from '../../../audience/place/town.js'
import { createPlace, PLACE_NAME_LENGTH } from '../../../audience/place.js'
import { AppError } from '../../../errors.js'
import { count, shorten } from '../../../text/format.js'
import { ALONE, type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Again, again, type Entry, type Go, go, screen, takes, withMemo, words } from '../../screen.js'
import { places } from './addresses.js'
import { cityBy } from './place.js'

const MOST_CITIES = 6
const DEGREE = 100_000

/** Where a place is: a location, a venue, or a city by its name. Nothing is written before it has a name. */
const where = takes({
  look: (here, { said: { message } }) => whereTo(here, message),
  do: () => go(places.list, { page: 0 }),
})

/** A new place: where it is, then what it is called. */
export const addPlaces: Entry[] = [
  screen(places.add, here => ({ text: here.t.placeCards.asked(), keyboard: back(here) }), { words: where }),

  screen(
    places.which,
    (here, _, __, memo) => {
      const { placeCards: t } = here.t
      const name = memo ?? ''
      return {
        text: t.whichCity(shorten(name, PLACE_NAME_LENGTH)),
        keyboard: [
          ...citiesWritten(name)
            .slice(0, MOST_CITIES)
            .map(city => [key(cityLabel(here, city), places.at, numbersOf(city))]),
          ...back(here),
        ],
      }
    },
    { words: where },
  ),

  screen(
    places.at,
    (here, numbers, _, memo) => {
      const at = pointOf(numbers)
      if (!isPlace(at.lat, at.lon)) throw new AppError('place_invalid')
      const city = cityBy(at, here.language)
      return { text: here.t.placeCards.nameAsked(city, PLACE_NAME_LENGTH, memo ?? city), keyboard: back(here) }
    },
    {
      words: words(
        (here, numbers, { text }) => {
          const { id, name } = createPlace(here.db, { name: text, ...pointOf(numbers), createdBy: here.me }, here.at)
          return go(places.open, { id }, here.t.placeCards.added(name))
        },
        here => here.t.asked.placeName,
      ),
    },
  ),
]

function whereTo({ language, t: { placeCards: t } }: Here, message: Message): Go | Again {
  const written = message.text?.trim() ?? ''
  const cities = written === '' ? [] : citiesWritten(written)
  const at = pointIn(message) ?? (cities.length === 0 ? null : oneCity(written))
  if (at !== null) {
    if (!isPlace(at.lat, at.lon)) throw new AppError('place_invalid')
    const led = go(places.at, numbersOf(at))
    const proposed = message.venue?.title ?? (written === '' ? cityBy(at, language) : written)
    return proposed === null ? led : withMemo(led, proposed)
  }
  if (cities.length > 0) return withMemo(go(places.which, {}), written)
  return again(written === '' ? t.unreadable : t.cityUnknown(shorten(written, PLACE_NAME_LENGTH)))
}

/** A town and where it is; with its people where there is room for them. */
function cityLabel({ language, t: { placeCards: t } }: Here, city: City): string {
  const say = (people: string) => t.cityKey(cityWords(city.name, language), whereWords(city, language), people)
  const whole = say(city.population === 0 ? '' : count(city.population, language))
  return whole.length <= ALONE ? whole : shorten(say(''), ALONE)
}

function pointIn({ location }: Message): { lat: number; lon: number } | null {
  return location === undefined ? null : { lat: location.latitude, lon: location.longitude }
}

function numbersOf({ lat, lon }: Pick<City, 'lat' | 'lon'>): { lat: number; lon: number } {
  return { lat: Math.round(lat * DEGREE), lon: Math.round(lon * DEGREE) }
}

function pointOf({ lat, lon }: { lat: number; lon: number }): { lat: number; lon: number } {
  return { lat: lat / DEGREE, lon: lon / DEGREE }
}

function back({ t }: Here): Key[][] {
  return [[key(t.admin.back, places.list, { page: 0 })]]
}
