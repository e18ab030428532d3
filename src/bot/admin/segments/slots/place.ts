import { z } from 'zod'
import { createPlace, listPlaces } from '../../../../audience/place.js'
import { findSegment, listSegments } from '../../../../segments/segment.js'
import { createVocabulary } from '../../../../segments/vocabulary.js'
import { shorten } from '../../../../text/format.js'
import { texts } from '../../../../text/index.js'
import { adminOf } from '../deps.js'
import { readRest, readWords } from '../rest.js'
import { type At, SIZE, type Slot, said } from '../slot.js'

const LABEL = 40
const madeSchema = z.object({ name: z.string(), lat: z.number(), lon: z.number() })
const DISTANCES = [1, 5, 10, 25, 50, 100] as const
/** Hundredths of a percent. */
const SHARES = [100, 500, 1_000, 2_000, 2_500, 3_333, 5_000] as const

/** Around which place: a town that is typed, one of the admins' own places, or a location that is sent and named. */
export const placeSlot: Slot = {
  show({ deps, ctx }, page) {
    const { places, total } = listPlaces(deps.db, { offset: page * SIZE, limit: SIZE })
    return {
      asked: texts(ctx.language).segmentCards.askPlace,
      options: places.map(({ id, name }) => ({ label: shorten(name, LABEL), value: id })),
      total,
    }
  },
  choose(at, value) {
    const row = at.deps.db
      .sql<{ name: string; lat: number; lon: number }>('select name, lat, lon from places where id = ?')
      .get(value)
    return row === undefined ? null : said(at, 'place', row)
  },
  async typed(at, message) {
    const { deps, ctx } = at
    if (message.location !== undefined) {
      const { latitude: lat, longitude: lon } = message.location
      return { next: 'placeName', spot: { lat, lon } }
    }
    const typed = await readWords(at, message, 64)
    if (typed === null) return null
    const place = createVocabulary(deps.db).findPlace(typed)
    if (place !== null) return said(at, 'place', place)
    await ctx.reply(texts(ctx.language).segmentCards.noPlace)
    return null
  },
}

/** What the location that was sent is called. */
export const placeNameSlot: Slot = {
  show: ({ ctx }) => ({ asked: texts(ctx.language).segmentCards.askPlaceName, options: [] }),
  async typed(at, message) {
    const { deps, ctx, sketch } = at
    const { spot } = sketch.asked
    const name = await readWords(at, message, 64)
    if (name === null || spot === null) return null
    const place = await ctx.deed(madeSchema, () =>
      createPlace(deps.db, { name, ...spot, createdBy: adminOf(ctx) }, ctx.at),
    )
    return said(at, 'place', place)
  },
}

/** How far from the place. */
export const kmSlot: Slot = {
  show: ({ ctx }) => {
    const { segmentCards: words } = texts(ctx.language)
    return { asked: words.askKm, options: DISTANCES.map(km => ({ label: words.km(km), value: km })) }
  },
  choose: (at, value) => said(at, 'km', value),
  async typed(at, message) {
    const km = Number((message.text ?? '').replace(/[^\d.,]/gu, '').replace(',', '.'))
    if (km > 0 && km <= 20_000) return said(at, 'km', km)
    await at.ctx.reply(texts(at.ctx.language).segmentCards.kmInvalid)
    return null
  },
}

/** How large a share of everyone. */
export const shareSlot: Slot = {
  show: ({ ctx }) => {
    const { segmentCards: words, segments } = texts(ctx.language)
    return {
      asked: words.askShare,
      options: SHARES.map(share => ({ label: segments.random(String(share / 100)), value: share })),
    }
  },
  choose: (at, value) => said(at, 'share', value),
  async typed(at, message) {
    const percent = `${(message.text ?? '').replace('%', '').trim()}%`
    const read = await readRest(at, 'random ', { ...message, text: percent })
    return read?.leaf === 'random' ? said(at, 'share', read.share) : null
  },
}

/** The sample's name: each name is a draw of its own. */
export const sampleSlot: Slot = {
  show: ({ ctx }) => ({ asked: texts(ctx.language).segmentCards.askSample, options: [] }),
  async typed(at, message) {
    const sample = await readWords(at, message)
    return sample === null ? null : said(at, 'sample', sample)
  },
}

/** In which other segment. */
export const segmentSlot: Slot = {
  show({ deps, ctx, sketch }: At, page) {
    const { segmentCards: words } = texts(ctx.language)
    const { segments, total } = listSegments(deps.db, { offset: page * SIZE, limit: SIZE })
    return {
      asked: total === 0 ? words.noSegments : words.askSegment,
      options: segments
        .filter(({ id }) => id !== sketch.segmentId)
        .map(({ id, name }) => ({ label: shorten(name, LABEL), value: id })),
      total,
    }
  },
  choose: (at, value) => (findSegment(at.deps.db, value) === null ? null : said(at, 'segment', value)),
  async typed(at, message) {
    const name = (message.text ?? '').trim().replaceAll('"', '""')
    const leaf = await readRest(at, 'in segment ', { ...message, text: `"${name}"` })
    return leaf?.leaf === 'segment' ? leaf : null
  },
}
