import { z } from 'zod'
import type { AttributeType } from '../audience/attribute/comparable.js'
import { RUNGS, type Rung } from '../audience/ladder/rung.js'
import { citiesWritten, cityName, cityWords, isTownAndPlace, keptName, oneCity } from '../audience/place/town.js'
import type { Db } from '../db/open.js'
import { fold } from '../text/fold.js'
import type { Language } from '../text/format.js'
import {
  type Used,
  usedCategories,
  usedChannels,
  usedProducts,
  usedPromoCodes,
  usedSources,
  usedValues,
} from './missing/used.js'
import type { EventProperty } from './property.js'

/** A field as the language knows it; `label` is null for the built-in ones, which `key` names. `options` null: free. */
export type Field = {
  id: number
  key: string
  label: string | null
  type: AttributeType
  options: readonly string[] | null
}

/** Where a place is, under the name it is known by. */
export type Place = { name: string; lat: number; lon: number }

/** Things that have names. A name leads back to its thing: what has no such name is called by its number. */
export type Things = {
  /** Null when it is gone, or its name leads to another. */
  name(id: number): string | null
  find(name: string): number | null
  has(id: number): boolean
  all(): string[]
}

/** Names of what criteria point to. */
export type Names = {
  /** Null when it is gone or archived. */
  field(id: number): Field | null
  offers: Pick<Things, 'name'>
  /** A link's label, else its address; null when there is no such link. */
  link(offerId: number, number: number): string | null
  topics: Pick<Things, 'name'>
  /** What people may choose to hear about. */
  interests: Pick<Things, 'name'>
  segments: Pick<Things, 'name'>
  /** Questions of the survey, by their text or by the field that they ask for. */
  questions: Pick<Things, 'name'>
  /** Series of messages. */
  series: Pick<Things, 'name'>
  /** What the shop reports. */
  events: Pick<Things, 'name'>
  /** What an admin called a step of the ladder; null where it has its usual name. */
  rung(rung: Rung): string | null
  /** The place this name leads to; null when it leads nowhere. */
  findPlace(name: string): Place | null
  /** The name under which a city is kept, whatever the language it was called in. */
  cityName(written: string): string
  /** What a city is called in a language, from the name under which it is kept; `cityName` leads back to it. */
  cityWords(kept: string, language: Language): string
}

/** Everything that a sentence can name. */
export type Vocabulary = Names & {
  /** The currency of amounts that name none. */
  currency: string
  fields(): readonly Field[]
  offers: Things
  /** The offer of the broadcast that began last, of those that somebody sent; null where none began. */
  lastOffer(): number | null
  topics: Things
  interests: Things
  segments: Things
  questions: Things
  series: Things
  events: Things
  /** What came with events of this name, in the order in which it came first. */
  properties(event: number): readonly EventProperty[]
  /** The segments that are fixed lists. */
  lists: Things
  /** By their names and their article numbers. */
  products: Used
  categories: Used
  promoCodes: Used
  /** Sources that somebody made, and others that people came by, first or last. */
  sources: Used
  /** Channels of sources. */
  channels: Used
  /** What people have in a field of words, its options included. */
  values(field: number): Used
  findLink(offerId: number, label: string): number | null
  links(offerId: number): string[]
  places(): string[]
  /** Whether a town and what stands behind its comma are one place. */
  isTownAndPlace(town: string, place: string): boolean
  /** Towns that are called so, the biggest first, each under a name of its own. */
  cities(name: string, language: Language): string[]
}

/**
 * The names of this database as they are now; each is looked up when it is needed.
 * @param usualCurrency the currency of amounts while nobody has chosen one
 */
export function createVocabulary(db: Db, usualCurrency = 'EUR'): Vocabulary {
  const rungs = new Map(RUNGS.map((rung, i) => [rung, findSetting(db, 'rung_names', rungNamesSchema)?.[i] ?? null]))
  const fields = db
    .sql<Omit<Field, 'options'> & { options: string | null }>(
      'select id, key, label, type, options from attributes where archived_at is null order by id',
    )
    .all()
    .map(field => ({ ...field, options: optionsOf(field.options) }))

  return {
    currency: findSetting(db, 'currency', z.string()) ?? usualCurrency,
    fields: () => fields,
    field: id => fields.find(field => field.id === id) ?? null,
    offers: thingsOf(db, {
      name: 'select name from offers where id = ?',
      find: 'select id from offers where name_folded = ?',
      all: "select name from offers where state <> 'discarded' order by id desc limit 1000",
    }),
    lastOffer: () =>
      db
        .sql<{ id: number }>(
          `select offer_id as id from broadcasts where started_at is not null and standing = 0 and nudges is null
           order by started_at desc limit 1`,
        )
        .get()?.id ?? null,
    topics: thingsOf(db, {
      name: 'select name from topics where id = ?',
      find: 'select id from topics where name_folded = ? and archived_at is null',
      all: 'select name from topics where archived_at is null order by id desc limit 1000',
    }),
    interests: thingsOf(db, {
      name: 'select name from interests where id = ?',
      find: 'select id from interests where name_folded = ? and archived_at is null',
      all: 'select name from interests where archived_at is null order by id',
    }),
    segments: thingsOf(db, {
      name: 'select name from segments where id = ? and deleted_at is null',
      find: 'select id from segments where name_folded = ? and deleted_at is null',
      all: 'select name from segments where deleted_at is null and listed = 1 order by id desc limit 1000',
    }),
    questions: questionsOf(db),
    series: thingsOf(db, {
      name: `select name from campaigns where id = ? and ${IS_SERIES}`,
      find: `select id from campaigns where name_folded = ? and ${IS_SERIES}`,
      all: `select name from campaigns where ${IS_SERIES} order by created_at desc, id desc limit 1000`,
    }),
    events: thingsOf(db, {
      name: 'select name from event_names where id = ?',
      find: 'select id from event_names where name_folded = ?',
      all: 'select name from event_names order by last_at desc limit 1000',
    }),
    properties: event => propertiesOf(db, event),
    lists: thingsOf(db, {
      name: "select name from segments where id = ? and kind = 'list' and deleted_at is null",
      find: "select id from segments where name_folded = ? and kind = 'list' and deleted_at is null",
      all: "select name from segments where kind = 'list' and deleted_at is null order by id desc limit 1000",
    }),
    products: usedProducts(db),
    categories: usedCategories(db),
    promoCodes: usedPromoCodes(db),
    sources: usedSources(db),
    channels: usedChannels(db),
    values: id => usedValues(db, id, fields.find(field => field.id === id)?.options ?? []),
    link: (offerId, number) => linksOf(db, offerId).find(link => link.number === number)?.name ?? null,
    findLink: (offerId, label) => linksOf(db, offerId).find(link => fold(link.name) === fold(label))?.number ?? null,
    links: offerId => linksOf(db, offerId).map(link => link.name),
    rung: rung => rungs.get(rung) ?? null,
    findPlace: name =>
      db.sql<Place>('select name, lat, lon from places where name_folded = ?').get(fold(name)) ?? townAt(name),
    cityName,
    cityWords,
    isTownAndPlace,
    cities: (name, language) =>
      citiesWritten(name)
        .slice(0, MOST_CITIES)
        .map(city => cityWords(keptName(city), language)),
    places: () =>
      db
        .sql<{ name: string }>('select name from places order by id desc limit 1000')
        .all()
        .map(place => place.name),
  }
}

/** The one town of this name, by the name that is kept for it. */
function townAt(name: string): Place | null {
  const city = oneCity(name)
  return city === null ? null : { name: keptName(city), lat: city.lat, lon: city.lon }
}

const MOST_CITIES = 8
const IS_SERIES = "kind = 'series' and state <> 'discarded'"
/** A longer name is no name in a sentence. */
const LONGEST_NAME = 256

const rungNamesSchema = z.array(z.string().nullable())

/** What was chosen in the chat; null when nothing was. */
function findSetting<T>(db: Db, key: string, schema: z.ZodType<T>): T | null {
  const row = db.sql<{ value: string }>('select value from settings where key = ?').get(key)
  const parsed = schema.safeParse(row === undefined ? null : JSON.parse(row.value))
  return parsed.success ? parsed.data : null
}

const propertiesSchema = z.array(z.object({ name: z.string(), type: z.enum(['text', 'number', 'date']).nullable() }))

/** What came with events of this name, in the order in which it came first; none where there is no such name. */
export function propertiesOf(db: Db, event: number): EventProperty[] {
  const row = db.sql<{ properties: string }>('select properties from event_names where id = ?').get(event)
  return row === undefined ? [] : propertiesSchema.parse(JSON.parse(row.properties))
}

function optionsOf(stored: string | null): string[] | null {
  if (stored === null) return null
  const options: unknown = JSON.parse(stored)
  return Array.isArray(options) ? options.map(String) : null
}

function thingsOf(db: Db, queries: { name: string; find: string; all: string }): Things {
  const find = (name: string) => db.sql<{ id: number }>(queries.find).get(fold(name))?.id ?? null
  const nameOf = (id: number) => db.sql<{ name: string }>(queries.name).get(id)?.name ?? null
  return {
    find,
    name(id) {
      const name = nameOf(id)
      return name !== null && find(name) === id ? name : null
    },
    has: id => nameOf(id) !== null,
    all: () =>
      db
        .sql<{ name: string }>(queries.all)
        .all()
        .map(thing => thing.name),
  }
}

/**
 * Questions: each is called by its words, and found by those of its field too. They are few. Where several are called so, it
 * is the one that is asked now.
 */
function questionsOf(db: Db): Things {
  const rows = () =>
    db
      .sql<{ id: number; text: string; label: string | null }>(
        `select q.id, q.text, a.label from survey_questions q join attributes a on a.id = q.attribute_id
         order by q.archived_at is not null, q.position, q.id`,
      )
      .all()
      .map(({ text, ...row }) => ({ ...row, text: text.replace(/\s+/gu, ' ').trim() }))
  const find = (name: string) => {
    const [all, wanted] = [rows(), fold(name)]
    const asked = all.find(({ text }) => fold(text) === wanted)
    return (asked ?? all.find(({ label }) => label !== null && fold(label) === wanted))?.id ?? null
  }
  return {
    find,
    name(id) {
      const text = rows().find(row => row.id === id)?.text ?? ''
      return text !== '' && text.length <= LONGEST_NAME && find(text) === id ? text : null
    },
    has: id => rows().some(row => row.id === id),
    all: () => rows().flatMap(({ text, label }) => (label === null ? [text] : [text, label])),
  }
}

/** Links of an offer's versions, each number once. */
function linksOf(db: Db, offerId: number): { number: number; name: string }[] {
  const links = db
    .sql<{ number: number; name: string }>(
      `select l.number, coalesce(nullif(l.label, ''), l.url) as name from variants v join links l on l.variant_id = v.id
       where v.offer_id = ? order by l.number, v.position, v.id`,
    )
    .all(offerId)
  return links.filter((link, i) => links[i - 1]?.number !== link.number)
}
