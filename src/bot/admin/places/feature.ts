import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { isPlace } from '../../../audience/geography.js'
import { createPlace, deletePlace, findPlaceById, PLACE_NAME_LENGTH } from '../../../audience/place.js'
import { type City, citiesWritten, cityWords, oneCity, whereWords } from '../../../audience/town.js'
import type { Db } from '../../../db/open.js'
import { AppError } from '../../../errors.js'
import { checkUnused } from '../../../segments/reference.js'
import { count, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { type Card, key, moveCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { ask, type Topics, topic } from '../ask.js'
import { presses } from './addresses.js'
import { cityBy, placeCard, placesCard } from './card.js'

const WHERE = 'place_where'
const NAME = 'place_name'
const MOST_CITIES = 6
const DEGREE = 100_000

const cardPlace = z.object({ chat: z.int(), message: z.int() })
const nameArgs = z.object({ place: cardPlace, lat: z.number(), lon: z.number() })

/** Settings → Places: what conditions can measure a distance from, beside cities. */
export function placesFeature({ db }: { db: Db }): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onPress(composer, presses.list, (ctx, { page }) => showCard(ctx, placesCard(db, ctx, page)))
  onPress(composer, presses.open, async (ctx, { id }) => {
    const place = findPlaceById(db, id)
    await showCard(ctx, place === null ? placesCard(db, ctx, 0) : placeCard(db, ctx, place))
  })

  onPress(composer, presses.add, async ctx => {
    const { placeCards: t } = texts(ctx.language)
    await ask(ctx, WHERE, { place: await showCard(ctx, { text: t.asked(), keyboard: back(ctx) }) })
  })
  onPress(composer, presses.at, async (ctx, numbers) => {
    const at = { lat: numbers.lat / DEGREE, lon: numbers.lon / DEGREE }
    if (!isPlace(at.lat, at.lon)) throw new AppError('place_invalid')
    await ask(ctx, NAME, { place: await showCard(ctx, nameCard(ctx, at, cityBy(at, ctx.language))), ...at })
  })

  onPress(composer, presses.askRemove, async (ctx, { id }) => {
    const { admin, placeCards: t } = texts(ctx.language)
    const place = findPlaceById(db, id)
    if (place === null) return gone(ctx)
    checkUnused(db, { kind: 'place', name: place.name })
    await showCard(ctx, {
      text: t.removeAsked(place.name),
      keyboard: [[key(admin.back, presses.open, { id }), key(t.removeYes, presses.remove, { id })]],
    })
  })
  onPress(composer, presses.remove, async (ctx, { id }) => {
    const removed = await ctx.deed(z.string().nullable(), () => {
      const place = findPlaceById(db, id)
      if (place === null) return null
      checkUnused(db, { kind: 'place', name: place.name })
      deletePlace(db, id)
      return place.name
    })
    if (removed === null) return gone(ctx)
    await showCard(ctx, placesCard(db, ctx, 0, texts(ctx.language).placeCards.removed(removed)))
  })

  async function gone(ctx: BotContext): Promise<void> {
    await stopClock(ctx, texts(ctx.language).placeCards.gone)
    await showCard(ctx, placesCard(db, ctx, 0))
  }

  return composer
}

/** Where a place is (a location, a venue, a city by its name), and then what it is called. */
export function placesTopics({ db }: { db: Db }): Topics {
  return {
    [WHERE]: topic(z.object({ place: cardPlace }), async (ctx, { place }, message) => {
      const t = texts(ctx.language).placeCards
      const cities = citiesIn(message)
      const at = whereIn(message) ?? onlyOne(message, cities)
      if (at !== null) {
        if (!isPlace(at.lat, at.lon)) throw new AppError('place_invalid')
        const proposed = message.venue?.title ?? message.text?.trim() ?? cityBy(at, ctx.language)
        const named = await moveCard(ctx, nameCard(ctx, at, proposed), place)
        return { topic: NAME, args: { place: named, lat: at.lat, lon: at.lon } }
      }
      if (cities.length > 0) {
        const asked = await moveCard(ctx, citiesCard(ctx, message.text ?? '', cities), place)
        return { topic: WHERE, args: { place: asked } }
      }
      const words = message.text?.trim() ?? ''
      await ctx.reply(words === '' ? t.unreadable : t.cityUnknown(shorten(words, PLACE_NAME_LENGTH)))
      return 'again'
    }),
    [NAME]: topic(nameArgs, async (ctx, { place, lat, lon }, message) => {
      const named = { name: message.text ?? '', lat, lon, createdBy: ctx.from?.id ?? 0 }
      const id = await ctx.deed(z.int(), () => createPlace(db, named, ctx.at).id)
      const made = findPlaceById(db, id)
      if (made === null) throw new AppError('deed_done')
      await moveCard(ctx, placeCard(db, ctx, made, texts(ctx.language).placeCards.added(made.name)), place)
      return 'done'
    }),
  }
}

/** Shows the list where the button was pressed. */
export async function openPlaces({ db }: { db: Db }, ctx: BotContext): Promise<void> {
  await showCard(ctx, placesCard(db, ctx, 0))
}

function whereIn({ location }: Message): { lat: number; lon: number } | null {
  return location === undefined ? null : { lat: location.latitude, lon: location.longitude }
}

function citiesIn({ text }: Message): City[] {
  return text === undefined ? [] : citiesWritten(text.trim())
}

/** The city that is meant without a doubt. */
function onlyOne({ text }: Message, cities: readonly City[]): City | null {
  return cities.length === 0 ? null : oneCity(text?.trim() ?? '')
}

function nameCard(ctx: BotContext, at: { lat: number; lon: number }, proposed: string | null): Card {
  return {
    text: texts(ctx.language).placeCards.nameAsked(cityBy(at, ctx.language), PLACE_NAME_LENGTH, proposed),
    keyboard: back(ctx),
  }
}

/** The biggest cities of one name, to choose from. */
function citiesCard(ctx: BotContext, name: string, cities: readonly City[]): Card {
  const { placeCards: t } = texts(ctx.language)
  const number = (degrees: number) => Math.round(degrees * DEGREE)
  const people = (n: number) => (n === 0 ? '' : count(n, ctx.language))
  return {
    text: t.whichCity(shorten(name.trim(), PLACE_NAME_LENGTH)),
    keyboard: [
      ...cities.slice(0, MOST_CITIES).map(city => [
        key(
          t.cityKey(cityWords(city.name, ctx.language), whereWords(city, ctx.language), people(city.population)),
          presses.at,
          {
            lat: number(city.lat),
            lon: number(city.lon),
          },
        ),
      ]),
      ...back(ctx),
    ],
  }
}

function back(ctx: BotContext): Card['keyboard'] {
  return [[key(texts(ctx.language).admin.back, presses.list, { page: 0 })]]
}
