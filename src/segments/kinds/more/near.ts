import { z } from 'zod'
import { fold } from '../../../text/fold.js'
import { writeNumber } from '../../../text/number.js'
import { all, type Sql, sql } from '../../compile/sql.js'
import { textSchema } from '../../parts.js'
import { type Phrasing, quoted } from '../../phrase.js'
import { begunBy, type Candidate } from '../../read/candidate.js'
import { type Cursor, fail, peek, see, seeAhead, take, takeSign } from '../../read/cursor.js'
import { kept } from '../../read/fields/field.js'
import { JOINTS, phrasesOf } from '../../read/lexicon.js'
import { namedAt } from '../../read/names/bare.js'
import { ownPlaceAt, placeLike } from '../../read/names/place.js'
import { readNumber } from '../../read/numbers/number.js'
import type { Token } from '../../read/tokens.js'
import { failAt, readName, type Written } from '../../read/value.js'
import { nominatives } from '../../read/words/inflect.js'
import type { Rule } from '../../rule.js'
import type { Place } from '../../vocabulary.js'
import { OR_UNKNOWN } from '../complement.js'
import type { Kind } from '../kind.js'
import { factOf } from '../person/known.js'

const schema = z.strictObject({
  leaf: z.literal('near'),
  km: z.number().positive().max(20_000),
  place: z.strictObject({ name: textSchema, lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
})

/** Within so many kilometres of a place. */
export type Near = z.infer<typeof schema>

const SAID = {
  en: (km: string, place: string) => `within ${km} km of ${place}`,
  ru: (km: string, place: string) => `в радиусе ${km} км от ${place}`,
}
const BEGINS = {
  near: {
    en: [
      ...['within', 'in a radius of', 'in radius', 'no farther than', 'not farther than', 'nearer than', 'closer than'],
      ...['less than', 'up to', 'not further than', 'no further than', 'within a radius of', 'live within', 'at most'],
      ...['inside', 'within about', 'within around', 'in the radius of', 'within radius', 'in a', 'not more than'],
      ...['no more than', 'live not further than', 'radius', 'under', 'within a distance of', 'at a distance of up to'],
      ...['lives within', 'living within', 'located within', 'max', 'maximum'],
    ],
    ru: [
      ...['в радиусе', 'в пределах', 'радиус', 'не дальше', 'не далее', 'ближе', 'ближе чем', 'не дальше чем', 'до'],
      ...['живут в радиусе', 'живут в пределах', 'рядом в радиусе', 'меньше', 'менее', 'в радиусе до'],
      ...['на расстоянии до', 'на расстоянии', 'не более', 'не больше', 'максимум', 'живут не дальше'],
      ...['живет в радиусе', 'в зоне', 'находятся в радиусе', 'радиусом', 'живут ближе', 'находятся не дальше'],
      ...['на удалении до', 'на удалении', 'не дальше чем в', 'не далее чем', 'примерно в', 'живут в', 'живет в'],
      ...['живущие в', 'проживают в', 'находятся в', 'живут не далее', 'проживают не дальше', 'живут до'],
    ],
  },
}
/** Behind these a distance is expected; the others may say anything. */
const RADIUS: ReadonlySet<string> = new Set(['radius', 'радиус', 'радиусе', 'радиусом'])
const FIRST_KM = 25
/** Asked where nobody says how far. */
const FAR = [5, 25, 50]

export const near: Kind<Near> = {
  name: 'near',
  schema,
  sql: leaf => nearSql(leaf),
  not: OR_UNKNOWN,
  refers: ({ place }) => [{ kind: 'place', name: place.name }],
  names: () => [],
  restsOnOrders: false,
  facts: () => [],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, () => readNear(c)).filter(({ to }) => {
      const ahead = to - c.at
      if (peek(c, ahead)?.kind === 'number') return seeAhead(c, ahead + 1, 'km') !== null
      return c.tokens.slice(c.at, to).some(({ text }) => RADIUS.has(text))
    }),
  bare: c => [...kmFirst(c), ...nearby(c)],
  say: ({ km, place }, phrasing) => SAID[phrasing.language](writeNumber(km), placePhrase(place, phrasing)),
  builder: {
    entries: [
      {
        ...{ name: 'near', number: 24, menu: 'more', label: { en: '📍 Near a place', ru: '📍 Рядом с местом' } },
        ...{ begins: null, asks: 'place' },
      },
    ],
    slots: {
      place: {
        says: (leaf, { name, lat, lon }) => ({ leaf: 'near', km: leaf?.km ?? FIRST_KM, place: { name, lat, lon } }),
        of: leaf => leaf.place,
      },
      km: {
        says: (leaf, km) => (leaf === null || !(km > 0 && km <= 20_000) ? null : { ...leaf, km }),
        of: leaf => leaf.km,
      },
    },
    shown: () => ['km', 'place'],
  },
}

const EARTH_KM = 6_371.0088
const DEGREE = Math.PI / 180
/** Degrees (a tenth of a millimetre) by which the box is larger, so that rounding cuts nobody off. */
const MARGIN = 1e-9

/**
 * People whose place is known and no farther than so many kilometres, by the great circle. A box around the circle
 * goes first, because an index can answer it.
 */
function nearSql({ km, place }: Near): Sql {
  const lat = place.lat * DEGREE
  const half = sql`pow(sin((radians(s.lat) - ${lat}) / 2), 2)
    + ${Math.cos(lat)} * cos(radians(s.lat)) * pow(sin((radians(s.lon) - ${place.lon * DEGREE}) / 2), 2)`
  const distance = sql`${2 * EARTH_KM} * asin(min(1.0, sqrt(${half})))`
  return all(sql`s.lat is not null`, sql`s.lon is not null`, boxSql(km, place), sql`${distance} <= ${km}`)
}

function boxSql(km: number, { lat, lon }: Near['place']): Sql {
  const reach = km / EARTH_KM / DEGREE + MARGIN
  const [south, north] = [lat - reach, lat + reach]
  const lats = sql`s.lat between ${south} and ${north}`
  // A circle around a pole crosses every meridian.
  if (south <= -90 || north >= 90) return lats
  const side = Math.asin(Math.min(1, Math.sin(reach * DEGREE) / Math.cos(lat * DEGREE))) / DEGREE + MARGIN
  const [west, east] = [lon - side, lon + side]
  if (west < -180) return sql`${lats} and (s.lon <= ${east} or s.lon >= ${west + 360})`
  if (east > 180) return sql`${lats} and (s.lon >= ${west} or s.lon <= ${east - 360})`
  return sql`${lats} and s.lon between ${west} and ${east}`
}
const MILES: ReadonlySet<string> = new Set(['miles', 'mile', 'mi', 'миль', 'мили', 'миля'])
const KM_OF_MILE = 1.609344

/** `within 25 km of "Riga"`; where its coordinates stand behind a place, it need not be known. */
function readNear(c: Cursor): Near {
  const said = readNumber(c, { kind: 'km' })
  const km = MILES.has(peek(c)?.text ?? '') ? Math.round(said * KM_OF_MILE * 10) / 10 : said
  if (km <= 0 || km > 20_000) {
    c.at--
    fail(c, { kind: 'km' })
  }
  if (take(c, 'km') === null) fail(c, { kind: 'km' }, phrasesOf(['km']))
  if (take(c, 'ofPlace') === null) fail(c, { kind: 'place' }, phrasesOf(['ofPlace']))
  const named = readName(c)
  if (named === null) return fail(c, { kind: 'place' })
  const written = withPlaceBehind(c, named)
  const coordinates = takeCoordinates(c)
  const place =
    coordinates === null
      ? (placeCalled(c, written.text) ?? failAt(c, written, { kind: 'place' }, placesLike(c, written.text)))
      : { name: written.text, ...coordinates }
  const { name, lat, lon } = place
  return { leaf: 'near', km, place: { name: kept(written.text, name), lat, lon } }
}

/** "10 km from Riga". */
function kmFirst(c: Cursor): Candidate[] {
  const far = see(c, 'over', 'atLeast')
  const lead = far ?? see(c, 'in', 'at', 'livesIn')
  const ahead = lead?.length ?? 0
  const km = peek(c, ahead)?.kind === 'number' ? seeAhead(c, ahead + 1, 'km') : null
  if (km === null || seeAhead(c, ahead + 1 + km.length, 'ofPlace') === null) return []
  return [{ to: c.at + ahead, sure: 'words', read: () => (far === null ? readNear(c) : fartherThan(readNear(c))) }]
}

/** Known where they are, and not that near. */
function fartherThan(leaf: Near): Rule {
  return { all: [factOf('place', true), { not: leaf }] }
}

/** "Near Riga": how far is asked. */
function nearby(c: Cursor): Candidate[] {
  const lead = see(c, 'nearby')
  if (lead === null) return []
  const ahead = lead.length + (seeAhead(c, lead.length, 'article')?.length ?? 0)
  const place: Cursor = { ...c, at: c.at + ahead }
  const found = ownPlaceAt(place) ?? namedAt(place, name => (isName(c, name) ? placeSought(c, name) : null))
  if (found === null) return []
  const { name, lat, lon } = found.value
  const leafOf = (km: number): Near => ({ leaf: 'near', km, place: { name, lat, lon } })
  // "Near Riga, 5 km".
  const inside: Cursor = { ...c, at: found.to }
  takeSign(inside, ',')
  take(inside, 'in', 'to', 'under', 'atMost')
  const far = peek(inside)
  const unit = far?.kind === 'number' ? seeAhead(inside, 1, 'km') : null
  if (far?.kind === 'number' && unit !== null && far.value > 0 && far.value <= 20_000) {
    const to = inside.at + 1 + unit.length
    return [
      {
        to,
        sure: 'words',
        read: () => {
          c.at = to
          return leafOf(far.value)
        },
      },
    ]
  }
  return FAR.map(km => ({ to: found.to, sure: 'words', read: () => leafOf(km) }))
}

/** No name of several words has one of the language. */
function isName(c: Cursor, name: string): boolean {
  const words = fold(name).split(' ')
  if (words.length > 3 || !/^\p{L}/u.test(name)) return false
  return words.length === 1 || !words.some(word => JOINTS.has(word) || c.begins.lexicon.words.has(word))
}

/** Places that were looked for in a sentence: it is read many times. */
const sought = new WeakMap<readonly Token[], Map<string, Place | null>>()

function placeSought(c: Cursor, name: string): Place | null {
  const known = sought.get(c.tokens) ?? new Map<string, Place | null>()
  sought.set(c.tokens, known)
  const before = known.get(name)
  if (before !== undefined) return before
  const place = placeCalled(c, name)
  known.set(name, place)
  return place
}

/** A place by its name, or by another form of it: «от Москвы». */
function placeCalled(c: Cursor, name: string): Place | null {
  const forms = c.vocabulary.cities(name, c.language).length > 0 ? [] : nominatives(name)
  for (const form of [name, ...forms]) {
    const found = c.vocabulary.findPlace(form)
    if (found !== null) return found
  }
  const own = placeLike(c.vocabulary.places(), name)
  return own === null ? null : c.vocabulary.findPlace(own)
}

/** "Riga, Latvia" is one place, and so is "Riga" before a comma and a condition. */
function withPlaceBehind(c: Cursor, town: Written): Written {
  const at = c.at
  if (!town.quoted && takeSign(c, ',')) {
    const behind = readName(c)
    if (behind !== null && !behind.quoted && c.vocabulary.isTownAndPlace(town.text, behind.text))
      return { text: `${town.text}, ${behind.text}`, quoted: false, from: town.from, to: behind.to }
  }
  c.at = at
  return town
}

/** Towns of that name, where it is no single one's; else every place. */
function placesLike(c: Cursor, name: string): string[] {
  const towns = c.vocabulary.cities(name, c.language)
  return towns.length > 0 ? towns : c.vocabulary.places()
}

function takeCoordinates(c: Cursor): { lat: number; lon: number } | null {
  const first = peek(c, 1)
  if (peek(c)?.text !== '(' || (first?.kind !== 'number' && first?.text !== '-')) return null
  c.at++
  const lat = readNumber(c, { kind: 'coordinates' }, 'decimal')
  if (!takeSign(c, ',', ';')) fail(c, { kind: 'coordinates' })
  const lon = readNumber(c, { kind: 'coordinates' }, 'decimal')
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    c.at--
    fail(c, { kind: 'coordinates' })
  }
  if (!takeSign(c, ')')) fail(c, { kind: 'closing' })
  return { lat, lon }
}

function placePhrase(place: Near['place'], { names, language }: Phrasing): string {
  const leadsHere = (name: string) => {
    const found = names.findPlace(name)
    return found !== null && found.lat === place.lat && found.lon === place.lon
  }
  const city = names.cityWords(names.cityName(place.name), language)
  if (city !== place.name && leadsHere(city)) return quoted(city)
  return leadsHere(place.name) ? quoted(place.name) : `${quoted(place.name)} (${place.lat}, ${place.lon})`
}
