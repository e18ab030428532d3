import { listPlaces } from '../../../../../audience/place.js'
import { findSegment, listSegments } from '../../../../../segments/segment.js'
import { createVocabulary } from '../../../../../segments/vocabulary.js'
import { shorten } from '../../../../../text/format.js'
import { parseNumber } from '../../../../../text/number.js'
import { again, go } from '../../../../screen.js'
import { builder } from '../addresses.js'
import { readRest, readWords } from './rest.js'
import { type At, question, SIZE, type Slot, said } from './slot.js'

const LABEL = 40
/** A place's name is at most so long. */
export const PLACE_NAME = 64
/** Degrees in a button's data are whole millionths, which is 11 cm. */
const MILLION = 1_000_000
const DISTANCES = [1, 5, 10, 25, 50, 100] as const
/** Hundredths of a percent. */
const SHARES = [100, 500, 1_000, 2_000, 2_500, 3_333, 5_000] as const

/** Around which place: a town that is typed, one of the admins' own places, or a location that is sent and named. */
export const placeSlot: Slot = {
  show({ here }, page) {
    const { places, total } = listPlaces(here.db, { offset: page * SIZE, limit: SIZE })
    return {
      asked: here.t.segmentCards.askPlace,
      options: places.map(({ id, name }) => ({ label: shorten(name, LABEL), value: id })),
      total,
    }
  },
  choose(at, value) {
    const row = at.here.db
      .sql<{ name: string; lat: number; lon: number }>('select name, lat, lon from places where id = ?')
      .get(value)
    return row === undefined ? null : said(at, 'place', row)
  },
  typed(at, { text, message: { location } }) {
    if (location !== undefined) {
      const { sketch, part } = at
      const spot = { lat: toSpot(location.latitude), lon: toSpot(location.longitude) }
      return go(builder.spot, { sketch: sketch.number, id: part.id, ...spot })
    }
    const find = (name: string) => {
      const place = createVocabulary(at.here.db).findPlace(name)
      return place === null ? again(at.here.t.segmentCards.noPlace) : said(at, 'place', place)
    }
    return readWords(at, text, find, PLACE_NAME)
  },
}

function toSpot(degrees: number): number {
  return Math.round(degrees * MILLION)
}

/** Degrees of a location that waits for its name. @param millionths of them */
export function fromSpot(millionths: number): number {
  return millionths / MILLION
}

/** How far from the place. */
export const kmSlot: Slot = {
  show: ({ here }) => {
    const { segmentCards: words } = here.t
    return { asked: words.askKm, options: DISTANCES.map(km => ({ label: words.km(km), value: km })) }
  },
  choose: (at, value) => said(at, 'km', value),
  typed(at, { text }) {
    const { kmInvalid } = at.here.t.segmentCards
    const km = Number(text.replace(/[^\d.,]/gu, '').replace(',', '.'))
    return (km > 0 && km <= 20_000 ? said(at, 'km', km) : null) ?? again(kmInvalid)
  },
  hint: 'number',
}

/** How large a share of everyone. */
export const shareSlot: Slot = {
  show: ({ here }) => {
    const { segmentCards: words, segments } = here.t
    return {
      asked: words.askShare,
      options: SHARES.map(share => ({ label: segments.random(String(share / 100)), value: share })),
    }
  },
  choose: (at, value) => said(at, 'share', value),
  typed: (at, { text }) =>
    readRest(at, 'random ', `${text.replace('%', '').trim()}%`, read =>
      read.leaf === 'random' && read.share !== undefined ? said(at, 'share', read.share) : null,
    ),
  hint: 'number',
}

/** Shares to press, in hundredths of a percent, and numbers of people: these begin in buttons behind all shares. */
const PARTS = [100, 500, 1_000, 2_000, 2_500, 5_000] as const
const PEOPLE = [100, 500, 1_000] as const
const BEHIND_SHARES = 10_000

/** How large a part of people, or how many of them. */
export const partSlot: Slot = {
  show(at) {
    const { segmentCards: words } = at.here.t
    const options = [
      ...PARTS.map(share => ({ label: `${share / 100}%`, value: share })),
      ...PEOPLE.map(n => ({ label: words.somePeople(n), value: BEHIND_SHARES + n })),
    ]
    return {
      asked: question(at, 'part', words.askPart),
      options: options.filter(({ value }) => partOf(at, value) !== null),
    }
  },
  choose: (at, value) => partOf(at, value),
  typed(at, { text }) {
    const typed = parseNumber(text.replace('%', '').trim())
    const number = typed.kind === 'number' ? typed.value : typed.kind === 'either' ? typed.thousands : Number.NaN
    const part = text.includes('%') ? { share: Math.round(number * 100) } : { people: number }
    return (Number.isFinite(number) ? said(at, 'part', part) : null) ?? again(at.here.t.segmentCards.partInvalid)
  },
  hint: 'number',
}

function partOf(at: At, value: number) {
  return said(at, 'part', value > BEHIND_SHARES ? { people: value - BEHIND_SHARES } : { share: value })
}

/** The sample's name: each name is a draw of its own. */
export const sampleSlot: Slot = {
  show: ({ here }) => ({ asked: here.t.segmentCards.askSample, options: [] }),
  typed: (at, { text }) => readWords(at, text, words => said(at, 'sample', words)),
}

/** In which other segment. */
export const segmentSlot: Slot = {
  show({ here, sketch }: At, page) {
    const { segmentCards: words } = here.t
    const { segments, total } = listSegments(here.db, { offset: page * SIZE, limit: SIZE })
    return {
      asked: total === 0 ? words.noSegments : words.askSegment,
      options: segments
        .filter(({ id }) => id !== sketch.segmentId)
        .map(({ id, name }) => ({ label: shorten(name, LABEL), value: id })),
      total,
    }
  },
  choose: (at, value) => (findSegment(at.here.db, value) === null ? null : said(at, 'segment', value)),
  typed: (at, { text }) =>
    readRest(at, 'in segment ', `"${text.replaceAll('"', '""')}"`, leaf =>
      leaf.leaf === 'segment' ? said(at, 'segment', leaf.segment) : null,
    ),
  hint: 'words',
}
