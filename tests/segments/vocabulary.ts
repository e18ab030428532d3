import type { AttributeType } from '../../src/audience/attribute/comparable.js'
import { cityName, cityWords, isTownAndPlace } from '../../src/audience/place/town.js'
import type { EventProperty } from '../../src/segments/property.js'
import type { Field, Place, Things, Vocabulary } from '../../src/segments/vocabulary.js'
import { fold } from '../../src/text/fold.js'

/** What a vocabulary of a test has names for; all of it can be left out. */
export type Named = {
  fields?: Field[]
  offers?: Record<number, string>
  links?: Record<number, string[]>
  topics?: Record<number, string>
  interests?: Record<number, string>
  segments?: Record<number, string>
  questions?: Record<number, string>
  series?: Record<number, string>
  events?: Record<number, string>
  /** Of every event. */
  properties?: EventProperty[]
  /** All segments where it is left out. */
  lists?: Record<number, string>
  places?: Place[]
  rungs?: Partial<Record<number, string>>
  currency?: string
  products?: string[]
  /** What people have in every field; without it any value will do. */
  values?: string[]
  categories?: string[]
}

/** A field of a test; without options any value will do. */
export function field(id: number, label: string, type: AttributeType, options: string[] | null = null): Field {
  return { id, key: `field_${id}`, label, type, options }
}

/** The three fields that every database has. */
export const BUILT_IN: Field[] = [
  { id: 1, key: 'city', label: null, type: 'text', options: null },
  { id: 2, key: 'country', label: null, type: 'text', options: null },
  { id: 3, key: 'birthday', label: null, type: 'date', options: null },
]

/** A vocabulary without a database. */
export function vocabularyOf(named: Named = {}): Vocabulary {
  const fields = named.fields ?? BUILT_IN
  const links = (offer: number) => named.links?.[offer] ?? []
  const places = named.places ?? []
  return {
    currency: named.currency ?? 'EUR',
    fields: () => fields,
    field: id => fields.find(field => field.id === id) ?? null,
    offers: thingsOf(named.offers ?? {}),
    lastOffer: () => Number(Object.keys(named.offers ?? {}).at(-1) ?? 0) || null,
    topics: thingsOf(named.topics ?? {}),
    interests: thingsOf(named.interests ?? {}),
    segments: thingsOf(named.segments ?? {}),
    questions: thingsOf(named.questions ?? {}),
    series: thingsOf(named.series ?? {}),
    events: thingsOf(named.events ?? {}),
    properties: () => named.properties ?? [],
    lists: thingsOf(named.lists ?? named.segments ?? {}),
    products: usedOf(named.products ?? []),
    categories: usedOf(named.categories ?? []),
    promoCodes: ANY,
    sources: ANY,
    channels: ANY,
    values: () => (named.values === undefined ? ANY : usedOf(named.values)),
    link: (offer, number) => links(offer)[number - 1] ?? null,
    findLink: (offer, label) => {
      const at = links(offer).findIndex(link => fold(link) === fold(label))
      return at < 0 ? null : at + 1
    },
    links,
    rung: rung => named.rungs?.[rung] ?? null,
    findPlace: name => places.find(place => [fold(name), fold(cityName(name))].includes(fold(place.name))) ?? null,
    cityName,
    cityWords,
    isTownAndPlace,
    cities: () => [],
    places: () => places.map(place => place.name),
  }
}

/** Whatever is asked for behind its field is there; without it nothing is. */
const ANY = { has: () => true, shown: () => null, all: () => [] }

function usedOf(names: string[]) {
  const shown = (name: string) => names.find(one => fold(one) === fold(name)) ?? null
  return { has: (name: string) => shown(name) !== null, shown, all: () => names }
}

function thingsOf(names: Record<number, string>): Things {
  const entries = Object.entries(names).map(([id, name]) => ({ id: Number(id), name }))
  return {
    name: id => names[id] ?? null,
    find: name => entries.find(entry => fold(entry.name) === fold(name))?.id ?? null,
    has: id => id in names,
    all: () => entries.map(entry => entry.name),
  }
}
